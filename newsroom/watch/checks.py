"""Checks: whether the newsroom can work. Each in a thread of its own, because it may hang.

What they say names nothing: no folder, no address, no error's text. That stands in the log.
"""

import logging
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from threading import Lock
from time import monotonic

from flask import Flask
from sqlalchemy import text

from newsroom import clock
from newsroom.articles import word_index
from newsroom.database import db
from newsroom.outbox.models import Job
from newsroom.photos.stores import Folder, store
from newsroom.watch.patience import Asked

logger = logging.getLogger(__name__)

OK = "ok"
LATE, FAILED = "no answer", "failed"
PATIENCE = 2.0  # seconds, for all together
FRESH_SECONDS = 1.0  # however often they are asked for
STUCK = timedelta(minutes=10)  # that a job is due and nobody takes it
A_PAGE = b"\0" * 4096
NOTHING = "photos/there-is-no-such-file"
STEPS = Path(__file__).parents[1] / "migrations" / "versions"

Said = dict[str, str]


class Checks:
    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = Lock()
        self._asked = {name: Asked(partial(self._run, name)) for name in CHECKS}
        self._said: Said = {}
        self._said_at = float("-inf")

    def said(self) -> Said:
        """What each says: OK, or what is wrong. While somebody asks, what was said last: however
        many come, one waits. What was said long ago is no answer: then all wait for that one.
        """
        is_recent = monotonic() - self._said_at < FRESH_SECONDS + PATIENCE
        if self._lock.acquire(blocking=not is_recent):
            try:
                if monotonic() - self._said_at >= FRESH_SECONDS:
                    self._said, self._said_at = self._ask(), monotonic()
            finally:
                self._lock.release()
        return self._said

    def _ask(self) -> Said:
        until = monotonic() + PATIENCE
        for asked in self._asked.values():
            asked.put()
        said: Said = {}
        for name, asked in self._asked.items():
            said |= asked.answer(until) or {name: LATE}
        return said

    def _run(self, name: str) -> Said:
        try:
            with self._app.app_context():
                return CHECKS[name]()
        except Exception:
            logger.warning("not ready: %s", name, exc_info=True)
            return {name: FAILED}


def database() -> Said:
    with db.engine.connect().execution_options(reading=True) as connection:
        step = connection.scalar(text("SELECT version_num FROM alembic_version"))
        if step != newest_step() or not word_index.is_there(connection):
            return {"database": OK, "migrations": "run: flask db upgrade"}
        due = connection.scalar(Job.next_at())
    is_stuck = due is not None and due < clock.now() - STUCK
    said = "nobody takes jobs that are due" if is_stuck else OK
    return {"database": OK, "migrations": OK, "outbox": said}


@cache
def newest_step() -> str:
    """By its name: to read all of them would take as long as to begin."""
    names = (re.match("[0-9]+", path.name) for path in STEPS.glob("[0-9]*.py"))
    return max(found[0] for found in names if found)


def disk() -> Said:
    """Where SQLite writes; PostgreSQL has a disk of its own."""
    url = db.engine.url
    if url.get_backend_name() == "sqlite" and url.database:
        _write_in(Path(url.database).parent)
    return {"disk": OK}


def photos() -> Said:
    kept = store()
    if isinstance(kept, Folder):
        _write_in(next(one for one in (kept.root, *kept.root.parents) if one.is_dir()))
        return {"photos": OK}
    with suppress(FileNotFoundError):  # so it answers
        kept.read(NOTHING)
    return {"photos": OK}


def _write_in(folder: Path) -> None:
    """As much as a database writes at once; without a name, so that nothing is left of it."""
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(A_PAGE)
        file.flush()


CHECKS: dict[str, Callable[[], Said]] = {"database": database, "disk": disk, "photos": photos}
