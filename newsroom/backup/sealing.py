"""Sealing an archive for one reader, in the age format (https://age-encryption.org/v1).

The server knows the public key only, so whoever takes the server cannot read former backups.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pyrage.x25519 import Identity, Recipient

SEALED = b"age-encryption.org/v1"
PIECE = 1024 * 1024


class Broken(Exception):  # noqa: N818 -- what the file is, not what we did
    """The archive is not as it was written, or it is not for this key."""


def one_time_key() -> "Identity":
    """With which an archive is read back once, by the process that wrote it."""
    from pyrage import x25519

    return x25519.Identity.generate()


def recipients(keys: str) -> "list[Recipient]":
    """Public keys with commas between them, as the setting has them."""
    from pyrage import x25519

    return [x25519.Recipient.from_str(key.strip()) for key in keys.split(",") if key.strip()]


def identities(path: Path) -> "list[Identity]":
    """The secret keys in a file of age-keygen or `flask backup-key`. Raises ValueError."""
    from pyrage import IdentityError, x25519

    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    try:
        found = [x25519.Identity.from_str(line) for line in lines if line and line[0] != "#"]
    except IdentityError:
        found = []
    if not found:
        raise ValueError(path)
    return found


def is_sealed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(SEALED)) == SEALED


@contextmanager
def sealed(out: IO[bytes], keys: "list[Recipient]") -> Iterator[IO[bytes]]:
    """What is written goes to ``out`` sealed. Raises the OSError of ``out``."""
    import pyrage

    reading, writing = os.pipe()
    told = _Telling(out)

    def seal() -> None:
        with os.fdopen(reading, "rb", buffering=PIECE) as source:
            try:
                pyrage.encrypt_io(source, cast("IO[bytes]", told), keys)
            except Exception as problem:
                told.problem = told.problem or problem

    thread = Thread(target=seal, name="sealing")
    thread.start()
    try:
        with suppress(BrokenPipeError), os.fdopen(writing, "wb", buffering=PIECE) as pipe:
            yield pipe
    finally:
        thread.join()
    if told.problem:
        raise told.problem


class _Telling:
    """Keeps the problem of a file, of which pyrage tells the words only."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out = out
        self.problem: Exception | None = None

    def write(self, piece: bytes) -> int:
        try:
            return self.out.write(piece)
        except OSError as problem:
            self.problem = problem
            raise

    def flush(self) -> None:
        self.out.flush()


@contextmanager
def unsealed(source: IO[bytes], keys: "list[Identity]") -> Iterator[IO[bytes]]:
    """What ``source`` has, readable once from the beginning to the end. Raises Broken."""
    import pyrage

    reading, writing = os.pipe()
    problems: list[Exception] = []

    def unseal() -> None:
        pipe = os.fdopen(writing, "wb", buffering=PIECE)
        try:
            pyrage.decrypt_io(source, pipe, keys)
        except Exception as problem:
            problems.append(problem)
        with suppress(BrokenPipeError):
            pipe.close()

    thread = Thread(target=unseal, name="unsealing")
    thread.start()
    try:
        with os.fdopen(reading, "rb", buffering=PIECE) as opened:
            yield opened
    finally:
        thread.join()
        if problems and not isinstance(problems[0], BrokenPipeError):
            raise Broken(str(problems[0])) from problems[0]
