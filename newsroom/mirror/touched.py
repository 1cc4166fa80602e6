"""What an announcement of an article touches: its own addresses, what names it, its lists."""

from collections.abc import Iterator

from sqlalchemy import select

from newsroom.articles import outside
from newsroom.articles.addresses import FormerSlug
from newsroom.articles.models import PART, Article
from newsroom.database import db
from newsroom.mirror.addresses import Addresses
from newsroom.mirror.mirror import Mirror
from newsroom.mirror.sections import read
from newsroom.site.archive import live_before, live_from
from newsroom.site.days import bounds, day_of

# The smallest first: what was taken down goes before anything else is written.
ITSELF, NAMES_IT, LISTS_IT = 0, 10, 20


def ask_for(mirror: Mirror, article_id: int, stood_in: outside.Lists) -> None:
    """Have everything made anew that shows the article, or has shown it; a draft is nowhere.

    Boxes of partners in which it is new come a few seconds later: they change with the edition.
    """
    article = db.session.get(Article, article_id)
    if article is None or not article.was_live:
        return
    to, inventory = Addresses(mirror.app), mirror.inventory
    former = select(FormerSlug.slug).where(FormerSlug.article_id == article_id)
    slugs = [article.slug, *db.session.scalars(former)]
    inventory.ask_for(to.articles(slugs), ITSELF)
    for slug in slugs:
        for file in inventory.naming(to.build("site.article", slug=slug)):
            inventory.ask_for([file.address], NAMES_IT, file.depth)
    lists = [*stood_in, *outside.stands_in(article_id)]
    for kind, slug in dict.fromkeys((kind, slug) for kind, slug in lists):
        inventory.ask_for(to.listing(kind, slug), LISTS_IT)
    inventory.ask_for(_days(to, article), LISTS_IT)
    inventory.ask_for(to.front(), LISTS_IT)
    part = to.build("site.sitemap_part", kind="articles", part=article_id // PART)
    inventory.ask_for([part], LISTS_IT)


def _days(to: Addresses, article: Article) -> Iterator[str]:
    """Its own, and those beside it, which lead there."""
    if article.publish_at is None:
        return
    begins, ends = bounds(day_of(article.publish_at))
    yield to.day(day_of(article.publish_at))
    for way in (live_before(begins), live_from(ends)):
        for (at,) in read(way.with_only_columns(Article.publish_at).limit(1)):
            yield to.day(day_of(at))
