"""Whenever the process is killed, what is served is whole, and the next pass puts it right."""

import os
import signal
import subprocess
import sys

import pytest

from newsroom.articles.models import Revision
from newsroom.database import db
from newsroom.mirror import passing
from newsroom.mirror.mirror import opened
from newsroom.mirror.sections import SECTIONS
from tests import factories

pytestmark = pytest.mark.one_database

SECONDS = 120
SYNCS = (2, 41)  # the process is killed at this one: what is written next is not on the disk
# The pages alone, so that most of the time is spent on what changes.
PASS = """
import os, signal
from app import app
from newsroom.mirror.sections import SECTIONS
SECTIONS["static"] = lambda *_: ([], None)
left, sync = {syncs}, os.fsync
def sync_or_die(file):
    global left
    left -= 1
    sync(file) if left else os.kill(os.getpid(), signal.SIGKILL)
os.fsync = sync_or_die
app.test_cli_runner().invoke(args=["mirror", r"{root}"])
"""


@pytest.fixture
def begin(database, photos_folder, mirror, monkeypatch):
    """A pass in a process of its own, which does not see its end."""
    monkeypatch.setitem(SECTIONS, "static", lambda *_: ([], None))
    settings = {"DATABASE_URL": database, "PHOTOS": photos_folder, "BASE_URL": "http://localhost"}
    settings |= {"SECRET_KEY": "only-for-tests", "SECURITY_CONTACT": "security@example.org"}
    named = {f"NEWSROOM_{name}": str(value) for name, value in settings.items()}

    def run(syncs):
        code = PASS.format(root=mirror.root, syncs=syncs)
        db.session.commit()
        command = [sys.executable, "-c", code]
        return subprocess.run(
            command, check=False, env=os.environ | named, timeout=SECONDS
        ).returncode

    return run


def served(root):
    files = (path for path in (root / "public").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_a_pass_that_is_killed_leaves_whole_files_and_is_gone_on_with(app, begin, mirror, tmp_path):
    city = factories.category("Місто")
    stories = [factories.live(category_id=city.id, tags="ріка") for _ in range(12)]
    gone = [factories.live(category_id=city.id) for _ in range(4)]
    mirror.pass_through()
    before = served(mirror.root)
    for story in stories:
        db.session.get(Revision, story.live_revision_id).headline = f"Інакше {story.id}"
    for story in gone:
        story.take_down("так треба")
    after = _elsewhere(app, tmp_path / "elsewhere")
    for syncs in SYNCS:
        assert begin(syncs) == -signal.SIGKILL
        now = served(mirror.root)
        assert all(body in (before.get(name), after.get(name)) for name, body in now.items())
        assert now != after
    assert begin(0) == 0
    assert served(mirror.root) == after
    assert not list((mirror.root / "begun").iterdir())


def _elsewhere(app, root):
    """What a mirror that was never killed has in the end."""
    db.session.commit()
    with opened(app, root) as other:
        passing.begin(other)
        assert passing.Work(other).go_on()
    return served(root)
