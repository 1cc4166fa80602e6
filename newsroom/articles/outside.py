"""Telling the world outside that what readers see of an article has changed, or will."""

from sqlalchemy import literal, select, union_all

from newsroom import clock, outbox
from newsroom.articles.bylines import Author, article_authors
from newsroom.articles.categories import Category
from newsroom.articles.models import Article, State
from newsroom.articles.photo_uses import article_photos
from newsroom.articles.tags import Tag, article_tags
from newsroom.database import db

ANNOUNCED = "article"  # its subject is the article's id; what became of it, the database says
Lists = list[tuple[str, str]]  # kind and slug, as in addresses


def tell(article: Article, stood_in: Lists) -> None:
    """Announce a change in its transaction, for the time when readers see it.

    ``stood_in`` are its lists before the change: one that it has left shows something else too.
    """
    publish_at = article.publish_at
    is_to_come = publish_at is not None and publish_at > clock.now() and not article.taken_down_at
    db.session.flush()
    outbox.announce(
        ANNOUNCED, article.id, {"stood_in": stood_in}, at=publish_at if is_to_come else None
    )


def tell_at_its_time(order: outbox.Order) -> None:
    """What was published while the clock was ahead nobody has seen yet: it is told once more."""
    article = db.session.get(Article, int(order.subject))
    if article is None or article.state is not State.SCHEDULED:
        return
    if not outbox.is_announced(ANNOUNCED, article.id):
        outbox.put(ANNOUNCED, article.id, order.payload, at=article.publish_at)


def tell_of_photo(order: outbox.Order) -> None:
    """What readers see of the live articles that show a photo has changed with it.

    One that waits for its time is announced for then already.
    """
    used = select(article_photos.c.article_id).where(
        article_photos.c.photo_id == int(order.subject), article_photos.c.is_live
    )
    live = Article.live().where(Article.id.in_(used)).with_only_columns(Article.id)
    for article_id in db.session.scalars(live):
        outbox.announce(ANNOUNCED, article_id, {"stood_in": []})


def stands_in(article_id: int | None) -> Lists:
    """The lists, beside that of the whole site, which its live text belongs to."""
    links = (("author", Author, article_authors), ("tag", Tag, article_tags))
    linked = [
        select(literal(kind), row.slug)
        .join(table, table.c[f"{kind}_id"] == row.id)
        .where(table.c.article_id == article_id)
        for kind, row, table in links
    ]
    category = (
        select(literal("category"), Category.slug)
        .join(Article, Article.category_id == Category.id)
        .where(Article.id == article_id)
    )
    found = db.session.execute(union_all(category, *linked))
    return [(kind, slug) for kind, slug in found]
