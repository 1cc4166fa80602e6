"""How long anybody waits for the database, and how many may at once.

A thread that waits serves nobody. So only some may, and not for long; the others are told at once.
See docs/decisions/023-waiting.md.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Any

from sqlalchemy.exc import TimeoutError as NoConnection

PATIENCE = 3.0  # seconds for a lock: who has pressed a button hears of it in time, also at the end
CONNECTIONS_KEPT = 5  # to PostgreSQL, open while nobody needs them

_seconds: ContextVar[float | None] = ContextVar("patience", default=None)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Wait no longer for each answer of the database in here, where that is another program."""
    earlier = _seconds.set(seconds)
    try:
        yield
    finally:
        _seconds.reset(earlier)


def patience() -> float | None:
    return _seconds.get()


class Turnstile:
    """So many may wait behind it; who comes when they do is refused.

    One at a time asks SQLite: it looks again after pauses that grow, so of many who ask it the one
    who came last may be first, and nobody sees at once that it is free.
    """

    def __init__(self, most: int) -> None:
        self._places = threading.Semaphore(most)
        self._first = threading.Lock()

    @contextmanager
    def place(self) -> Iterator[float]:
        """The seconds that it took to be the first. Raises NoConnection."""
        began = monotonic()
        if not self._places.acquire(blocking=False):
            raise NoConnection("too many wait for the database to write")
        try:
            if not self._first.acquire(timeout=PATIENCE / 2):
                raise NoConnection("those before wait too long for the database to write")
            try:
                yield monotonic() - began
            finally:
                self._first.release()
        finally:
            self._places.release()


def pool_options(most: int, kept: int) -> dict[str, Any]:
    """For as many connections as there are threads: who reads does not wait for who waits."""
    return {
        "pool_size": min(kept, most),
        "max_overflow": max(0, most - kept),
        "pool_timeout": PATIENCE,
        "pool_use_lifo": True,
    }
