"""Presence: who has an article open, so that two people know of each other in time."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, ScalarSelect, Select, delete, func, select, tuple_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from newsroom import clock
from newsroom.articles.models import Article
from newsroom.database import AnySession, Base, inserting
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


def note_presence(session: AnySession, article_id: int, staff: Staff) -> None:
    """Somebody has the article open at this moment. Who has gone is forgotten on the way."""
    now = clock.now()
    key = Presence.article_id, Presence.staff_id
    # What another poll is forgetting at this moment is left to it: two never wait for each other.
    gone = select(*key).where(Presence.seen_at <= now - STAYS).with_for_update(skip_locked=True)
    session.execute(delete(Presence).where(tuple_(*key).in_(gone)))
    session.execute(
        inserting(session, Presence)
        .values(article_id=article_id, staff_id=staff.id, began_at=now, seen_at=now)
        .on_conflict_do_update(index_elements=key, set_={"seen_at": now})
    )


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
