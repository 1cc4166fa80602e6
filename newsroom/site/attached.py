"""What is attached to live articles: who signs them, their tags and corrections; in one query."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    bindparam,
    cast,
    literal,
    null,
    select,
    union_all,
)

from newsroom.articles.bylines import Author, article_authors
from newsroom.articles.corrections import Correction
from newsroom.articles.tags import Tag, article_tags
from newsroom.database import UtcDateTime, read


@dataclass(frozen=True)
class Named:
    """Something with a page of its own."""

    name: str
    slug: str
    id: int = 0


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
    return _by_article(read(TO_ONE, article=article_id))[article_id]


def attached_to(article_ids: Sequence[int]) -> dict[int, Attached]:
    """By article; where nothing is attached, that."""
    return _by_article(read(TO_SEVERAL, articles=article_ids) if article_ids else ())


def _by_article(rows: Iterable[Any]) -> dict[int, Attached]:
    found: dict[int, Attached] = defaultdict(Attached)
    for article_id, kind, _place, row_id, text, slug, at in rows:
        here = found[article_id]
        if kind == "correction":
            here.corrections.append(Corrected(at, text))
        else:
            (here.authors if kind == "author" else here.tags).append(Named(text, slug, row_id))
    return found


def _query(
    is_one: Callable[[Any], ColumnElement[bool]],
) -> Select[tuple[int, str, int, int, str, str, datetime | None]]:
    corrections = select(
        Correction.article_id,
        literal("correction").label("kind"),
        (-Correction.id).label("place"),
        Correction.id,
        Correction.text,
        literal("").label("slug"),
        Correction.created_at,
    ).where(is_one(Correction.article_id))
    authors = _named("author", Author, article_authors.c.author_id)
    tags = _named("tag", Tag, article_tags.c.tag_id)
    rows = union_all(
        corrections,
        authors.where(is_one(article_authors.c.article_id)),
        tags.where(is_one(article_tags.c.article_id)),
    ).subquery()
    return select(*rows.c).order_by(rows.c.kind, rows.c.place)


def _named(kind: str, model: type[Author] | type[Tag], column: Column[int]) -> Select[Any]:
    links = column.table
    # PostgreSQL wants to know of what kind a nothing is.
    no_moment = cast(null(), UtcDateTime())
    return (
        select(links.c.article_id, literal(kind), links.c.position)
        .add_columns(model.id, model.name, model.slug, no_moment)
        .select_from(links)
        .join(model, model.id == column)
    )


TO_ONE = _query(lambda article_id: article_id == bindparam("article"))
TO_SEVERAL = _query(lambda article_id: article_id.in_(bindparam("articles", expanding=True)))
