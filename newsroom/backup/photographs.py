"""Which files the photos of a database have, and bringing them into the archive."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from newsroom.backup.archive import Writing, is_photo
from newsroom.backup.snapshot import opened
from newsroom.copying.places import at_one_moment
from newsroom.database import db
from newsroom.photos.addresses import incoming, key
from newsroom.photos.sizes import files_of
from newsroom.photos.stores import Store

NAMED = """
SELECT name, version, upload, CASE status WHEN 'ready' THEN width ELSE 0 END, has_avif FROM photos
"""
HAS_PHOTOS = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'photos'"


@dataclass(frozen=True)
class Named:
    """A photo as its row has it."""

    name: str
    version: int
    upload: str
    width: int  # 0: it has no files yet
    has_avif: bool

    def needs(self) -> Iterator[str]:
        """The files without which the row would be wrong."""
        if self.width:
            for file in files_of(self.width, self.has_avif):
                yield key(self.name, self.version, file)
        if self.upload:
            yield incoming(self.upload)


def named_now() -> list[Named]:
    with at_one_moment(db.engine) as connection:
        return [Named(*row) for row in connection.execute(text(NAMED))]


def named_in(database: Path) -> Iterator[Named]:
    connection = opened(database)
    try:
        [[has]] = connection.execute(HAS_PHOTOS).fetchall()
        if has:
            for row in connection.execute(NAMED):
                yield Named(*row)
    finally:
        connection.close()


class Copying:
    """Brings files into an archive, each once, however often it is asked to."""

    def __init__(self, store: Store, archive: Writing, folder: Path) -> None:
        self._store, self._archive, self._file = store, archive, folder / "photo"
        self._there: set[str] = set()

    def all_of(self, rows: Iterable[Named]) -> list[str]:
        """Copy what is not there yet; returns what rows need and the store does not have.

        Former versions of a photo come along: their addresses are out there.
        """
        photos = {photo.name: photo for photo in rows}
        for kept in self._store.under("photos"):
            if is_photo(kept.key) and kept.key.split("/")[1] in photos and kept.size:
                self._copy(kept.key)
        needed = (each for photo in photos.values() for each in photo.needs())
        return [each for each in needed if not self._copy(each)]

    def _copy(self, file: str) -> bool:
        if file not in self._there:
            try:
                self._store.fetch(file, self._file)
            except FileNotFoundError:
                return False
            if not self._file.stat().st_size:  # what a power cut left of it
                return False
            self._archive.photo(file, self._file)
            self._there.add(file)
        return True
