"""A continuous copy: Litestream runs beside the newsroom, and nothing of ours is in its way."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from sqlalchemy import func, select

from newsroom.articles.models import Revision
from newsroom.backup import snapshot
from newsroom.copying.places import newsroom_on
from newsroom.database import db
from tests import factories
from tests.backup.conftest import run
from tests.copying import full

CONFIGURATION = Path(__file__).parents[2] / "deploy" / "litestream.yml"
PROGRAM = shutil.which("litestream", path=str(Path(sys.executable).parent))
NONE = "there is no Litestream for this kind of machine on PyPI"
SECONDS = 120  # on a machine that does much else, too
SAVES = 30


@pytest.fixture
def litestream(database, tmp_path):
    """``litestream(word, …)``: the program with our configuration; ``replicate`` goes on and on."""
    file = database.removeprefix("sqlite:///")
    where = {"NEWSROOM_SQLITE": file, "COPY_URL": f"file://{tmp_path / 'copy'}"}
    begun = []

    def start(*words):
        with (tmp_path / "litestream.log").open("a") as log:
            command = [PROGRAM, words[0], "-config", CONFIGURATION, *words[1:]]
            told = {"stdout": log, "stderr": log, "env": os.environ | where}
            begun.append(subprocess.Popen(command, **told))
        return begun[-1]

    yield start
    for process in begun:
        process.kill()
        process.wait()


def restored(litestream, tmp_path, file):
    """The copy as it is now, once there is one."""
    copy = tmp_path / f"{time.monotonic_ns()}.sqlite3"
    return copy if litestream("restore", "-o", copy, file).wait(SECONDS) == 0 else None


@pytest.mark.one_database
@pytest.mark.skipif(not PROGRAM, reason=NONE)
def test_what_was_saved_is_in_the_copy_a_moment_later(
    app, client, litestream, database, tmp_path, empty
):
    story = factories.live(headline="Міст", lead_photo=factories.photo().name)
    db.session.commit()
    process = litestream("replicate")
    for number in range(SAVES):
        factories.save(story, headline=f"Міст {number}")
        assert client.get("/").status_code == 200
    db.session.commit()
    process_is_alive = process.poll() is None
    deadline, found = time.monotonic() + SECONDS, 0
    while found < SAVES + 1:
        log = (tmp_path / "litestream.log").read_text()
        assert time.monotonic() < deadline and process_is_alive, log
        copy = restored(litestream, tmp_path, database.removeprefix("sqlite:///"))
        found = snapshot.look(copy)[1]["revisions"] if copy else 0
    with newsroom_on(f"sqlite:///{copy}") as engine:
        assert full.rows(engine) == full.rows(db.engine)
        with engine.connect() as connection:
            newest = select(Revision.headline).order_by(Revision.id.desc()).limit(1)
            assert connection.scalar(newest) == f"Міст {SAVES - 1}"

    archive = tmp_path / "backup.tar"  # and its own tables are in nobody's way
    db.session.rollback()
    assert run(app, "backup", archive)[0] == 0
    assert process.poll() is None
    for kind in ("sqlite", "postgresql"):
        there = empty(kind)
        assert run(there, "restore", archive)[0] == 0
        with there.app_context():
            assert db.session.scalar(select(func.count(Revision.id))) == SAVES + 1


@pytest.mark.one_database
def test_another_program_may_write_the_log_into_the_file(app, client):
    """Nothing of ours is reading while nobody asks, so a checkpoint comes to its end."""
    factories.live()
    assert client.get("/").status_code == client.get("/recent").status_code == 200
    db.session.commit()
    other = snapshot.opened(Path(db.engine.url.database))
    for kind in ("PASSIVE", "FULL", "RESTART", "TRUNCATE"):
        factories.category(f"Рубрика {kind}")
        [[is_busy, log, written]] = other.execute(f"PRAGMA wal_checkpoint({kind})").fetchall()
        assert (is_busy, log) == (0, written)
    assert Path(f"{db.engine.url.database}-wal").stat().st_size == 0
    other.close()


@pytest.mark.one_database
def test_our_settings_are_those_that_a_copier_needs(app):
    with db.engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "busy_timeout", "wal_autocheckpoint", "locking_mode")
        }
    waits = found.pop("busy_timeout") / 1000
    expected = {"journal_mode": "wal", "wal_autocheckpoint": 1000, "locking_mode": "normal"}
    assert found == expected
    [theirs] = yaml.safe_load(CONFIGURATION.read_text())["dbs"]
    assert waits >= float(theirs["busy-timeout"].removesuffix("s"))
