"""The roster: all partners in this process's memory, so that to know one costs no query."""

import logging
import threading
import time
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from newsroom.database import db
from newsroom.partners.models import Partner, PartnerOrigin, Status
from newsroom.partners.origins import matches
from newsroom.watch.wording import kind_of

logger = logging.getLogger(__name__)

FRESH_SECONDS = 10.0
AGAIN_SECONDS = 1.0  # for a key that is not there: it may be new, or one of a million invented


@dataclass(frozen=True)
class Known:
    """A partner, as far as it takes to count and to limit."""

    id: int
    key: str
    is_active: bool
    requests_a_minute: int
    origins: tuple[str, ...]

    def lives_at(self, origin: str) -> bool:
        return any(matches(origin, one) for one in self.origins)


class Roster:
    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._known: dict[str, Known] = {}
        self._read_at: float | None = None

    def find(self, key: str) -> Known | None:
        self._read(FRESH_SECONDS if key in self._known else AGAIN_SECONDS)
        return self._known.get(key)

    def everyone(self) -> dict[str, Known]:
        """By their keys. Another dictionary once they have been read anew."""
        self._read(FRESH_SECONDS)
        return self._known

    def at(self, origin: str) -> list[Known]:
        """Those whose pages have this origin."""
        return [one for one in self.everyone().values() if one.lives_at(origin)]

    def forget(self) -> None:
        """Read it anew for whoever asks next: something has changed."""
        self._read_at = None

    def _read(self, seconds: float) -> None:
        """One reads, the others go on with what is known, unless nothing is."""
        if self._is_fresh(seconds) or not self._lock.acquire(blocking=self._read_at is None):
            return
        try:
            if not self._is_fresh(seconds):
                with self._app.app_context():
                    self._known = _everyone()
        except SQLAlchemyError as problem:
            logger.warning("partners: the database does not answer: %s", kind_of(problem))
        finally:
            self._read_at = time.monotonic()
            self._lock.release()

    def _is_fresh(self, seconds: float) -> bool:
        return self._read_at is not None and time.monotonic() - self._read_at < seconds


def _everyone() -> dict[str, Known]:
    columns = (Partner.id, Partner.key, Partner.status, Partner.requests_a_minute)
    query = select(*columns, PartnerOrigin.origin).outerjoin(PartnerOrigin)
    origins: dict[tuple[int, str, str, int], list[str]] = {}
    with db.engine.connect() as connection:
        for *one, origin in connection.execution_options(reading=True).execute(query):
            origins.setdefault(tuple(one), []).extend([origin] if origin else [])
    return {
        key: Known(number, key, status == Status.ACTIVE, limit, tuple(theirs))
        for (number, key, status, limit), theirs in origins.items()
    }
