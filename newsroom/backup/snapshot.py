"""The database at one moment, as a SQLite file, whatever it is kept in.

Sign-ins stay out: a restored newsroom must not let anybody in who was signed in once.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from newsroom.articles import word_index
from newsroom.copying import places, rows
from newsroom.copying.loading import load
from newsroom.database import sqlite

# What SQLite keeps for itself: its index of words too.
NOT_OURS = ("sqlite_", word_index.INDEX.name)
ENDED = ("staff_sessions", "sign_in_attempts", "presences")


class Unfit(Exception):  # noqa: N818 -- a refusal
    """The file is no sound database of a newsroom. ``str()`` is what SQLite says."""


class Older(Exception):  # noqa: N818 -- a refusal
    """The database is not at the step that this program knows."""


def take(engine: Engine, path: Path) -> None:
    """Write the file ``path``, which is not there yet; nobody who saves waits for it."""
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()
        try:
            # A reader: https://sqlite.org/lang_vacuum.html#vacuuminto. Nothing deleted is in it.
            raw.cursor().execute("VACUUM INTO ?", (str(path),))
        finally:
            raw.close()
    else:
        _copy(engine, path)
    path.chmod(0o600)
    end_sign_ins(path)


def _copy(engine: Engine, path: Path) -> None:
    with places.at_one_moment(engine) as here:
        if rows.step(here) != places.steps()[0]:
            raise Older
        path.touch(mode=0o600)
        with places.newsroom_on(f"sqlite:///{path}") as copy:
            places.migrate()
            with copy.begin() as there:
                load(here, there, lambda *_: None)


def end_sign_ins(path: Path) -> None:
    connection = opened(path)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        connection.execute("PRAGMA secure_delete=ON")
        there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        for name in there.intersection(ENDED):
            connection.execute(f"DELETE FROM {name}")  # noqa: S608 -- a name of ours
    finally:
        connection.close()


def opened(path: Path) -> Any:
    connection = sqlite.connect(path)
    connection.isolation_level = None
    return connection


def look(path: Path) -> tuple[str, dict[str, int]]:
    """Its step and its numbers of rows. Raises Unfit when SQLite finds a fault in it."""
    connection = opened(path)
    try:
        said = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if said != ["ok"] or broken:
            raise Unfit("; ".join(said[:3]) if said != ["ok"] else f"{broken[0][0]}: foreign key")
        [[step]] = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        return str(step), {name: _count(connection, name) for name in _names(connection)}
    except (sqlite.DatabaseError, ValueError) as problem:
        raise Unfit(str(problem)) from None
    finally:
        connection.close()


def _names(connection: Any) -> list[str]:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in found if not name.startswith(NOT_OURS)]


def _count(connection: Any, name: str) -> int:
    [[number]] = connection.execute(f'SELECT count(*) FROM "{name}"').fetchall()  # noqa: S608
    return int(number)
