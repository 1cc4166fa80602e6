"""Disks in trouble, each for the files of one folder."""

import subprocess
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

import pytest

from tests.programs import find

SIZE = 16 * 1024 * 1024
SOURCE = Path(__file__).with_name("disk.c")


class Trouble(StrEnum):
    NONE = "-"
    FULL = "full"  # nothing grows; what is there can be written over
    READ_ONLY = "read-only"
    BROKEN = "broken"  # nobody can tell whether what was written is on it


class ToldDisk:
    """An ordinary folder; what befalls it is told by a library that stands before the system's."""

    troubles = (Trouble.FULL, Trouble.READ_ONLY, Trouble.BROKEN)

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "disk"
        self.folder.mkdir()
        self._says, library = folder / "says", folder / "disk.so"
        self.be(Trouble.NONE)
        subprocess.run([find("gcc"), "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"], check=True)
        told = {"LD_PRELOAD": str(library), "DISK": str(self.folder), "DISK_SAYS": str(self._says)}
        self.environment = {**told, "TMPDIR": str(self.folder)}

    def be(self, trouble: Trouble) -> None:
        self._says.write_text(trouble)

    def files(self) -> set[Path]:
        return {path for path in self.folder.rglob("*") if path.is_file()}

    def go(self) -> None:
        """It is no more."""


class SmallDisk(ToldDisk):
    """A real one in memory, which is really full. Only who may mount can have it."""

    troubles = (Trouble.FULL,)

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "disk"
        self.folder.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "newsroom", self.folder]
        if subprocess.run(mount, check=False, capture_output=True).returncode:
            pytest.skip("no file system may be mounted here")
        self.environment = {"TMPDIR": str(self.folder)}
        self._ballast = self.folder / "ballast"

    def be(self, trouble: Trouble) -> None:
        self._ballast.unlink(missing_ok=True)
        if trouble is Trouble.FULL:
            with suppress(OSError), self._ballast.open("wb", buffering=0) as file:
                while file.write(bytes(4096)):
                    pass

    def go(self) -> None:
        subprocess.run(["umount", "--lazy", self.folder], check=True)
