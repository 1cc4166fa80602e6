"""What backups are called: the moment in it, so that they sort by age."""

import fcntl
import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from newsroom.photos.stores import UNFINISHED

OURS = re.compile(r"newsroom-[0-9]{8}T[0-9]{6}Z\.tar(\.age)?")


def name_at(moment: datetime, *, is_sealed: bool) -> str:
    return f"newsroom-{moment:%Y%m%dT%H%M%SZ}.tar{'.age' if is_sealed else ''}"


def in_folder(folder: Path) -> list[Path]:
    """Whole ones, the newest first."""
    found = [path for path in folder.iterdir() if OURS.fullmatch(path.name) and path.is_file()]
    return sorted(found, key=lambda path: path.name.partition(".")[0], reverse=True)


def unfinished(path: Path) -> Path:
    return path.with_name(UNFINISHED + path.name)


def remove_unfinished(folder: Path) -> None:
    """Of backups that were killed or cut off. One that is being written is locked."""
    for path in folder.glob(f"{UNFINISHED}newsroom-*"):
        if OURS.fullmatch(path.name.removeprefix(UNFINISHED)):
            with suppress(BlockingIOError), path.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink(missing_ok=True)


def keep_newest(made: Path, number: int) -> list[Path]:
    """Remove all but so many; returns what was removed. What has another name is left alone.

    ``made``: the one of just now, which stays also when the clock was ahead before.
    """
    removed = [path for path in in_folder(made.parent) if path != made][number - 1 :]
    for path in removed:
        path.unlink()
    return removed
