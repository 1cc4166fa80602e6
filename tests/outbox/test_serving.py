"""Where workers begin: in a process that serves, after it was born, and nowhere else."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from newsroom import outbox
from newsroom.database import db
from newsroom.outbox import serving
from tests.outbox.waiting import until
from tests.serving import Server

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
    settings = {"NEWSROOM_DATABASE_URL": database, "NEWSROOM_SECRET_KEY": "only-for-tests"}
    found = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.split() == ["1", "0"]


@pytest.fixture
def slow(app, database, tmp_path):
    """A server with workers whose jobs take a second, started as in production."""
    db.session.rollback()
    environment = {"SLOW_APP_FOLDER": str(tmp_path)}
    name = "tests.outbox.slow_app:app"
    log = tmp_path / "server.log"
    server = Server(database, log, app=name, environment=environment, fresh=True)
    server.begin()
    yield server
    server.kill()


def test_a_server_does_jobs_without_a_request_and_ends_what_it_has_begun(slow, tmp_path, jobs):
    for number in range(40):
        outbox.put("slow", number)
    db.session.commit()
    until((tmp_path / "begun").exists)
    slow.process.send(signal.SIGTERM)
    assert slow.is_over(within=60)
    assert (tmp_path / "done").exists()
    assert {job.state for job in jobs()} == {"done", "waiting"}  # not all, and none half done
