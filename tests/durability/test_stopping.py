"""Told to end, a server ends what is under way or says that it did not, and leaves nothing."""

import errno
import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select

from newsroom import clock, outbox, stopping
from newsroom.articles.models import Revision
from newsroom.database import db
from newsroom.outbox.models import Job
from newsroom.photos import hatch
from tests import factories
from tests.durability.locks import held
from tests.outbox.waiting import until
from tests.partners.boxes import BROWSER, counted

pytestmark = pytest.mark.one_database
ORIGIN = "https://visnyk.example"
SAVED = "Речення під час зупинки"
UNDER_WAY = 0.5  # seconds after which what was sent waits for the lock
PROMISED, BUSY_MACHINE = 5, 5


@pytest.fixture
def scene(app, database, serve, at_the_desk, tmp_path):
    """A server that counts a view and is at a job without end; a colleague is there."""
    email, key = factories.staff().email, factories.partner(ORIGIN).key
    factories.live(headline="Міст відкрили")
    outbox.put("endless", "a job")
    db.session.commit()
    db.session.remove()
    db.engine.dispose()  # else the last connection is ours
    begun = tmp_path / "begun"
    environment = {"JOB_BEGUN": str(begun)}
    server = serve(environment=environment, app="tests.durability.patient_app:app")
    desk = at_the_desk(server, email)
    until(begun.exists)
    box = desk.get(f"/widget/{key}.json", Origin=ORIGIN).json()["count"]
    cross_site = {"Origin": ORIGIN, "User-Agent": BROWSER, "Sec-Fetch-Site": "cross-site"}
    assert desk.post_from_elsewhere(box, cross_site).status_code == 204
    return server, desk


def to_the_server(server):
    os.kill(server.process.pid, signal.SIGTERM)  # as systemd's KillMode=mixed does


def to_all_of_it(server):
    server.process.send(signal.SIGINT)  # as Ctrl+C does


@pytest.mark.parametrize(("stop", "is_freed"), [(to_the_server, True), (to_all_of_it, False)])
def test_a_server_told_to_end_leaves_nothing_behind(scene, database, stop, is_freed):
    server, desk = scene
    with ThreadPoolExecutor() as people:
        with held(database):
            saving = people.submit(desk.save, SAVED)
            time.sleep(UNDER_WAY)
            stop(server)
            told = time.monotonic()
            if not is_freed:
                assert saving.result().status_code == 503
        if is_freed:
            assert saving.result().status_code == 201
    assert server.is_over(within=PROMISED + BUSY_MACHINE)
    assert time.monotonic() - told < PROMISED + BUSY_MACHINE
    assert "Killing" not in server.logged
    assert "Traceback" not in server.logged
    assert not Path(database.removeprefix("sqlite:///") + "-wal").exists()
    saved = select(Revision.id).where(Revision.headline == SAVED)
    assert bool(db.session.scalar(saved)) == is_freed
    job = db.session.scalar(select(Job).where(Job.kind == "endless"))
    assert (job.leased_until, job.attempts, job.run_at <= clock.now()) == (None, 0, True)
    assert counted()[0, "script"] == (1, 0)


ASKS = """
import subprocess, sys
order = sys.argv[2].encode()
room = subprocess.Popen([sys.executable, "-I", "-B", sys.argv[1]], stdin=subprocess.PIPE)
room.stdin.write(order)
room.stdin.close()
print(room.pid, flush=True)
room.wait()
"""


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells a process of its parent's end"
)
def test_a_darkroom_ends_with_the_server_that_is_killed(tmp_path):
    """However long its picture would take: this one never comes."""
    picture = tmp_path / "picture"
    os.mkfifo(picture)
    order = {"source": str(picture), "folder": str(tmp_path), "limits": {}}
    order |= {"focus": [0.5, 0.5], "most_pixels": 1, "avif": False}
    command = [sys.executable, "-c", ASKS, str(hatch.FOLDER), json.dumps(order)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        room = int(server.stdout.readline())
        until(lambda: is_opened(picture))
        assert runs(room)
        server.kill()
    until(lambda: not runs(room))


def is_opened(pipe):
    """Whether somebody reads from it, who then waits for us for ever."""
    try:
        os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    except OSError as problem:
        assert problem.errno == errno.ENXIO
        return False
    return True


def runs(pid):
    """One that is only to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] not in "ZX"
    except OSError:
        return False


def test_who_ends_waits_for_no_step_that_has_not_begun(monkeypatch):
    """The signal's thread and the server's own end may come at one moment."""
    ending, done, start = stopping.Ending(), [], threading.Thread.start

    def between(thread):
        for known in list(ending._threads):
            known.join(0)
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", between)
    ending.add(lambda: done.append(1))
    ending.begin()
    ending._finish()
    assert done == [1, 1]
