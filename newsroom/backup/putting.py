"""Putting what a backup has where the newsroom has it: photos into their store, then the database.

Until the database is there, a mark in the store says that photos without rows are of a restoring
that has not ended, so that it can be begun again.
"""

import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from flask import current_app

from newsroom.backup import archive, snapshot
from newsroom.copying import places
from newsroom.copying.loading import load
from newsroom.database import db, sqlite
from newsroom.disk import sync_folder
from newsroom.photos.stores import Folder, store

if TYPE_CHECKING:
    from pyrage.x25519 import Identity

MARK = "restoring"


class InUse(Exception):  # noqa: N818 -- a refusal
    """The newsroom is at its database."""


def has_photos() -> bool:
    """Any but those of a restoring that did not end."""
    if next(iter(store().under("photos")), None) is None:
        return False
    try:
        store().read(MARK)
    except FileNotFoundError:
        return True
    return False


def photos(source: Path, keys: "list[Identity]") -> None:
    """All of the archive, read for the second time and looked at as closely as for the first."""
    kept = store()
    if isinstance(kept, Folder):  # hundreds of thousands need not each wait for the disk
        kept = Folder(kept.root, waits=False)

    def take(name: str, content: IO[bytes]) -> None:
        if name != archive.DATABASE:
            with tempfile.SpooledTemporaryFile(archive.SMALL) as file:
                while piece := content.read(archive.PIECE):
                    file.write(piece)
                file.seek(0)
                kept.put(name, file)

    store().put(MARK, io.BytesIO(b"A backup is being restored.\n"))
    with source.open("rb") as file:
        archive.read(file, keys, take)
    if isinstance(kept, Folder):
        os.sync()


def beside_the_database() -> Path:
    name = db.engine.url.database
    is_file = db.engine.dialect.name == "sqlite" and name
    return Path(name).resolve().parent if is_file and name else Path(current_app.instance_path)


def database(staged: Path, aside: Path | None) -> None:
    """The moment at which the newsroom is the restored one. Raises InUse."""
    if db.engine.dialect.name == "sqlite":
        _by_name(staged, aside)
    else:
        _by_commit(staged)
    store().remove(MARK)


def _by_name(staged: Path, aside: Path | None) -> None:
    present = Path(db.engine.url.database or "").resolve()
    with nobody_at(present):
        if aside and not (aside.exists() and aside.samefile(present)):
            os.link(present, aside)  # from now on it has two names, and one is for the other
        staged.replace(present)
        sync_folder(present.parent)


@contextmanager
def nobody_at(present: Path) -> Iterator[None]:
    """What is left of it beside it is put into it, and nobody comes while it is exchanged."""
    db.session.remove()
    db.engine.dispose()
    connection = snapshot.opened(present)
    try:
        connection.execute("PRAGMA busy_timeout=2000")
        [[journal]] = connection.execute("PRAGMA journal_mode=DELETE").fetchall()
        if journal != "delete":
            raise InUse
        connection.execute("BEGIN EXCLUSIVE")
        yield
        with suppress(sqlite.Error):
            connection.execute("ROLLBACK")
    except sqlite.OperationalError as problem:
        raise InUse from problem
    finally:
        connection.close()


def _by_commit(staged: Path) -> None:
    places.migrate()
    target = db.engine
    with (
        places.newsroom_on(f"sqlite:///{staged}") as source,
        places.at_one_moment(source) as here,
        target.begin() as there,
    ):
        load(here, there, lambda *_: None)
