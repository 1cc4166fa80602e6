"""What a test may ask for: the app on an empty database of either kind, and a checking client.

The fixtures that need the newsroom import it, so that tests of pure functions start at once.
"""

import gc
import os
import shutil
from pathlib import Path

import pytest

from tests import order

SHARED = Path(__file__).parents[2] / "shared"
MARKERS = (
    "one_database: SQLite is enough, where a second database would only take time",
    "settings(NAME=value, …): the app of this test is made with these settings",
)


def pytest_configure(config):
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    config.pluginmanager.register(SharedInput(), "shared-input")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    there = order.spread(items, lambda item: item.path.relative_to(config.rootpath).as_posix())
    assert len(there) == len(items), "a test that is lost here would never be missed"
    items[:] = there


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    """For `--numprocesses logical`. PYTEST_XDIST_AUTO_NUM_WORKERS says another number."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None  # xdist reads it
    ours = getattr(os, "sched_getaffinity", lambda _: range(os.cpu_count() or 1))  # Linux has it
    return order.workers(len(ours(0)))


def pytest_collection_finish():
    """What is imported by now stays: to look through it again for garbage is a part of no test."""
    gc.collect()
    gc.freeze()


def pytest_generate_tests(metafunc):
    if "database" in metafunc.fixturenames:
        # What a browser sees of a server does not depend on its database.
        one = (
            metafunc.definition.get_closest_marker("one_database")
            or "server" in metafunc.fixturenames
        )
        metafunc.parametrize(
            "database", ["sqlite"] if one else ["sqlite", "postgresql"], indirect=True
        )


@pytest.fixture(scope="session")
def sqlite():
    from tests.databases import Sqlite

    files = Sqlite()
    yield files
    files.stop()


@pytest.fixture(scope="session")
def postgresql():
    from tests.databases import Postgresql

    server = Postgresql()
    yield server
    server.stop()


@pytest.fixture
def database(request):
    """The URL of an empty, migrated database; each test runs on SQLite and on PostgreSQL."""
    kind = request.getfixturevalue(request.param)
    url = kind.copy()
    yield url
    kind.drop(url)


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory):
    from jinja2 import FileSystemBytecodeCache

    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture(scope="session")
def photos_folder():
    """Where the photos of all tests lie: each has a name of its own. In memory: what is kept is
    written through to a disk twenty times for one photo, and to wait for that is no part of a test.
    """
    from tests.databases import quick_folder

    folder = quick_folder()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def quick_apps():
    from tests import quick_apps

    quick_apps.remember_routes()
    return quick_apps


@pytest.fixture
def settings(request):
    marker = request.node.get_closest_marker("settings")
    return marker.kwargs if marker else {}


@pytest.fixture
def app(database, settings, compiled_templates, photos_folder, quick_apps):
    """The newsroom, and an app context for the test itself; a client's requests have their own."""
    from newsroom import create_app
    from newsroom.database import db
    from tests.client import Client

    app = create_app(
        {
            "BASE_URL": "http://localhost",
            "SECRET_KEY": "only-for-tests",
            "SECURITY_CONTACT": "security@example.org",
            "SQLALCHEMY_DATABASE_URI": database,
            "PHOTOS": str(photos_folder),
            "TESTING": True,
            **settings,
        }
    )
    app.jinja_env.bytecode_cache = compiled_templates
    app.test_client_class = Client
    with app.app_context():
        quick_apps.share_sql(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app):
    """Somebody's browser, signed in to nothing. Others of the test: `app.test_client()`."""
    return app.test_client()


@pytest.fixture
def at(monkeypatch):
    """Stop the newsroom's clock: ``at("2026-11-24 14:02")`` by Kyiv's, or at an aware moment."""
    from tests.moments import kyiv

    def stop(moment):
        stopped = kyiv(moment) if isinstance(moment, str) else moment
        monkeypatch.setattr("newsroom.clock.now", lambda: stopped)
        return stopped

    return stop


@pytest.fixture
def shared():
    """The folder of hostile and real input beside the project; a test of it is marked `shared`."""
    if not SHARED.is_dir():
        pytest.skip("there is no ../shared")
    return SHARED


class SharedInput:
    """A test of the input in ../shared may be skipped only where ../shared is not."""

    def __init__(self):
        self.skipped = []

    def pytest_runtest_logreport(self, report):
        is_skipped = report.skipped and not hasattr(report, "wasxfail")
        if is_skipped and "shared" in report.keywords and SHARED.is_dir():
            self.skipped.append(report.nodeid)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session):
        if self.skipped and not hasattr(session.config, "workerinput"):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter):
        for nodeid in self.skipped:
            terminalreporter.write_line(
                f"FAILED {nodeid}: skipped, though ../shared is there", red=True
            )
