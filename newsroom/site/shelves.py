"""What sitemaps hold, by kind: each a shelf of pages in parts by their ids."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    ScalarSelect,
    Subquery,
    func,
    literal,
    literal_column,
    select,
)

from newsroom import clock
from newsroom.articles.addresses import FormerSlug
from newsroom.articles.bylines import Author, article_authors
from newsroom.articles.categories import Category
from newsroom.articles.models import CHANGED_AT, PART, PART_OF, Article, State
from newsroom.articles.tags import Tag, article_tags
from newsroom.database import db
from newsroom.pages import models as plain

Page = tuple[str, datetime | None]  # its path, and when something changed there


@dataclass(frozen=True)
class Shelf:
    parts: Callable[[], Iterable[tuple[int, datetime | None]]]
    pages: Callable[[int], Iterable[Page]]
    edition: Callable[[int], str] | None = None  # of a part too large to be made for each request


def _article_parts() -> Iterator[tuple[int, datetime | None]]:
    """The parts that hold something live, and their last changes: two steps in an index each."""
    live = Article.in_state(State.LIVE)
    first = select(func.min(PART_OF)).where(live).scalar_subquery()
    parts = select(first.label("number")).cte("parts", recursive=True)
    following = select(func.min(PART_OF)).where(live, parts.c.number < PART_OF).scalar_subquery()
    parts = parts.union_all(select(following).where(parts.c.number.is_not(None)))
    newest = select(func.max(CHANGED_AT)).where(live, parts.c.number == PART_OF).scalar_subquery()
    found = select(parts.c.number, newest).where(parts.c.number.is_not(None))
    yield from db.session.execute(found.order_by(parts.c.number)).tuples()


def _article_pages(part: int) -> Iterator[Page]:
    before = before_the_slug("site.article")
    ids = Article.id.between(part * PART, (part + 1) * PART - 1)
    query = Article.live().where(ids).order_by(None).order_by(Article.id)
    for slug, changed in db.session.execute(query.with_only_columns(Article.slug, CHANGED_AT)):
        yield before + slug, changed


def _article_edition(part: int) -> str:
    """What changes whenever the part does, read from one index: its articles, times, addresses."""
    live = select(
        func.count(), func.sum(Article.id), func.max(CHANGED_AT), func.max(Article.publish_at)
    ).where(Article.in_state(State.LIVE), literal(part) == PART_OF)
    ids = FormerSlug.article_id.between(part * PART, (part + 1) * PART - 1)
    former = select(func.aggregate_strings(FormerSlug.slug, " ")).where(ids)
    seen = (*db.session.execute(live).one(), db.session.scalar(former))
    return hashlib.blake2b(repr(seen).encode(), digest_size=9).hexdigest()


def _newest(belongs: ColumnElement[bool]) -> ScalarSelect[datetime | None]:
    """When the newest of these articles went out."""
    query = Article.live().where(belongs).limit(1)
    return query.with_only_columns(Article.publish_at).scalar_subquery()


def _newest_linked(column: Column[int], row_id: Any) -> ScalarSelect[datetime | None]:
    """The same of those that ``column`` links to this author or tag."""
    links = column.table.c
    query = Article.live().join(column.table, links.article_id == Article.id)
    query = query.where(column == row_id, links.publish_at <= clock.now()).order_by(None)
    newest_first = query.order_by(links.publish_at.desc(), links.article_id.desc()).limit(1)
    return newest_first.with_only_columns(links.publish_at).scalar_subquery()


def _listings(
    model: Any, endpoint: str, newest: Callable[[], ScalarSelect[datetime | None]]
) -> Shelf:
    """The first pages of lists; a list of nothing is no page worth finding."""

    def listed() -> Subquery:
        return select(model.id, model.slug, newest().label("newest")).subquery()

    def parts() -> Iterator[tuple[int, datetime | None]]:
        lists = listed()
        part = (lists.c.id // literal_column(str(PART), Integer)).label("part")
        query = select(part, func.max(lists.c.newest)).where(lists.c.newest.is_not(None))
        yield from db.session.execute(query.group_by(part).order_by(part)).tuples()

    def pages(part: int) -> Iterator[Page]:
        lists = listed()
        before = before_the_slug(endpoint)
        ids = lists.c.id.between(part * PART, (part + 1) * PART - 1)
        query = select(lists.c.slug, lists.c.newest).where(ids, lists.c.newest.is_not(None))
        for slug, changed in db.session.execute(query.order_by(lists.c.id)):
            yield before + slug, changed

    return Shelf(parts, pages)


def _single_parts() -> Iterator[tuple[int, datetime | None]]:
    plain_pages = (
        plain.Page.published().order_by(None).with_only_columns(func.max(plain.Page.updated_at))
    )
    query = select(_newest(literal(value=True)), plain_pages.scalar_subquery())
    yield 0, max(filter(None, db.session.execute(query).one()), default=None)


def _single_pages(part: int) -> Iterator[Page]:
    """The front page, the corrections and the plain pages: in the footer there is room for few."""
    if part:
        return
    yield url_for("site.home"), db.session.scalar(select(_newest(literal(value=True))))
    yield url_for("site.corrections"), None
    before = before_the_slug("site.page")
    columns = plain.Page.published().with_only_columns(plain.Page.slug, plain.Page.updated_at)
    for slug, changed in db.session.execute(columns.limit(PART // 2)):
        yield before + slug, changed


def before_the_slug(endpoint: str) -> str:
    """How these addresses begin. To ask Flask for each would take most of a part's time."""
    return url_for(endpoint, slug="-").removesuffix("-")


SHELVES: dict[str, Shelf] = {
    "pages": Shelf(_single_parts, _single_pages),
    "categories": _listings(
        Category, "site.category", lambda: _newest(Article.category_id == Category.id)
    ),
    "tags": _listings(Tag, "site.tag", lambda: _newest_linked(article_tags.c.tag_id, Tag.id)),
    "authors": _listings(
        Author, "site.author", lambda: _newest_linked(article_authors.c.author_id, Author.id)
    ),
    "articles": Shelf(_article_parts, _article_pages, _article_edition),
}
