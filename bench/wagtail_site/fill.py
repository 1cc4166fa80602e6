"""`python -m bench.wagtail_site.fill MANY`: the database, and so many articles in it."""

import json
import sys

import django
from django.core.management import call_command
from django.utils import timezone

PARAGRAPH = "<p>{}</p>"


def fill(many: int, paragraph: str) -> None:
    from wagtail.models import Page, Site

    from bench.wagtail_site.models import Article

    call_command("migrate", verbosity=0)
    home = Page.objects.get(depth=2)
    Site.objects.update(hostname="127.0.0.1")
    for number in range(12):
        home.add_child(instance=Page(title=f"Рубрика {number}", show_in_menus=True))
    text = ("paragraph", PARAGRAPH.format(paragraph))
    for number in range(many):
        parts = [text, text, ("heading", "Що далі"), text, text]
        body = json.dumps([{"type": kind, "value": value} for kind, value in parts])
        title = f"Новина {number} із села"
        words = {"title": title, "lead": f"Що сталося: {title}", "body": body}
        known = {"slug": f"story-{number}", "first_published_at": timezone.now()}
        home.add_child(instance=Article(**words, **known))


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[1]), sys.argv[2])
