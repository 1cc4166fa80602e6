"""What stands: as long as nobody has changed what readers see, and no time has come that does."""

import time
from contextvars import Context
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from flask import Flask, current_app, has_app_context
from sqlalchemy import Connection, Engine, Select, event, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from newsroom import clock
from newsroom.articles.breaking import Pin
from newsroom.articles.models import Article, State
from newsroom.database import Base, db
from newsroom.kept.edition import Edition, fingerprint
from newsroom.waiting import at_most

LOOK_SECONDS = 1.0  # so old may be what another process has changed
LAST_KNOWN_SECONDS = 600  # so long it is shown while the database is away


@dataclass(frozen=True)
class Standing:
    """What a page shows that is made while it stands, it shows until it ends."""

    edition: int
    begins: datetime
    ends: datetime

    def holds(self, now: datetime) -> bool:
        return self.begins <= now < self.ends


class Lookout:
    """Looks into the database once a second at most, and at once after a commit of this process."""

    def __init__(self, app: Flask, seconds: float = LOOK_SECONDS) -> None:
        with app.app_context():
            self._engine: Engine = db.engine
        self._counted_by = fingerprint(Base.metadata, self._engine.dialect.name)
        self._seconds = seconds
        self._lock = Lock()
        self._last_commit = object()  # of this process: each is another
        self._looked = (object(), 0.0)  # after which of them, and when
        self._seen: Standing | None = None
        self._known: tuple[object, float, int] | None = None  # after which commit, when, and what

    def standing(self) -> Standing | None:
        """What stands now; None where nobody knows."""
        if self._is_due() and self._lock.acquire(blocking=self._seen is not None):
            try:
                if self._is_due():
                    self._look()
            finally:
                self._lock.release()
        return self._seen

    def last_edition(self) -> int | None:
        """While the database is away, the edition that stood when it was last asked; none where
        that is long ago, or this process has changed something since.
        """
        if self._seen is not None or self._known is None:
            return None
        commit, at, edition = self._known
        is_newest = commit is self._last_commit
        return edition if is_newest and time.monotonic() - at < LAST_KNOWN_SECONDS else None

    def note_commit(self) -> None:
        self._last_commit = object()

    def _is_due(self) -> bool:
        commit, at = self._looked
        is_old = commit is not self._last_commit or time.monotonic() - at >= self._seconds
        return is_old or self._is_over()

    def _is_over(self) -> bool:
        return self._seen is not None and not self._seen.holds(clock.now())

    def _look(self) -> None:
        commit = self._last_commit  # what is committed while we look is looked for again
        try:
            # On nobody's account, least of all of who came first.
            seen = Context().run(self._read, clock.now())
            self._known = (commit, time.monotonic(), seen.edition) if seen else None
        except SQLAlchemyError:  # who asks for a page hears of it from the page
            seen = None
        is_same = seen and self._seen and seen.edition == self._seen.edition
        if not is_same or self._is_over():
            self._seen = seen
        self._looked = (commit, time.monotonic())

    def _read(self, now: datetime) -> Standing | None:
        with at_most(LOOK_SECONDS), self._connected() as connection:
            number, counted_by, *turns = connection.execute(_query(now)).one()
        if counted_by != self._counted_by:  # by other triggers than this code needs
            return None
        minute = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
        return Standing(number, now, min(turn for turn in (minute, *turns) if turn))

    def _connected(self) -> Connection:
        return self._engine.connect().execution_options(reading=True)


def _query(now: datetime) -> Select[tuple[int, str, datetime | None, datetime | None]]:
    """The edition, and when something will appear or end without anybody's doing."""
    to_come = select(Article.publish_at).where(Article.in_state(State.SCHEDULED, now))
    next_one = to_come.order_by(Article.publish_at, Article.id).limit(1).scalar_subquery()
    pin_ends = select(func.min(Pin.ends_at)).where(Pin.ends_at > now).scalar_subquery()
    return select(Edition.number, Edition.counted_by, next_one, pin_ends)


@event.listens_for(db.session, "after_commit")
def _note(_session: Session) -> None:
    kept = current_app.extensions.get("kept") if has_app_context() else None
    if kept:
        kept.lookout.note_commit()
