"""Newsrooms that are backed up, and empty ones beside them that a backup is restored into."""

import contextlib

import pytest

from newsroom import create_app
from newsroom.database import db
from tests.client import Client
from tests.photos.test_stores import s3  # noqa: F401 -- a fixture

KEPT = {"BASE_URL": "http://localhost", "SECRET_KEY": "only-for-tests", "TESTING": True}


@pytest.fixture(autouse=True)
def of_its_own(request, tmp_path):
    """The app has a disk of its own: other tests' photos are none of its."""
    if "app" not in request.fixturenames:
        return
    app = request.getfixturevalue("app")
    app.instance_path = str(tmp_path / "instance")
    app.config["PHOTOS"] = str(tmp_path / "photos")
    app.extensions.pop("photos-store", None)


@pytest.fixture
def folder(tmp_path):
    """Where backups are kept."""
    made = tmp_path / "backups"
    made.mkdir()
    return made


def run(app, *words):
    """The exit code of a command, and all it says."""
    with app.app_context():
        ended = app.test_cli_runner().invoke(args=[str(word) for word in words])
        db.session.remove()
        if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
            db.engine.dispose()
    if ended.exception and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return ended.exit_code, ended.output


@pytest.fixture
def back_up(app, folder):
    """``back_up()``: the file, which must have been made; nobody is in the way."""

    def make(*words, to=folder):
        db.session.rollback()
        code, said = run(app, "backup", to, *words)
        assert code == 0, said
        return max(to.iterdir(), key=lambda path: path.name)

    return make


@pytest.fixture
def empty(request, tmp_path, compiled_templates):
    """``empty(kind)``: another newsroom with nothing in it, on a database of that kind."""
    with contextlib.ExitStack() as stack:

        def make(kind="sqlite", **settings):
            place = tmp_path / f"new-{kind}"
            place.mkdir()
            if kind == "sqlite":
                url = f"sqlite:///{place / 'newsroom.sqlite3'}"
            else:
                server = request.getfixturevalue("postgresql")
                url = server.copy()
                stack.callback(server.drop, url)
            where = {"SQLALCHEMY_DATABASE_URI": url, "PHOTOS": str(place / "photos")}
            app = create_app(KEPT | where | settings)
            app.instance_path = str(place / "instance")
            app.jinja_env.bytecode_cache, app.test_client_class = compiled_templates, Client
            stack.callback(_leave, app)
            return app

        yield make


def _leave(app):
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
