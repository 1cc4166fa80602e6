"""Tags: what a story is about, typed as names, and the lists that they lead to."""

from collections.abc import Container
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from newsroom.articles.links import relink
from newsroom.database import AnySession, Base, UtcDateTime
from newsroom.language.slugs import slugify, unused

MOST = 10  # of one article
LONGEST = 60  # characters of one

article_tags = Table(
    "article_tags",
    Base.metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("tag_id", ForeignKey("tags.id"), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("publish_at", UtcDateTime(), nullable=False),
    Index("ix_article_tags_newest", "tag_id", "publish_at", "article_id"),
)


class Tag(Base):
    """Made when an article with it is published, so that no draft's tag is known to anybody."""

    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST))
    slug: Mapped[str] = mapped_column(String(80), unique=True)


def tag_names(typed: str) -> list[str]:
    """«#Міст, тарифи, міст» → «Міст», «тарифи»: in order, each once, however it is capitalised."""
    found: dict[str, str] = {}
    for part in typed.split(","):
        if name := part.strip().lstrip("#").strip():
            found.setdefault(name.casefold(), name)
    return list(found.values())


def attach(session: AnySession, article_id: int, typed: str, publish_at: datetime | None) -> None:
    """Make the tags of a published article those that ``typed`` names; before that it has none."""
    names = tag_names(typed) if publish_at else []
    relink(session, article_tags.c.tag_id, article_id, _ids(session, names), publish_at)


def known_tags(session: AnySession, names: list[str]) -> dict[str, Tag]:
    """The tags that there are of these names, by the name casefolded.

    «C++» is not «C», though both spell «c»: what its own slug does not find is looked for among
    the slugs that had to be numbered.
    """
    slugs = {name.casefold(): _slug(name) for name in names}
    found = _called(session, slugs, Tag.slug.in_(slugs.values()))
    rest = {slug for name, slug in slugs.items() if name not in found}
    if rest:
        found |= _called(session, slugs, or_(*map(_numbered, rest)))
    return found


def _called(
    session: AnySession, names: Container[str], where: ColumnElement[bool]
) -> dict[str, Tag]:
    tags = session.scalars(select(Tag).where(where))
    return {name: tag for tag in tags if (name := tag.name.casefold()) in names}


def _ids(session: AnySession, names: list[str]) -> list[int]:
    known = known_tags(session, names) if names else {}
    return [(known.get(name.casefold()) or _begin(session, name)).id for name in names]


def _begin(session: AnySession, name: str) -> Tag:
    slug = _slug(name)
    taken = session.scalars(select(Tag.slug).where(_numbered(slug) | (Tag.slug == slug)))
    tag = Tag(name=name, slug=unused(slug, set(taken)))
    session.add(tag)
    session.flush()
    return tag


def _slug(name: str) -> str:
    return slugify(name, limit=LONGEST) or "tag"


def _numbered(slug: str) -> ColumnElement[bool]:
    return Tag.slug.startswith(f"{slug}-", autoescape=True)
