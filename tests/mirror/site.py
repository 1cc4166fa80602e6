"""A site with something of every kind, some of it hostile, and some that no reader may see."""

from datetime import timedelta
from typing import NamedTuple

from newsroom import clock
from newsroom.articles import addresses
from newsroom.articles.corrections import Correction
from newsroom.articles.models import Article
from newsroom.database import db
from newsroom.pages.models import Page
from newsroom.partners.models import Partner
from tests import factories

SECRET = "Таємниця"  # in whatever no reader may see
HOSTILE = """</title><script>alert("1")</script> &amp; “лапки” 'апостроф' $uri {{ 7 * 7 }} \u202e"""


class Site(NamedTuple):
    lead: Article
    linked: Article  # from the lead's text
    corrected: Article
    hostile: Article
    renamed: Article
    former_slug: str
    taken_down: Article
    page: Page
    partner: Partner


def build() -> Site:
    """Enough of it that lists have next pages."""
    city, culture = factories.category("Місто"), factories.category("Культура")
    many = [_story(number, city.id) for number in range(24)]
    photo, other = factories.photo(), factories.photo(alt="Плесо", width=1000, height=600)
    linked = _story(30, culture.id, lead_photo=photo.name)
    body = f'<p>Раніше: <a href="/news/{linked.slug}">про це</a>.</p>'
    body += f'<figure data-photo="{other.name}"><figcaption>Біля мосту</figcaption></figure>'
    lead = _story(31, city.id, lead_photo=other.name, body=body, byline="Ганна В’юн, Іван Ґуля")
    factories.card(lead)
    factories.pin(lead)
    hostile = _story(
        32, culture.id, headline=HOSTILE, lede=HOSTILE, body=HOSTILE, tags=HOSTILE[:40]
    )
    db.session.add(Correction(article_id=many[0].id, text="Ім’я героя – Їжакевич."))
    renamed = many[1]
    former_slug = renamed.slug
    addresses.change_slug(db.session, renamed, "nova-adresa")
    gone = _story(33, city.id, headline=f"{SECRET}: знято", tags=SECRET)
    gone.take_down("так треба")
    factories.draft(headline=f"{SECRET}: чернетка", category_id=city.id)
    later = clock.now() + timedelta(hours=3)
    factories.scheduled(later, headline=f"{SECRET}: ще рано", category_id=city.id)
    factories.page(f"{SECRET}: сторінка").is_published = False
    partner = factories.partner("https://example.net", "https://*.partner.example")
    db.session.commit()
    page = factories.page("Про газету", '<p><a href="/pages/pro-hazetu?before=abc">Далі</a></p>')
    return Site(lead, linked, many[0], hostile, renamed, former_slug, gone, page, partner)


def _story(number: int, category_id: int, **given):
    facts = {
        "headline": f"Новина {number}: міст через Плесо",
        "category_id": category_id,
        "byline": "Олена Ящук",
        "tags": "мости, ріка",
        **given,
    }
    return factories.live(since=clock.now() - timedelta(hours=40 - number, minutes=3), **facts)
