"""The disk: what must be there after a power cut is synced, names as well as contents."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """The names in it: a file that was synced is not found when its name was not."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
