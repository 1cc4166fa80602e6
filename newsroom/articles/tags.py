"""Tags: what a story is about, typed as names, and the lists that they lead to."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, select
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


def _ids(session: AnySession, names: list[str]) -> list[int]:
    slugs = {name: slugify(name, limit=LONGEST) or "tag" for name in names}
    known = {
        tag.name.casefold(): tag
        for tag in session.scalars(select(Tag).where(Tag.slug.in_(slugs.values())))
    }
    return [
        (known.get(name.casefold()) or _tag(session, name, slug)).id for name, slug in slugs.items()
    ]


def _tag(session: AnySession, name: str, slug: str) -> Tag:
    """A tag whose own slug is free or another's: «C++» is not «C», though both spell «c»."""
    alike = Tag.slug.startswith(f"{slug}-", autoescape=True) | (Tag.slug == slug)
    taken = {tag.slug: tag for tag in session.scalars(select(Tag).where(alike))}
    same = (tag for tag in taken.values() if tag.name.casefold() == name.casefold())
    tag = next(same, None)
    if tag is None:
        tag = Tag(name=name, slug=unused(slug, taken))
        session.add(tag)
        session.flush()
    return tag
