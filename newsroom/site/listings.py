"""Listings: live articles that belong together, as a page and for whatever follows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, url_for
from sqlalchemy import ColumnElement, FromClause, Select, select, true

from newsroom import clock
from newsroom.articles.bylines import Author, article_authors
from newsroom.articles.categories import Category
from newsroom.articles.links import leads_to_live
from newsroom.articles.models import Article
from newsroom.articles.tags import Tag, article_tags
from newsroom.database import db
from newsroom.paging import Cursor, page
from newsroom.words import site as this_site


@dataclass(frozen=True)
class Listing:
    """The live articles of one kind of thing: ``kind`` and ``slug`` name it in addresses."""

    kind: str  # "site", "category", "tag", "author"
    slug: str  # "" for the whole site
    name: str
    belongs: ColumnElement[bool]
    of: Any = None  # the row it is the list of
    links: FromClause | None = None  # what links articles to it, with the time each went out

    @property
    def url(self) -> str:
        return url_for(f"site.{self.kind}", slug=self.slug) if self.slug else url_for("site.home")

    def live(self) -> Select[tuple[Article]]:
        """Newest first."""
        return self.after(None)

    def after(self, cursor: Cursor | None) -> Select[tuple[Article]]:
        """Those older than ``cursor``, newest first: one walk along one index.

        Of two upper bounds SQLite takes the first; were that now, the walk would begin there.
        """
        until = min(clock.now(), cursor.moment) if cursor else clock.now()
        live = Article.live(until).where(self.belongs)
        if self.links is None:
            return page(live, cursor, Article.publish_at, Article.id)
        linked = self.links.c
        live = live.join(self.links, linked.article_id == Article.id)
        live = live.where(linked.publish_at <= until)
        return page(live, cursor, linked.publish_at, linked.article_id)


def whole_site() -> Listing:
    return Listing("site", "", this_site().name, true())


def of_category(slug: str) -> Listing | None:
    found = db.session.scalar(select(Category).where(Category.slug == slug))
    if found is None:
        return None
    return Listing("category", slug, found.name, Article.category_id == found.id, found)


def of_tag(slug: str) -> Listing | None:
    """Known only while an article with it is live; so is an author."""
    column = article_tags.c.tag_id
    found = db.session.scalar(select(Tag).where(Tag.slug == slug, leads_to_live(column, Tag.id)))
    if found is None:
        return None
    return Listing("tag", slug, found.name, column == found.id, found, article_tags)


def of_author(slug: str) -> Listing | None:
    column = article_authors.c.author_id
    known = Author.slug == slug, leads_to_live(column, Author.id)
    found = db.session.scalar(select(Author).where(*known))
    if found is None:
        return None
    return Listing("author", slug, found.name, column == found.id, found, article_authors)


KINDS: dict[str, Callable[[str], Listing | None]] = {
    "category": of_category,
    "tag": of_tag,
    "author": of_author,
}


def find(kind: str, slug: str) -> Listing:
    """The listing at this address; an unknown one is 404."""
    return KINDS[kind](slug) or abort(404)
