"""PostgreSQL that is away, or stands still: nobody waits for it long, and it is asked again soon.

See docs/decisions/028-without-postgresql.md.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from flask import has_request_context
from psycopg.errors import _WaitTimeout  # of a method that we call, which raises it
from sqlalchemy import Engine, QueuePool, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import PoolProxiedConnection

from newsroom.waiting import at_most, patience

LOCK_SECONDS = 4.0  # for a row or a table that somebody else changes
ANSWER_SECONDS = 5.0  # for anything, in a request: then the server itself stands still
TRIAL_SECONDS = 1.0  # for a sign of life
CONNECT_SECONDS = 2  # the least that libpq takes
# Who waits as long as an answer takes hears within half a minute that the other machine, or the
# way to it, is gone: the system's own limit is two hours.
IS_IT_THERE = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
AGAIN_SECONDS = 0.5  # while it is away somebody tries it so often, and one at a time
BREATH = 0.02
FULL = ("too many clients", "remaining connection slots", "too many connections")


class Silent(psycopg.OperationalError):
    """It has not answered in time."""


class Connection(psycopg.Connection[Any]):
    """Given up when nothing comes: no setting of the server helps where that stands still."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        seconds = timeout or patience() or (ANSWER_SECONDS if has_request_context() else None)
        try:
            return super().wait(gen, interval, seconds)
        except _WaitTimeout:
            self.close()
            raise Silent("the database does not answer") from None


class Outage:
    """Whether it is away. Who asks meanwhile is told at once, but for one who tries."""

    def __init__(self) -> None:
        self._is_away = False
        self._again_at = 0.0
        self._trying = threading.Lock()

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Raises psycopg.OperationalError while it is away."""
        is_trial = self._is_away
        if is_trial and not self._may_try():
            raise psycopg.OperationalError("the database is away")
        try:
            with at_most(TRIAL_SECONDS):
                yield
        except psycopg.OperationalError as problem:
            if not _is_full(problem):  # then what is open is still good
                self.begin()
            raise
        else:
            self._is_away = False
        finally:
            if is_trial:
                self._trying.release()

    def begin(self) -> None:
        self._again_at = time.monotonic() + AGAIN_SECONDS
        self._is_away = True

    def _may_try(self) -> bool:
        return time.monotonic() >= self._again_at and self._trying.acquire(blocking=False)


class Pool(QueuePool):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outage = Outage()

    def connect(self) -> PoolProxiedConnection:
        """Where others have taken all that the server has, one of ours will soon be free."""
        ends = time.monotonic() + TRIAL_SECONDS
        while True:
            try:
                with self.outage.passed():
                    return super().connect()
            except psycopg.OperationalError as problem:
                if not _is_full(problem) or time.monotonic() > ends:
                    raise
            time.sleep(BREATH)


def _is_full(problem: psycopg.OperationalError) -> bool:
    """The server refuses before it can say so by a code."""
    return any(words in str(problem) for words in FULL)


def options(given: dict[str, Any]) -> dict[str, Any]:
    """For SQLAlchemy's engine."""
    own = {"connect_timeout": CONNECT_SECONDS, **IS_IT_THERE}
    return {
        "pool_pre_ping": True,
        "poolclass": Pool,
        "connect_args": own | given.get("connect_args", {}),
    }


def tune(engine: Engine) -> None:
    @event.listens_for(engine, "do_connect")
    def connect(_dialect: Any, _record: Any, args: Any, more: dict[str, Any]) -> DBAPIConnection:
        return Connection.connect(*args, **more)  # type: ignore[return-value]

    @event.listens_for(engine, "connect")
    def limit(connection: Any, _record: object) -> None:
        """A query whose client has gone ends too."""
        connection.execute(
            f"SET lock_timeout = '{LOCK_SECONDS:.0f}s'; SET client_connection_check_interval = '2s'"
        )
        connection.commit()

    @event.listens_for(engine, "handle_error")
    def note(context: ExceptionContext) -> None:
        """Also the first line is enough of what it says: the failing row follows, text and all."""
        said = str(context.original_exception).partition("\n")[0]
        for error in (context.original_exception, context.sqlalchemy_exception):
            if error is not None:
                error.args = (said,)
        if isinstance(context.original_exception, Silent) and isinstance(engine.pool, Pool):
            engine.pool.outage.begin()
