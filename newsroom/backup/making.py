"""Making a backup: written under another name, read back, and only then called one."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from flask import current_app
from sqlalchemy import Engine

from newsroom import clock
from newsroom.backup import archive, names, photographs, snapshot
from newsroom.backup.archive import Manifest
from newsroom.backup.locking import alone_with
from newsroom.backup.sealing import Broken, one_time_key, recipients
from newsroom.database import db
from newsroom.disk import sync_folder
from newsroom.photos.stores import store

if TYPE_CHECKING:
    from pyrage.x25519 import Identity, Recipient

WORKING = ".backup-"
TRIES = 3  # a photo that was replaced just now is not missing in the next moment's database
APART = 1.0  # seconds
SPARE = 64 * 1024 * 1024  # bytes that are left to the newsroom on its disk


class NoRoom(Exception):  # noqa: N818 -- a refusal
    """``args``: the folder, and how many megabytes it takes."""


@dataclass(frozen=True)
class Made:
    path: Path
    manifest: Manifest
    size: int  # bytes


def make(path: Path) -> Made:
    """Raises OSError, NoRoom, Broken, snapshot.Unfit, snapshot.Older; then there is no ``path``."""
    keys = recipients(current_app.config["BACKUP_KEY"])
    once = [one_time_key()] if keys else []
    begun = names.unfinished(path)
    try:
        with _new(begun) as out:
            manifest = _write(out, [*keys, *(key.to_public() for key in once)])
            _to_the_disk(out)
            _read_back(begun, once, manifest)
            begun.replace(path)
    except BaseException:
        begun.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return Made(path, manifest, path.stat().st_size)


@contextmanager
def _new(path: Path) -> Iterator[IO[bytes]]:
    """Locked to the end: another backup removes what nobody is at."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        fcntl.flock(out, fcntl.LOCK_EX)
        yield out


def _to_the_disk(out: IO[bytes]) -> None:
    out.flush()
    os.fsync(out.fileno())
    os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)  # read back from the disk


def _write(out: IO[bytes], keys: "list[Recipient]") -> Manifest:
    """First the photos, which take long, then the database, and what it names since."""
    with _working_folder() as folder, archive.writing(out, keys) as writing:
        database, copying = folder / archive.DATABASE, photographs.Copying(store(), writing, folder)
        copying.all_of(photographs.named_now())
        missing = []
        for times in range(TRIES):
            time.sleep(APART if times else 0)
            made_at = clock.now()
            _take(database)
            missing = copying.all_of(photographs.named_in(database))
            if not missing:
                break
        step, rows = snapshot.look(database)
        when = made_at.isoformat(timespec="seconds")
        manifest = Manifest(when, step, rows, writing.files, writing.size, missing)
        writing.finish(database, manifest)
    return manifest


def _take(database: Path) -> None:
    database.unlink(missing_ok=True)
    _refuse_too_little_room(db.engine, database.parent)
    snapshot.take(db.engine, database)


def _refuse_too_little_room(engine: Engine, folder: Path) -> None:
    """The copy lies beside what the newsroom itself needs room for."""
    if engine.dialect.name != "sqlite":
        return
    needed = Path(engine.url.database or "").stat().st_size + SPARE
    if shutil.disk_usage(folder).free < needed:
        raise NoRoom(folder, needed // 1024**2)


@contextmanager
def _working_folder() -> Iterator[Path]:
    """Where nobody else reads it, whoever keeps the backups."""
    instance = Path(current_app.instance_path)
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    _remove_left(instance)
    made = tempfile.TemporaryDirectory(prefix=WORKING, dir=instance)
    with made as name, alone_with(Path(name)):
        yield Path(name)


def _remove_left(instance: Path) -> None:
    """By backups that were killed: a plain copy of all. One that is not locked yet is empty."""
    for former in instance.glob(f"{WORKING}*"):
        with suppress(BlockingIOError, FileNotFoundError, PermissionError):
            if any(former.iterdir()):
                with alone_with(former):
                    shutil.rmtree(former)


def _read_back(path: Path, once: "list[Identity]", manifest: Manifest) -> None:
    with path.open("rb") as file:
        found = archive.read(file, once, lambda _name, _content: None)
    if replace(found, made_at="") != replace(manifest, made_at=""):
        raise Broken(archive.MANIFEST)
