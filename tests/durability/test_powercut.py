"""The disk that forgets: it forgets what was not synced, keeps what was, and sees SQLite."""

import random
import subprocess
import sys

import pytest

from newsroom.database import sqlite
from tests import programs
from tests.durability import power
from tests.test_migrations import VERSIONS

pytestmark = programs.needs("gcc")
WRITER = """
import os, sys
from pathlib import Path
folder = Path(sys.argv[1])
def write(name, text, sync=True):
    file = os.open(folder / name, os.O_WRONLY | os.O_CREAT)
    os.write(file, text)
    if sync:
        os.fsync(file)
    os.close(file)
def sync(name="."):
    opened = os.open(folder / name, os.O_RDONLY)
    os.fsync(opened)
    os.close(opened)
"""
SQLITE = """
try:
    from pysqlite3 import dbapi2 as sqlite
except ImportError:
    import sqlite3 as sqlite
connection = sqlite.connect(folder / "db", isolation_level=None)
for pragma in ("journal_mode=WAL", "synchronous=" + sys.argv[2]):
    connection.execute("PRAGMA " + pragma)
connection.execute("CREATE TABLE IF NOT EXISTS one (n INTEGER)")
for n in range(20):
    connection.execute("INSERT INTO one VALUES (?)", (n,))
os._exit(0)
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return power.library(tmp_path_factory.mktemp("library"))


@pytest.fixture
def disk(tmp_path, library):
    (tmp_path / "disk").mkdir()
    return power.Disk(tmp_path / "disk", library)


@pytest.fixture
def write(disk):
    """Run such a script over the disk, and cut the power when it has ended."""

    def run(script, *arguments, strict=True):
        command = [sys.executable, "-c", WRITER + script, disk.folder, *arguments]
        subprocess.run(command, check=True, env=disk.environment)
        disk.cut(random.Random(1), strict)
        files = (path for path in disk.folder.rglob("*") if path.is_file())
        return {path.relative_to(disk.folder).as_posix(): path.read_bytes() for path in files}

    return run


@pytest.mark.parametrize(
    ("script", "left"),
    [
        ("write('a', b'1'); sync()", {"a": b"1"}),
        ("write('a', b'1')", {}),  # its name was not synced
        ("write('a', b'1', sync=False); sync()", {"a": b""}),
        ("write('a', b'1'); sync(); write('a', b'23', sync=False)", {"a": b"1"}),
        ("write('a', b'1'); sync(); (folder / 'a').rename(folder / 'b')", {"a": b"1"}),
        ("write('a', b'1'); (folder / 'a').rename(folder / 'b'); sync()", {"b": b"1"}),
        ("write('a', b'1'); sync(); (folder / 'a').unlink()", {"a": b"1"}),
        ("write('a', b'1'); sync(); (folder / 'a').unlink(); sync()", {}),
        ("(folder / 'f').mkdir(); write('f/a', b'1'); sync('f')", {}),
        ("(folder / 'f').mkdir(); write('f/a', b'1'); sync('f'); sync()", {"f/a": b"1"}),
        ("(folder / 'f').mkdir(); write('f/a', b'1'); sync()", {}),
        ("write('a', b'1'); sync(); write('b', b'2'); (folder / 'b').replace(folder / 'a')",
         {"a": b"1"}),
        ("f = (folder / 'a').open('wb', 0); f.write(b'1'); os.fdatasync(f.fileno()); sync()",
         {"a": b"1"}),
    ],
)  # fmt: skip
def test_what_was_not_synced_is_forgotten(write, script, left):
    assert write(script) == left


def test_what_was_there_before_stays(write):
    assert write("write('a', b'1'); sync()") == write("") == {"a": b"1"}


def rows(disk):
    connection = sqlite.connect(disk.folder / "db")
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return connection.execute("SELECT count(*) FROM one").fetchone()[0]
    finally:
        connection.close()


@pytest.mark.parametrize("strict", [True, False])
def test_sqlite_keeps_what_it_has_committed(write, disk, strict):
    write(SQLITE, "FULL", strict=strict)
    assert rows(disk) == 20


def test_sqlite_that_does_not_wait_loses_it(write, disk):
    write(SQLITE, "FULL")
    write(SQLITE, "NORMAL")
    assert rows(disk) == 20  # not 40


def test_a_torn_file_has_some_of_both():
    before, after = b"a" * 20_000, b"b" * 30_000
    torn = {power.torn(before, after, random.Random(seed)) for seed in range(50)}
    assert {20_000, 30_000} < {len(found) for found in torn} <= set(range(20_000, 30_001))
    assert len(torn) > 40
    assert all(set(found) <= set(b"ab\0") for found in torn)
    assert any(b"ab" in found for found in torn)


FIRST_START = """
from newsroom import config
instance = folder / "instance"
secret = config._kept_secret(instance)
write("told", secret.encode())
sync()
"""
MIGRATED = """
import flask_migrate
from newsroom import create_app
url = config._sqlite_url(instance)
with create_app({"SQLALCHEMY_DATABASE_URI": url, "SECRET_KEY": secret}).app_context():
    flask_migrate.upgrade()
os._exit(0)
"""


def test_the_secret_of_a_first_start_survives(write, disk):
    left = write(FIRST_START)
    assert left["instance/secret-key"] == left["told"] != b""
    assert (disk.folder / "instance/secret-key").stat().st_mode & 0o77 == 0


def test_the_database_of_a_first_start_survives(write, disk):
    write(FIRST_START.replace("sync()", "pass") + MIGRATED)
    connection = sqlite.connect(disk.folder / "instance/newsroom.sqlite3")
    [[version]] = connection.execute("SELECT version_num FROM alembic_version")
    connection.close()
    assert version == max(path.name[:3] for path in VERSIONS.glob("*.py"))
