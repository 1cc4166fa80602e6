"""Breaking news: one live article in the strip over every page for readers, for a set time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, String, func, select, true, update
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from newsroom import clock
from newsroom.articles.models import Article, State
from newsroom.database import AnySession, Base
from newsroom.staff.models import Staff

LOCK = 0x70696E  # PostgreSQL's, for those who look what is in the strip and then change it


class Pin(Base):
    """An article in the strip. That it is there is a predicate: its time ends it, no job has to."""

    __tablename__ = "pins"
    __table_args__ = (Index("ix_pins_ends_at", "ends_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), index=True
    )
    author_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    text: Mapped[str] = mapped_column(String(120))  # "": the article's headline, as it is now
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ends_at: Mapped[datetime]  # taking it down early, or replacing it, only brings this forward

    article: Mapped[Article] = relationship()
    author: Mapped[Staff | None] = relationship()

    @property
    def words(self) -> str:
        return self.text or self.article.headline

    @classmethod
    def current(cls, now: datetime | None = None) -> Select[tuple["Pin"]]:
        """The one that readers see, if any: of an article that is live.

        The last pin is looked for first, and then its article: told of both at once, SQLite may
        read all articles for it, once it has counted them.
        """
        now = now or clock.now()
        last = select(cls.id).where(cls.ends_at > now).order_by(cls.id.desc()).limit(1)
        return (
            select(cls)
            .join(Article, Article.id == cls.article_id)
            .where(cls.id == last.scalar_subquery(), Article.in_state(State.LIVE, now))
            .limit(1)
        )

    @classmethod
    def one_at_a_time(cls, session: AnySession) -> None:
        """Wait for whoever is changing the strip. On SQLite all do: there is one writer."""
        if session.get_bind().dialect.name == "postgresql":
            session.execute(select(func.pg_advisory_xact_lock(LOCK)))

    @classmethod
    def end_all(cls, session: AnySession) -> None:
        cls.one_at_a_time(session)
        now = clock.now()
        session.execute(update(cls).where(cls.ends_at > now).values(ends_at=now))

    def end(self) -> None:
        self.ends_at = min(self.ends_at, clock.now())

    @classmethod
    def put(
        cls, session: AnySession, article: Article, text: str, stays: timedelta, by: Staff | None
    ) -> "Pin":
        """Pin an article in place of any other. Where the text is its headline, it follows that."""
        cls.end_all(session)
        text = "" if text == article.headline else text
        pin = cls(article_id=article.id, text=text, ends_at=clock.now() + stays, author=by)
        session.add(pin)
        return pin


@dataclass(frozen=True)
class Strip:
    """What the strip over readers' pages says."""

    id: int
    text: str
    slug: str


def with_strip(query: Select[Any]) -> Select[Any]:
    """The query with the columns of Strip at the end of each row, empty where there is none."""
    text = func.coalesce(func.nullif(Pin.text, ""), Article.headline)
    pin = (
        Pin.current()
        .with_only_columns(Pin.id, text.label("text"), Article.slug.label("slug"))
        .subquery("strip")
    )
    return query.outerjoin(pin, true()).add_columns(pin.c.id, pin.c.text, pin.c.slug)


def current_pin(session: AnySession) -> Pin | None:
    whole = Pin.current().options(joinedload(Pin.article), joinedload(Pin.author))
    return session.scalar(whole)


def pinned_until() -> Any:
    """Column of the board: when the article of the row leaves the strip; None where it is not."""
    ends_at = select(Pin.ends_at).where(Pin.article_id == Article.id, Pin.ends_at > clock.now())
    return ends_at.order_by(Pin.id.desc()).limit(1).correlate(Article).scalar_subquery()
