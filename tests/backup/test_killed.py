"""A restoring that is killed at any moment leaves the newsroom as it was, or is done."""

import os
import signal
import sys

import flask_migrate
import pytest

from newsroom.copying import rows
from newsroom.database import db
from tests import factories
from tests.backup.conftest import run
from tests.copying import full

# What changes names of files; what is between two of them leaves nothing that counts.
STEPS = {"os.rename", "os.link", "os.mkdir", "os.remove", "shutil.rmtree"}
MOST = 60


def restore_until(there, archive, number, *words):
    """In a process of its own, killed before its so-manieth step; whether it came to its end."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0
        return not os.WIFSIGNALED(status)
    try:
        left = [number]

        def step(event, _arguments=()):
            if event in STEPS:
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)

        write = rows.write
        rows.write = lambda *words: (step("os.link"), write(*words))
        sys.addaudithook(step)
        os._exit(run(there, "restore", archive, *words)[0])
    finally:
        os._exit(9)


def newsroom(there):
    with there.app_context():
        found = full.rows(db.engine)
        db.engine.dispose()
    return found


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.one_database
def test_killed_before_any_step_it_is_the_former_newsroom(back_up, empty, kind):
    factories.live(headline="З копії", lead_photo=factories.photo().name)
    archive, there, words = back_up(), empty(kind), []
    with there.app_context():
        flask_migrate.upgrade()
        if kind == "sqlite":
            factories.category("Колишня рубрика")
            words = ["--aside"]
    former = newsroom(there)
    number = 1
    while not restore_until(there, archive, number, *words):
        now = newsroom(there)
        if now != former:
            break  # the moment has passed: what follows only tidies up
        assert number < MOST
        number += 1 if kind == "sqlite" else 3
    assert number > 10  # it was killed while photos were put and while rows were written
    restored = newsroom(there)
    assert "З копії" in restored["articles"][0]
    assert run(there, "photos", "check")[0] == 0
