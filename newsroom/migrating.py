"""Migrations: Flask-Migrate, which brings Alembic along, comes when somebody asks for it.

No server does, and it would take a tenth of its start.
"""

from pathlib import Path
from typing import Any

import click
from flask import Flask

from newsroom.database import db

FOLDER = Path(__file__).parent / "migrations"


def init_app(app: Flask) -> None:
    app.extensions["migrate"] = Migrations(app)
    app.cli.add_command(Typed("db", help="Perform database migrations."))


class Migrations:
    """Stands where Flask-Migrate looks for itself, until it does."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __getattr__(self, name: str) -> Any:
        from flask_migrate import Migrate

        Migrate(self._app, db, directory=str(FOLDER))  # takes this place
        return getattr(self._app.extensions["migrate"], name)


class Typed(click.Command):
    """`flask db …`."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        from flask_migrate.cli import db as group

        context: click.Context = group.make_context(*args, **kwargs)
        return context
