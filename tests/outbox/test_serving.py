"""Where workers begin: in a process that serves, after it was born, and nowhere else."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask

from newsroom import outbox
from newsroom.database import db
from newsroom.outbox import serving
from tests.browser.server import _free_port as free_port
from tests.outbox.waiting import until

ROOT = Path(__file__).parents[2]


@pytest.fixture
def begun(monkeypatch):
    """The processes in which an app's workers began."""
    seen = []

    class Workers:
        def start(self, count):
            seen.append((os.getpid(), count))

        def stop(self):
            pass

    app = Flask(__name__, static_folder=None)
    app.config["OUTBOX_WORKERS"] = 3
    app.extensions["outbox-workers"] = Workers()
    app.add_url_rule("/", view_func=lambda: "ok")
    return app, seen


def test_the_first_request_begins_them_and_no_other(begun):
    app, seen = begun
    serving.start_when_serving(app)
    assert seen == []
    for _ in range(3):
        app.test_client().get("/")
    assert seen == [(os.getpid(), 3)]


def test_a_process_that_is_forked_from_one_that_served_has_its_own(begun):
    app, seen = begun
    serving.start_when_serving(app)
    app.test_client().get("/")
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        app.test_client().get("/")
        os.write(writing, str(len(seen)).encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 9) == b"2"


def test_none_begin_where_the_setting_says_so(begun):
    app, seen = begun
    app.config["OUTBOX_WORKERS"] = 0
    serving.start_when_serving(app)
    app.test_client().get("/")
    assert seen == []


def test_importing_the_app_begins_no_thread_and_opens_no_database(database):
    script = (
        "import threading, app; from newsroom.database import db\n"
        "with app.app.app_context(): opened = db.engine.pool.checkedin()\n"
        "print(threading.active_count(), opened)"
    )
    settings = {"NEWSROOM_DATABASE_URL": database, "NEWSROOM_SECRET_KEY": "only for tests"}
    found = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.split() == ["1", "0"]


class Granian:
    """A server with workers whose jobs take a second, started as in production."""

    def __init__(self, url, folder):
        self.folder = folder
        settings = {"NEWSROOM_DATABASE_URL": url, "NEWSROOM_SECRET_KEY": "only for tests"}
        granian = [Path(sys.executable).with_name("granian"), "--interface", "wsgi"]
        self.process = subprocess.Popen(
            [*granian, "--port", str(free_port()), "tests.outbox.slow_app:app"],
            cwd=ROOT,
            env=os.environ | settings | {"SLOW_APP_FOLDER": str(folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def said(self, word):
        return (self.folder / word).exists()

    def kill(self):
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=60)


@pytest.fixture
def granian(app, database, tmp_path):
    db.session.rollback()
    server = Granian(database, tmp_path)
    yield server
    server.kill()


def test_a_server_does_jobs_without_a_request_and_ends_what_it_has_begun(granian, jobs):
    for number in range(40):
        outbox.put("slow", number)
    db.session.commit()
    until(lambda: granian.said("begun"))
    os.killpg(granian.process.pid, signal.SIGTERM)
    granian.process.wait(timeout=60)
    assert granian.said("done")
    assert {job.state for job in jobs()} == {"done", "waiting"}  # not all, and none half done
