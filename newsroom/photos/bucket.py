"""Photos in any S3-compatible store, through obstore. A PUT there is whole or not at all.

Who may, and where it is, stands in the AWS_… variables of the environment, as everywhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING

from obstore.exceptions import BaseError
from obstore.store import S3Store

from newsroom.photos.stores import Kept

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig

PATIENCE: "ClientConfig" = {
    "timeout": timedelta(seconds=60),
    "connect_timeout": timedelta(seconds=5),
    "allow_http": True,  # the address says it: a store in the same network may speak it
}
AGAIN: "RetryConfig" = {"max_retries": 2, "retry_timeout": timedelta(seconds=60)}


class Bucket:
    def __init__(self, url: str) -> None:
        self._url = url
        self._store: S3Store | None = None

    def put(self, key: str, source: IO[bytes]) -> None:
        with _as_of_files():
            self._open().put(key, source)

    def read(self, key: str) -> bytes:
        with _as_of_files():
            return bytes(self._open().get(key).bytes())

    def fetch(self, key: str, target: Path) -> None:
        with _as_of_files(), target.open("wb") as file:
            for piece in self._open().get(key).stream():
                file.write(piece)

    def remove(self, key: str) -> None:
        try:
            with _as_of_files():
                self._open().delete(key)
        except FileNotFoundError:
            return

    def under(self, prefix: str) -> Iterator[Kept]:
        with _as_of_files():
            for page in self._open().list(prefix):
                for each in page:
                    yield Kept(each["path"], each["size"], each["last_modified"])

    def _open(self) -> S3Store:
        """Not before a process needs it: its threads would not survive a fork."""
        if self._store is None:
            self._store = S3Store.from_url(self._url, client_options=PATIENCE, retry_config=AGAIN)
        return self._store


@contextmanager
def _as_of_files() -> Iterator[None]:
    """What goes wrong, as if it went wrong with a file."""
    try:
        yield
    except BaseError as problem:
        raise OSError(str(problem).partition("\n")[0]) from problem
