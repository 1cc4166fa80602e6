"""A newsroom on another database, and a database at one moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import current_app
from sqlalchemy import Connection, Engine

from newsroom.copying import rows
from newsroom.database import db


@contextmanager
def newsroom_on(url: str) -> Iterator[Engine]:
    """The same newsroom with another database, whose engine this is."""
    from newsroom import create_app
    from newsroom.config import SETTINGS

    settings = {name: current_app.config[name] for name in SETTINGS}
    app = create_app(settings | {"SQLALCHEMY_DATABASE_URI": url})
    with app.app_context():
        try:
            yield db.engine
        finally:
            db.session.remove()
            db.engine.dispose()


def migrate() -> None:
    """The database of the present app, to the newest step."""
    import flask_migrate  # it brings Alembic, which no server needs

    flask_migrate.upgrade()


def steps() -> list[str]:
    """That this program knows, the newest first."""
    from alembic.script import ScriptDirectory

    folder = current_app.extensions["migrate"].directory
    return [script.revision for script in ScriptDirectory(folder).walk_revisions()]


@contextmanager
def at_one_moment(engine: Engine, *, held: bool = False) -> Iterator[Connection]:
    """Read it as it is now, whatever is written meanwhile. ``held``: nothing is, writers wait."""
    if engine.dialect.name == "sqlite":
        # Without the option a transaction takes SQLite's only lock for writing.
        options: dict[str, Any] = {} if held else {"reading": True}
    else:
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": not held}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        if held and engine.dialect.name == "postgresql":
            _hold(connection)
        yield connection


def _hold(connection: Connection) -> None:
    """Before anything else of the transaction: the moment is that of its first query."""
    with connection.engine.connect() as other:
        names = ", ".join(table.name for table in rows.tables(other))
    connection.exec_driver_sql(f"LOCK TABLE {names} IN SHARE MODE")
