"""The folder of a mirror: what is served, and beside it what is not.

`public/` is the site; `nginx/` is what a web server has to know; `begun/` holds files that are not
whole yet, `inventory` what there is.
"""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsroom.disk import sync_folder

PUBLIC, SERVER, BEGUN, INVENTORY, LOCK = "public", "nginx", "begun", "inventory", "lock"
FOR_ALL, FOLDER_FOR_ALL = 0o644, 0o755  # another program's user serves them


class NotAMirror(Exception):  # noqa: N818 -- a refusal, not a fault
    """The folder holds something else. ``str()`` is its name."""


class NotOurs(Exception):  # noqa: N818 -- a refusal, not a fault
    """A file that somebody else put there has the name of one of ours. ``str()`` is its name."""


class Folder:
    def __init__(self, root: Path) -> None:
        """Raises NotAMirror when there is something, and it is no mirror."""
        self.root = root
        self.public = root / PUBLIC
        if root.is_dir() and any(root.iterdir()) and not (root / LOCK).is_file():
            raise NotAMirror(str(root))
        root.mkdir(parents=True, exist_ok=True)
        (root / LOCK).touch()
        for name in (PUBLIC, SERVER, BEGUN):
            _make(root / name)
        sync_folder(root)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """With nobody else at work here, in this process or another; for one page, not for long."""
        with (self.root / LOCK).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def clear_begun(self) -> None:
        """What somebody who died had begun. Only alone."""
        for left in (self.root / BEGUN).iterdir():
            left.unlink()

    def write(self, name: str, content: bytes, under: str = PUBLIC) -> None:
        """Whole or not at all, whenever the process or the power ends: the file, then its name."""
        path = self.root / under / name
        _make(path.parent)
        begun, temporary = tempfile.mkstemp(dir=self.root / BEGUN)
        with os.fdopen(begun, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(begun, FOR_ALL)
            os.fsync(begun)
        Path(temporary).replace(path)
        sync_folder(path.parent)

    def has(self, name: str, size: int) -> bool:
        try:
            return (self.public / name).stat().st_size == size
        except OSError:
            return False

    def is_there(self, name: str) -> bool:
        return (self.public / name).exists()

    def remove(self, name: str) -> None:
        """With the folders that are left empty; no power cut brings it back."""
        path = self.public / name
        path.unlink(missing_ok=True)
        folder = path.parent
        while folder != self.public:
            try:
                folder.rmdir()
            except FileNotFoundError:
                pass
            except OSError:  # something else is in it
                break
            folder = folder.parent
        sync_folder(folder)


def _make(folder: Path) -> None:
    if folder.is_dir():
        return
    _make(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(FOLDER_FOR_ALL)
    sync_folder(folder.parent)
