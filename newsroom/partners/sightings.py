"""What was seen of partners' pages and is not written down yet: the last of each sort."""

import threading
from datetime import datetime, timedelta
from typing import Any

from newsroom import clock
from newsroom.partners.counts import Sight

AGAIN = timedelta(minutes=1)  # the same thing is written once in so much time


class Sightings:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: dict[tuple[int, str], tuple[datetime, str]] = {}
        self._unwritten: dict[tuple[int, str], tuple[datetime, str]] = {}

    def note(self, partner_id: int, what: Sight, origin: str = "") -> None:
        key, now = (partner_id, what.value), clock.now()
        with self._lock:
            seen_at, seen_on = self._last.get(key, (None, None))
            if seen_at is not None and seen_on == origin and abs(now - seen_at) < AGAIN:
                return
            self._last[key] = self._unwritten[key] = (now, origin)

    def take(self) -> list[dict[str, Any]]:
        """Rows to be written down. From now on they are the caller's."""
        with self._lock:
            taken, self._unwritten = self._unwritten, {}
        return [
            {"partner_id": number, "what": what, "seen_at": seen_at, "origin": origin}
            for (number, what), (seen_at, origin) in taken.items()
        ]

    def give_back(self, rows: list[dict[str, Any]]) -> None:
        """They could not be written down: the next one takes them, unless newer ones came."""
        with self._lock:
            for row in rows:
                seen = (row["seen_at"], row["origin"])
                self._unwritten.setdefault((row["partner_id"], row["what"]), seen)
