"""What is attached to a live article: who signs it, its tags, its corrections; in one query."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Select, cast, literal, null, select, union_all

from newsroom.articles.bylines import Author, article_authors
from newsroom.articles.corrections import Correction
from newsroom.articles.tags import Tag, article_tags
from newsroom.database import UtcDateTime, db


@dataclass(frozen=True)
class Named:
    """Something with a page of its own."""

    name: str
    slug: str


@dataclass(frozen=True)
class Corrected:
    created_at: datetime
    text: str


@dataclass(frozen=True)
class Attached:
    authors: list[Named] = field(default_factory=list)
    tags: list[Named] = field(default_factory=list)
    corrections: list[Corrected] = field(default_factory=list)  # the newest first


def attached(article_id: int) -> Attached:
    found = Attached()
    for kind, _place, text, slug, at in db.session.execute(_query(article_id)):
        if kind == "correction":
            found.corrections.append(Corrected(at, text))
        else:
            (found.authors if kind == "author" else found.tags).append(Named(text, slug))
    return found


def _query(article_id: int) -> Select[tuple[str, int, str, str, datetime | None]]:
    corrections = select(
        literal("correction").label("kind"),
        (-Correction.id).label("place"),
        Correction.text,
        literal("").label("slug"),
        Correction.created_at,
    ).where(Correction.article_id == article_id)
    authors = _named("author", Author, article_authors.c.author_id)
    tags = _named("tag", Tag, article_tags.c.tag_id)
    rows = union_all(
        corrections,
        authors.where(article_authors.c.article_id == article_id),
        tags.where(article_tags.c.article_id == article_id),
    ).subquery()
    return select(*rows.c).order_by(rows.c.kind, rows.c.place)


def _named(kind: str, model: type[Author] | type[Tag], column: Column[int]) -> Select[Any]:
    links = column.table
    no_moment = cast(null(), UtcDateTime())  # PostgreSQL wants to know of what kind a nothing is
    return (
        select(literal(kind), links.c.position, model.name, model.slug, no_moment)
        .select_from(links)
        .join(model, model.id == column)
    )
