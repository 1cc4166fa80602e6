"""The archive: a tar with the photos, the database, what it is, and a SHA-256 of each of them.

It is written and read as a stream. `tar x` and `sha256sum -c SHA256SUMS` open it without us.
"""

import hashlib
import io
import json
import re
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from newsroom.backup.sealing import Broken, sealed, unsealed

if TYPE_CHECKING:
    from pyrage.x25519 import Identity, Recipient

DATABASE, MANIFEST, SUMS = "newsroom.sqlite3", "manifest.json", "SHA256SUMS"
FORM = 1  # a program that does not know a newer one refuses it
PIECE = 1024 * 1024
SMALL = 1024 * 1024  # what is kept in memory
LONGEST_MANIFEST = 64 * 1024 * 1024  # it names each file that is lost
PHOTO = re.compile(r"photos/[a-z0-9]{16}/[1-9][0-9]{0,8}/[a-z0-9]{1,16}\.[a-z0-9]{1,8}")
UPLOAD = re.compile(r"incoming/[a-z0-9]{16}")
Take = Callable[[str, IO[bytes]], None]


@dataclass(frozen=True)
class Manifest:
    made_at: str
    step: str  # the migration of the database in it
    rows: dict[str, int]  # by table
    files: int  # of photos
    size: int  # of these, in bytes
    missing: list[str] = field(default_factory=list)  # named by the database, and not to be found
    form: int = FORM


class Writing:
    """An archive that is being written."""

    def __init__(self, tar: tarfile.TarFile, sums: IO[bytes]) -> None:
        self._tar, self._sums = tar, sums
        self.files = self.size = 0

    def photo(self, key: str, path: Path) -> None:
        self.files += 1
        self.size += self._add(key, path)

    def finish(self, database: Path, manifest: Manifest) -> None:
        self._add(DATABASE, database)
        said = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
        self._member(MANIFEST, len(said), io.BytesIO(said))
        length = self._sums.tell()
        self._sums.seek(0)
        self._tar.addfile(_info(SUMS, length), self._sums)

    def _add(self, name: str, path: Path) -> int:
        with path.open("rb") as file:
            size = path.stat().st_size
            self._member(name, size, file)
        return size

    def _member(self, name: str, size: int, source: IO[bytes]) -> None:
        hashing = Hashing(source)
        self._tar.addfile(_info(name, size), hashing)
        self._sums.write(hashing.line(name))


class Hashing:
    """A file that knows the SHA-256 of what was read of it."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self._hash = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._source.read(size)
        self._hash.update(piece)
        return piece

    def line(self, name: str) -> bytes:
        return f"{self._hash.hexdigest()}  {name}\n".encode()


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info


@contextmanager
def writing(out: IO[bytes], keys: "list[Recipient]") -> Iterator[Writing]:
    """Sealed when there are keys. Raises OSError."""
    if keys:
        with sealed(out, keys) as pipe, _tar_to(pipe) as archive:
            yield archive
    else:
        with _tar_to(out) as archive:
            yield archive


@contextmanager
def _tar_to(out: IO[bytes]) -> Iterator[Writing]:
    outlet = _Outlet(out)
    with (
        tempfile.TemporaryFile() as sums,
        tarfile.open(fileobj=cast("IO[bytes]", outlet), mode="w|", bufsize=PIECE) as tar,
    ):
        try:
            yield Writing(tar, sums)
        except BaseException:
            outlet.is_shut = True
            raise


class _Outlet:
    """A tar writes its end even when it failed, perhaps to a disk that is full."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out, self.is_shut = out, False

    def write(self, piece: bytes) -> int:
        return len(piece) if self.is_shut else self._out.write(piece)


def read(source: IO[bytes], keys: "list[Identity]", take: Take) -> Manifest:
    """Read it to its end, each photo and the database by ``take``, and look whether it is whole.

    Raises Broken, perhaps after the last of them was taken.
    """
    if not keys:
        return _read(source, take)
    with unsealed(source, keys) as opened:
        return _read(opened, take)


def _read(source: IO[bytes], take: Take) -> Manifest:
    manifest, whole = b"", False
    try:
        with (
            tempfile.TemporaryFile() as sums,
            tarfile.open(fileobj=source, mode="r|", bufsize=PIECE) as tar,
        ):
            for info in tar:
                content = tar.extractfile(info) if info.isreg() and not whole else None
                if content is None:
                    raise Broken(info.name)
                if info.name == SUMS:
                    whole = _is_same(content, sums)
                    continue
                hashing = Hashing(content)
                if info.name == MANIFEST:
                    manifest = hashing.read(LONGEST_MANIFEST)
                else:
                    take(_known(info.name), hashing)  # type: ignore[arg-type]
                while hashing.read(PIECE):  # what was not taken
                    pass
                sums.write(hashing.line(info.name))
        while source.read(PIECE):  # what is sealed is known to be whole at its end only
            pass
    except (tarfile.TarError, EOFError) as problem:
        raise Broken(str(problem)) from problem
    if not whole:
        raise Broken(SUMS)
    return _manifest(manifest)


def _is_same(content: IO[bytes], sums: IO[bytes]) -> bool:
    sums.seek(0)
    while True:
        theirs, ours = content.read(PIECE), sums.read(PIECE)
        if theirs != ours or not theirs:
            return theirs == ours


def _known(name: str) -> str:
    """No other names are ours, and none of these leads anywhere else."""
    if name != DATABASE and not is_photo(name):
        raise Broken(name)
    return name


def is_photo(name: str) -> bool:
    """A file that is being put has another name until it is whole."""
    return bool(PHOTO.fullmatch(name) or UPLOAD.fullmatch(name))


def _manifest(said: bytes) -> Manifest:
    try:
        found: dict[str, Any] = json.loads(said)
        return Manifest(**found) if found["form"] == FORM else _of_a_newer_form(found)
    except (ValueError, TypeError, KeyError) as problem:
        raise Broken(MANIFEST) from problem


def _of_a_newer_form(found: dict[str, Any]) -> Manifest:
    return Manifest(found["made_at"], str(found["step"]), {}, 0, 0, form=int(found["form"]))
