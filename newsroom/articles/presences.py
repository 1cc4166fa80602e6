"""Presence: who has an article open, so that two people know of each other in time."""

from datetime import datetime, timedelta

from sqlalchemy import (
    ForeignKey,
    ScalarSelect,
    Select,
    bindparam,
    delete,
    func,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from newsroom import clock
from newsroom.articles.models import Article
from newsroom.database import AnySession, Base, UtcDateTime, inserting
from newsroom.staff.models import Staff

STAYS = timedelta(seconds=70)  # three polls may be lost before somebody counts as gone


class Presence(Base):
    __tablename__ = "presences"

    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True
    )
    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True
    )
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)

    staff: Mapped[Staff] = relationship(lazy="joined")

    @classmethod
    def here(cls) -> Select[tuple["Presence"]]:
        """Everybody who is writing now, who came first first."""
        since = clock.now() - STAYS
        return select(cls).where(cls.seen_at > since).order_by(cls.began_at, cls.staff_id)


_KEY = Presence.article_id, Presence.staff_id
# What another poll is forgetting at this moment is left to it: two never wait for each other.
_FORGET = delete(Presence).where(
    tuple_(*_KEY).in_(
        select(*_KEY)
        .where(Presence.seen_at <= bindparam("since", type_=UtcDateTime()))
        .with_for_update(skip_locked=True)
    )
)
_STILL_HERE = (
    update(Presence)
    .where(Presence.article_id == bindparam("article"), Presence.staff_id == bindparam("person"))
    .values(seen_at=bindparam("at"))
)


def note_presence(session: AnySession, article_id: int, staff: Staff) -> None:
    """Somebody has the article open at this moment. Who has gone is forgotten on the way."""
    now = clock.now()
    connection = session.connection()
    connection.execute(_FORGET, {"since": now - STAYS})
    here = {"article": article_id, "person": staff.id, "at": now}
    if connection.execute(_STILL_HERE, here).rowcount:
        return
    arrival = inserting(session, Presence).values(
        article_id=article_id, staff_id=staff.id, began_at=now, seen_at=now
    )
    connection.execute(arrival.on_conflict_do_update(index_elements=_KEY, set_={"seen_at": now}))


def note_absence(session: AnySession, article_id: int, staff: Staff) -> None:
    session.execute(
        delete(Presence).where(Presence.article_id == article_id, Presence.staff_id == staff.id)
    )


def names_here() -> ScalarSelect[str | None]:
    """For a query of articles: the names of who has each open now, as one text."""
    return (
        select(func.aggregate_strings(Staff.name, ", "))
        .join(Presence, Presence.staff_id == Staff.id)
        .where(Presence.article_id == Article.id, Presence.seen_at > clock.now() - STAYS)
        .correlate(Article)
        .scalar_subquery()
    )
