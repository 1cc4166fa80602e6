"""Plain pages: a title, a text, a place in the footer."""

from datetime import datetime

from sqlalchemy import Select, String, Text, func, select
from sqlalchemy.orm import Mapped, mapped_column

from newsroom import clock
from newsroom.database import AnySession, Base
from newsroom.language.slugs import slugify, unused


class Page(Base):
    __tablename__ = "pages"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)  # stays: readers have it
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text, default="")  # clean HTML
    position: Mapped[int] = mapped_column(default=0)
    is_published: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)  # grows with each save
    updated_at: Mapped[datetime] = mapped_column(default=clock.now)

    @classmethod
    def published(cls) -> Select[tuple["Page"]]:
        """What readers may see, as the footer shows it. Everything public goes through here."""
        return cls.in_order().where(cls.is_published)

    @classmethod
    def in_order(cls) -> Select[tuple["Page"]]:
        return select(cls).order_by(cls.position, cls.id)

    @classmethod
    def begin(cls, session: AnySession, title: str) -> "Page":
        """An empty page that nobody sees yet, the last in the footer, at an address of its own."""
        last = session.scalar(select(func.max(cls.position))) or 0
        page = cls(title=title, slug=_free_slug(session, title), position=min(last + 1, 99))
        session.add(page)
        return page


def _free_slug(session: AnySession, title: str) -> str:
    wanted = slugify(title, limit=60) or "page"
    return unused(wanted, session.scalars(select(Page.slug)).all())
