"""Where files lie: a folder of this machine, or a bucket elsewhere. A file is there whole or not
at all, and what has been put survives a power cut.

Keys are paths with slashes, all made by us: `photos/NAME/VERSION/FILE`, `incoming/UPLOAD`.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Protocol

from flask import current_app

from newsroom.disk import sync_folder

UNFINISHED = ".begun-"


@dataclass(frozen=True)
class Kept:
    key: str
    size: int
    since: datetime


class Store(Protocol):
    def put(self, key: str, source: IO[bytes]) -> None:
        """Keep what ``source`` has, in place of what was there. Raises OSError, leaving that."""

    def read(self, key: str) -> bytes:
        """Raises FileNotFoundError, or OSError when the store does not answer."""

    def fetch(self, key: str, target: Path) -> None:
        """Copy it to a file of ours. Raises as ``read`` does."""

    def remove(self, key: str) -> None:
        """What is not there is removed already."""

    def under(self, prefix: str) -> Iterator[Kept]:
        """All there is whose key begins with this folder."""


class Folder:
    """``waits``: until the disk has it. Who puts very many waits once, when all are put."""

    def __init__(self, root: Path, *, waits: bool = True) -> None:
        self.root, self._waits = root, waits

    def put(self, key: str, source: IO[bytes]) -> None:
        """The file on the disk, then its name, then the folder with the name in it."""
        path = self.root / key
        self._make(path.parent)
        begun, name = tempfile.mkstemp(prefix=UNFINISHED, dir=path.parent)
        try:
            with os.fdopen(begun, "wb") as file:
                shutil.copyfileobj(source, file, 1024 * 1024)
                file.flush()
                if self._waits:
                    os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        if self._waits:
            sync_folder(path.parent)

    def _make(self, folder: Path) -> None:
        """With every folder above it that is not there yet, each on the disk in the one above."""
        if folder.is_dir():
            return
        if folder != self.root:
            self._make(folder.parent)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_folder(folder.parent)

    def read(self, key: str) -> bytes:
        return (self.root / key).read_bytes()

    def fetch(self, key: str, target: Path) -> None:
        shutil.copyfile(self.root / key, target)

    def remove(self, key: str) -> None:
        path = self.root / key
        with suppress(IsADirectoryError):
            path.unlink(missing_ok=True)
        with suppress(OSError):  # the last of its folder takes that with it
            for folder in path.parents:
                if self.root in {folder, folder.parent}:  # others put files there just now
                    break
                folder.rmdir()

    def under(self, prefix: str) -> Iterator[Kept]:
        for folder, _, names in os.walk(self.root / prefix):
            for name in sorted(names):
                path = Path(folder, name)
                with suppress(FileNotFoundError):
                    facts = path.stat()
                    since = datetime.fromtimestamp(facts.st_mtime, UTC)
                    yield Kept(path.relative_to(self.root).as_posix(), facts.st_size, since)


def store() -> Store:
    """This newsroom's."""
    extensions: dict[str, Store] = current_app.extensions
    if "photos-store" not in extensions:
        extensions["photos-store"] = _made(where())
    return extensions["photos-store"]


def where() -> str:
    """A folder, or a bucket's address."""
    return current_app.config["PHOTOS"] or str(Path(current_app.instance_path, "photos"))


def _made(where: str) -> Store:
    if "://" in where:
        from newsroom.photos.bucket import Bucket

        return Bucket(where)
    return Folder(Path(where))


def working_folder() -> "tempfile.TemporaryDirectory[str]":
    """Private, and gone when it is left."""
    return tempfile.TemporaryDirectory(prefix="photo-", ignore_cleanup_errors=True)
