"""The database: one declarative base, UTC times, and SQLite set up so that a save is a save."""

import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, ParamSpec, TypeVar

from flask import Flask, current_app, g, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    Executable,
    MetaData,
    event,
    make_url,
)
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session, registry, scoped_session
from sqlalchemy.types import TypeDecorator

from newsroom.faults import Fault, fault_of
from newsroom.waiting import CONNECTIONS_KEPT, PATIENCE, Turnstile, pool_options

try:
    from pysqlite3 import dbapi2
except ImportError:  # no wheel for this platform: the system's SQLite
    from sqlite3 import dbapi2

sqlite = dbapi2
logger = logging.getLogger(__name__)

READING = {"GET", "HEAD", "OPTIONS"}
LARGEST_INTEGER = 2**31 - 1  # PostgreSQL fails on a larger one, even to look for it
MOST_OVERTAKEN = 10
A_MOMENT = 0.05  # seconds: waiting less in turn is not worth two statements
APART = 0.02  # seconds, at most, and so many times as much as one was overtaken
P = ParamSpec("P")
R = TypeVar("R")
AnySession = Session | scoped_session[Any]


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite hands times back naive, PostgreSQL aware: here both are."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone would be a guess")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={datetime: UtcDateTime()},
    )


db = SQLAlchemy(model_class=Base)


def init_app(app: Flask) -> None:
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    options = app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", {})
    options["hide_parameters"] = True  # an error is logged with them, and a draft is nobody's
    is_sqlite = url.startswith("sqlite")
    if make_url(url).database not in {None, "", ":memory:"}:
        # To open SQLite's file and read its schema takes a millisecond of each who save at once.
        kept = app.config["WRITERS_WAITING"] if is_sqlite else CONNECTIONS_KEPT
        options |= pool_options(app.config["DATABASE_CONNECTIONS"], kept)
    if is_sqlite:
        options["module"] = sqlite
    else:
        from newsroom import postgresql

        options |= postgresql.options(options)
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _tune(db.engine, Turnstile(app.config["WRITERS_WAITING"]))
        else:
            postgresql.tune(db.engine)


def _tune(engine: Engine, turnstile: Turnstile) -> None:
    journal = "WAL" if sqlite.sqlite_version_info >= (3, 51, 3) else "DELETE"
    if journal == "DELETE":
        # https://sqlite.org/wal.html#walresetbug: several connections can corrupt a WAL database.
        logger.warning(
            "SQLite %s has the WAL-reset bug: running with the rollback journal, which is slower.",
            sqlite.sqlite_version,
        )

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not send a BEGIN of its own
        cursor = connection.cursor()
        cursor.execute(_waiting_for(PATIENCE))
        cursor.execute(f"PRAGMA journal_mode={journal}")
        cursor.execute("PRAGMA synchronous=FULL")  # NORMAL loses acknowledged saves in a power cut
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        if _only_reads(connection):
            connection.exec_driver_sql("BEGIN DEFERRED")
            return
        with turnstile.place() as waited, _patient_for(PATIENCE - waited, connection):
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(engine, "handle_error")
    def leave(context: ExceptionContext) -> None:
        """A connection that met a disk which took nothing may have been opened for reading only,
        and what it has written is not to be relied on: the next is a new one.
        """
        error = context.sqlalchemy_exception
        if error is not None and fault_of(error) is Fault.UNWRITABLE:
            context.is_disconnect = True


@contextmanager
def _patient_for(seconds: float, connection: Any) -> Iterator[None]:
    """What was waited in turn is not waited for the lock too."""
    raw = connection.connection.dbapi_connection
    is_less = seconds < PATIENCE - A_MOMENT
    if is_less:
        raw.execute(_waiting_for(seconds))
    try:
        yield
    finally:
        if is_less:
            with suppress(sqlite.Error):  # what has failed is left already
                raw.execute(_waiting_for(PATIENCE))


def _waiting_for(seconds: float) -> str:
    return f"PRAGMA busy_timeout={seconds * 1000:.0f}"


def only_reads(view: Callable[P, R]) -> Callable[P, R]:
    """For a view that is asked by POST, because much is asked, and changes nothing."""
    view.only_reads = True  # type: ignore[attr-defined]
    return view


def reads_first(view: Callable[P, R]) -> Callable[P, R]:
    """For a view that writes only in what it gives to ``commit_or_again``: what it reads and takes
    apart before holds up nobody who writes. What it has found by then may have changed meanwhile.
    """
    view.reads_first = True  # type: ignore[attr-defined]
    return view


def only_read_from_here() -> None:
    """Whatever this request was: it has failed, and what it may still show is only read."""
    db.session.rollback()
    g.only_reads = True


def _only_reads(connection: Any) -> bool:
    """GET never changes anything here, so all else may write and takes SQLite's lock at once.

    Where there is no request, a connection with the execution option ``reading`` only reads.

    A transaction that reads first and asks for the lock later fails when another got there between.
    """
    if connection.get_execution_options().get("reading"):
        return True
    if not has_request_context():
        return False
    if _reads_still():
        return True
    view = current_app.view_functions.get(request.endpoint or "")
    return request.method in READING or hasattr(view, "only_reads") or "only_reads" in g


def _reads_still() -> bool:
    """Whether this is a request that ``reads_first``, and has not come to its work."""
    if not has_request_context() or "writes" in g:
        return False
    return hasattr(current_app.view_functions.get(request.endpoint or ""), "reads_first")


def read(made: Executable, **values: Any) -> CursorResult[Any]:
    """Run a statement of columns that was made before, as hot pages do.

    To make one anew takes longer than what the database does for it; a session adds as much again.
    """
    return db.session.connection().execute(made, values)


def inserting(session: AnySession, table: type[Base]) -> Any:
    """An INSERT that may say what to do ON CONFLICT, which SQL itself has no word for."""
    # Of the dialects only the one that is spoken here: each takes its time to load.
    dialect = import_module(f"sqlalchemy.dialects.{session.get_bind().dialect.name}")
    return dialect.insert(table)


def again_if_overtaken(work: Callable[[], R]) -> R:
    """Do ``work``, which ends in a commit, and again when another request took its unique row.

    Savers can choose the same free slug or send the same save at once; a second look finds what
    the first could not see yet, and of several who look again each time one gets through.
    """
    for times in range(MOST_OVERTAKEN):
        try:
            return work()
        except IntegrityError:
            db.session.rollback()
            time.sleep(random.uniform(0, APART * times))  # noqa: S311 -- who goes first is no secret
    return work()


def _end_the_reading() -> None:
    """The work begins with SQLite's lock and finds everything anew, but for who does it."""
    db.session.close()
    db.session.add_all(g.get("known", ()))
    g.writes = True


def commit_or_again(work: Callable[[], R]) -> R:
    """Do and commit ``work``; once more when another request took a unique row meanwhile."""

    def done() -> R:
        if _reads_still():
            _end_the_reading()
        result = work()
        db.session.commit()
        g.pop("writes", None)  # what the answer still asks holds up nobody
        return result

    return again_if_overtaken(done)
