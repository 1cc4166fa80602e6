"""Making a newsroom from a backup: whole, or not at all.

Nothing is changed before the archive has been read to its end and is whole. Then its photos are put
beside those that are there, whose names are others; what is restored becomes the newsroom's with
the database, at once: with a name on SQLite, with a commit on PostgreSQL.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from sqlalchemy import update

from newsroom.backup import archive, putting, snapshot
from newsroom.backup.archive import DATABASE, Manifest
from newsroom.backup.locking import alone_with
from newsroom.backup.sealing import Broken
from newsroom.copying import places, rows
from newsroom.database import db
from newsroom.kept.edition import Edition

if TYPE_CHECKING:
    from pyrage.x25519 import Identity

PIECE = 1024 * 1024
FAR = 10_000  # editions: further than was counted since the backup was made


class Newer(Exception):  # noqa: N818 -- a refusal
    """The backup was made by a newer program. ``args``: its step."""


@dataclass(frozen=True)
class There:
    """What the newsroom has already."""

    rows: dict[str, int]
    has_photos: bool

    def __bool__(self) -> bool:
        return bool(self.rows) or self.has_photos


def what_is_there() -> There:
    with db.engine.connect() as connection:
        found = rows.counts(connection)
    return There(found, putting.has_photos())


def restore(source: Path, keys: "list[Identity]", aside: Path | None) -> Manifest:
    """``aside``: what the present database is called then; None when there are no rows in it.

    Raises OSError, sealing.Broken, Newer, snapshot.Unfit, putting.InUse.
    """
    with _staging() as folder:
        database = folder / DATABASE
        manifest = _checked(source, keys, database)
        _prepare(database)
        putting.photos(source, keys)
        putting.database(database, aside)
    return manifest


@contextmanager
def _staging() -> Iterator[Path]:
    """Beside the database: it gets its place by a rename, which is no copy. Raises InUse."""
    folder = putting.beside_the_database() / ".restoring"
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _nobody_else_restoring(folder.parent):
        shutil.rmtree(folder, ignore_errors=True)  # of one that was killed
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            with suppress(FileNotFoundError):
                shutil.rmtree(folder)


@contextmanager
def _nobody_else_restoring(folder: Path) -> Iterator[None]:
    """By a file for it: each start of the newsroom waits for a lock of the folder itself."""
    lock = folder / ".restoring.lock"
    lock.touch(mode=0o600)
    with ExitStack() as stack:
        try:
            stack.enter_context(alone_with(lock))
        except BlockingIOError as taken:
            raise putting.InUse from taken
        yield


def _checked(source: Path, keys: "list[Identity]", database: Path) -> Manifest:
    def take(name: str, content: IO[bytes]) -> None:
        if name == DATABASE:
            database.touch(mode=0o600)
            with database.open("wb") as file:
                shutil.copyfileobj(content, file, PIECE)

    with source.open("rb") as file:
        manifest = archive.read(file, keys, take)
    if manifest.form != archive.FORM or manifest.step not in places.steps():
        raise Newer(manifest.step)
    if not database.exists() or snapshot.look(database) != (manifest.step, manifest.rows):
        raise Broken(DATABASE)
    return manifest


def _prepare(database: Path) -> None:
    """To the newest step, with nobody signed in, and nothing that counts editions mistaken."""
    with places.newsroom_on(f"sqlite:///{database}") as engine:
        places.migrate()
        with engine.begin() as connection:
            connection.execute(update(Edition).values(number=Edition.number + FAR))
    snapshot.end_sign_ins(database)
    snapshot.look(database)
    with database.open("rb") as file:
        os.fsync(file.fileno())
