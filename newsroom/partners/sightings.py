"""What was seen of partners' pages and is not written down yet: the last of each sort."""

import threading
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from newsroom import clock
from newsroom.partners.counts import Sight

AGAIN = timedelta(minutes=1)  # the same thing is written once in so much time


class Last(NamedTuple):
    """What was written last of one sort, and between which moments it need not be again."""

    origin: str
    begins: datetime
    ends: datetime


class Sightings:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: dict[tuple[int, Sight], Last] = {}
        self._unwritten: dict[tuple[int, Sight], tuple[datetime, str]] = {}

    def note(self, partner_id: int, what: Sight, origin: str = "") -> None:
        key, now = (partner_id, what), clock.now()
        last = self._last.get(key)
        if last and last.origin == origin and last.begins < now < last.ends:
            return
        with self._lock:
            self._last[key] = Last(origin, now - AGAIN, now + AGAIN)
            self._unwritten[key] = (now, origin)

    def take(self) -> list[dict[str, Any]]:
        """Rows to be written down. From now on they are the caller's."""
        with self._lock:
            taken, self._unwritten = self._unwritten, {}
        return [
            {"partner_id": number, "what": what.value, "seen_at": seen_at, "origin": origin}
            for (number, what), (seen_at, origin) in taken.items()
        ]

    def give_back(self, rows: list[dict[str, Any]]) -> None:
        """They could not be written down: the next one takes them, unless newer ones came."""
        with self._lock:
            for row in rows:
                seen = (row["seen_at"], row["origin"])
                self._unwritten.setdefault((row["partner_id"], Sight(row["what"])), seen)
