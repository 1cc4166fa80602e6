"""By-lines: names as they are typed, and the authors they stand for."""

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    Table,
    delete,
    insert,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from newsroom.database import AnySession, Base
from newsroom.language.slugs import slugify

article_authors = Table(
    "article_authors",
    Base.metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("author_id", ForeignKey("authors.id"), primary_key=True),
    Column("position", Integer, nullable=False),
    Index(None, "author_id", "article_id"),
)


class Author(Base):
    """A name that signs articles, of the staff or not."""

    __tablename__ = "authors"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), unique=True)


def signed_by(author: ColumnElement[bool]) -> Select[tuple[int]]:
    """The ids of the articles whose by-line names an author for whom the condition holds."""
    return (
        select(article_authors.c.article_id)
        .join(Author, Author.id == article_authors.c.author_id)
        .where(author)
    )


def names(byline: str) -> list[str]:
    """«Олена Гук, Тарас Пасічник» → both names, in order, each once."""
    return list(dict.fromkeys(name for part in byline.split(",") if (name := part.strip())))


def sign(session: AnySession, article_id: int, byline: str) -> None:
    """Make the authors of an article those whom ``byline`` names, in that order."""
    wanted = [_author(session, name).id for name in names(byline)]
    signed = article_authors.c.article_id == article_id
    current = session.scalars(
        select(article_authors.c.author_id).where(signed).order_by(article_authors.c.position)
    ).all()
    if list(current) == wanted:
        return
    session.execute(delete(article_authors).where(signed))
    rows = [
        {"article_id": article_id, "author_id": author_id, "position": position}
        for position, author_id in enumerate(wanted)
    ]
    if rows:
        session.execute(insert(article_authors), rows)


def _author(session: AnySession, name: str) -> Author:
    name = name[:120]
    author = session.scalar(select(Author).where(Author.name == name))
    if author is None:
        author = Author(name=name, slug=_free_slug(session, slugify(name) or "author"))
        session.add(author)
        session.flush()
    return author


def _free_slug(session: AnySession, wanted: str) -> str:
    taken = set(session.scalars(select(Author.slug).where(Author.slug.startswith(wanted))))
    if wanted not in taken:
        return wanted
    return next(slug for n in range(2, len(taken) + 3) if (slug := f"{wanted}-{n}") not in taken)
