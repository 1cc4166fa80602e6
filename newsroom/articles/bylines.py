"""By-lines: names as they are typed, and the authors they stand for."""

from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    bindparam,
    func,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from newsroom.articles.links import relink
from newsroom.database import AnySession, Base, UtcDateTime
from newsroom.language.slugs import slugify, unused
from newsroom.staff.models import Staff

LONGEST = 120  # characters of a name

article_authors = Table(
    "article_authors",
    Base.metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("author_id", ForeignKey("authors.id"), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("publish_at", UtcDateTime()),  # of a draft none
    Index("ix_article_authors_newest", "author_id", "publish_at", "article_id"),
)


class Author(Base):
    """A name that signs articles, of the staff or not."""

    __tablename__ = "authors"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST), unique=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), unique=True)
    job: Mapped[str] = mapped_column(String(120), default="", server_default="")
    biography: Mapped[str] = mapped_column(Text, default="", server_default="")


def signed_by(author: ColumnElement[bool]) -> Select[tuple[int]]:
    """The ids of the articles whose by-line names an author for whom the condition holds."""
    return (
        select(article_authors.c.article_id)
        .join(Author, Author.id == article_authors.c.author_id)
        .where(author)
    )


# Who signs now: each name, its time, and whether it may turn out to be one of the staff.
_SIGNED = (
    select(
        Author.name,
        article_authors.c.publish_at,
        Author.staff_id.is_(None)
        & select(Staff.id).where(Staff.name == Author.name, Staff.left_at.is_(None)).exists(),
    )
    .join(article_authors, article_authors.c.author_id == Author.id)
    .where(article_authors.c.article_id == bindparam("article"))
    .order_by(article_authors.c.position)
)


def names(byline: str) -> list[str]:
    """«Олена Гук, Тарас Пасічник» → both names, in order, each once."""
    return list(dict.fromkeys(name for part in byline.split(",") if (name := part.strip())))


def sign(
    session: AnySession, article_id: int, byline: str, publish_at: datetime | None = None
) -> None:
    """Make the authors of an article those whom ``byline`` names, in that order.

    ``publish_at`` is when it went out or goes out, None of a draft.
    """
    signs = list(dict.fromkeys(name[:LONGEST] for name in names(byline)))
    there = session.connection().execute(_SIGNED, {"article": article_id}).all()
    if [tuple(row) for row in there] == [(name, publish_at, False) for name in signs]:
        return  # as at nearly every save
    wanted = [author(session, name).id for name in signs]
    relink(session, article_authors.c.author_id, article_id, wanted, publish_at)


def author(session: AnySession, name: str) -> Author:
    """Who signs by this name. If only one of the staff is called so, it is they."""
    name = name[:LONGEST]
    found = session.scalar(select(Author).where(Author.name == name))
    if found is None:
        found = Author(name=name, slug=_free_slug(session, slugify(name) or "author"))
        session.add(found)
    if found.staff_id is None:
        found.staff_id = _only_one_called(session, name)
    session.flush()
    return found


def _only_one_called(session: AnySession, name: str) -> int | None:
    """The member of staff of this name, unless two have it or they sign by another already."""
    called = (
        select(func.min(Staff.id))
        .where(Staff.name == name, Staff.left_at.is_(None))
        .having(func.count() == 1)
    )
    signs = select(Author.id).where(Author.staff_id == Staff.id).exists()
    return session.scalar(select(Staff.id).where(Staff.id == called.scalar_subquery(), ~signs))


def _free_slug(session: AnySession, wanted: str) -> str:
    alike = select(Author.slug).where(Author.slug.startswith(wanted))
    return unused(wanted, session.scalars(alike).all())
