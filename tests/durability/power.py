"""Power cuts: a folder on a disk that forgets, in each way that a disk may, what was not synced."""

import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.serving import Server

SOURCE = Path(__file__).with_name("powercut.c")
PAGE, SECTOR = 4096, 512
RECORDS = ("files", "folders", "held", "locks")
Names = dict[str, tuple[int, bool]]  # name → inode, and whether that is a folder


def library(folder: Path) -> Path:
    """The compiled powercut.c, to be loaded before libc."""
    made = folder / "powercut.so"
    compiler = ["gcc", "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror"]
    subprocess.run([*compiler, "-o", made, SOURCE, "-ldl"], check=True)
    return made


class Disk:
    """``folder`` must be there; what is in it when this begins is on the disk."""

    def __init__(self, folder: Path, loaded: Path) -> None:
        self.folder = folder.resolve()
        self._synced = self.folder.with_name(f"{folder.name}.synced")
        self.environment = {
            "LD_PRELOAD": str(loaded),
            "POWERCUT_FOLDER": str(self.folder),
            "POWERCUT_SYNCED": str(self._synced),
        }
        self._settle()

    def cut(self, chance: random.Random, strict: bool | None = None) -> None:
        """Put into the folder what a machine finds there when it has power again.

        ``strict``: nothing that was not synced. Else chance keeps some of it: new names, pages, and
        of the last page some sectors.
        """
        is_strict = chance.random() < 0.5 if strict is None else strict
        found = self.folder.with_name(f"{self.folder.name}.found")
        found.mkdir()
        self._restore(found, self.folder, self.folder.stat().st_ino, chance, is_strict)
        shutil.rmtree(self.folder)
        found.rename(self.folder)
        self._settle()

    def _settle(self) -> None:
        """All that is there is on the disk by now."""
        shutil.rmtree(self._synced, ignore_errors=True)
        for record in RECORDS:
            (self._synced / record).mkdir(parents=True)
        for folder in (self.folder, *self._folders()):
            lines = []
            for path in folder.iterdir():
                inode = path.stat().st_ino
                lines.append(f"{inode} {'d' if path.is_dir() else 'f'} {path.name}\n")
                if path.is_file():
                    shutil.copyfile(path, self._record("files", inode))
                    self._record("held", inode).hardlink_to(path)
            self._record("folders", folder.stat().st_ino).write_text("".join(lines))

    def _folders(self) -> Iterator[Path]:
        return (path for path in self.folder.rglob("*") if path.is_dir())

    def _record(self, kind: str, inode: int) -> Path:
        return self._synced / kind / str(inode)

    def _restore(
        self, to: Path, live: Path | None, inode: int, chance: random.Random, is_strict: bool
    ) -> None:
        """A folder; ``live`` is where it was until just now, if it was."""
        there = _names_in(live) if live else {}
        names = self._synced_names(inode)
        if not is_strict and chance.random() < 0.5:  # its journal was written meanwhile
            names = there
        for name, (its_inode, is_folder) in names.items():
            if is_folder:
                (to / name).mkdir()
                was = live / name if live and there.get(name) == (its_inode, True) else None
                self._restore(to / name, was, its_inode, chance, is_strict)
            else:
                content = self._content(its_inode, live, there, chance, is_strict)
                (to / name).write_bytes(content)
                if (held := self._record("held", its_inode)).exists():
                    shutil.copymode(held, to / name)

    def _synced_names(self, inode: int) -> Names:
        record = self._record("folders", inode)
        lines = record.read_text().splitlines() if record.exists() else []
        parts = [line.split(" ", 2) for line in lines]
        return {name: (int(its_inode), kind == "d") for its_inode, kind, name in parts}

    def _content(
        self, inode: int, live: Path | None, there: Names, chance: random.Random, is_strict: bool
    ) -> bytes:
        record, held = self._record("files", inode), self._record("held", inode)
        synced = record.read_bytes() if record.exists() else b""
        if is_strict:
            return synced
        named = [live / name for name, (its, _) in there.items() if live and its == inode]
        written = next((path for path in (held, *named) if path.exists()), None)
        return torn(synced, written.read_bytes() if written else synced, chance)


def _names_in(folder: Path) -> Names:
    return {path.name: (path.stat().st_ino, path.is_dir()) for path in folder.iterdir()}


def torn(synced: bytes, written: bytes, chance: random.Random) -> bytes:
    """Of what was written since the last sync some pages, and one of them in part."""
    size = chance.choice(
        [len(synced), len(written), chance.randint(*sorted((len(synced), len(written))))]
    )
    found = bytearray(synced[:size].ljust(size, b"\0"))
    new = [at for at in range(0, size, PAGE) if synced[at : at + PAGE] != written[at : at + PAGE]]
    kept = [at for at in new if chance.random() < 0.5]
    for at in kept:
        length = PAGE if at != kept[-1] else chance.randrange(0, PAGE + 1, SECTOR)
        page = written[at : at + min(length, size - at)]
        found[at : at + len(page)] = page
    return bytes(found)


class PowerCut:
    """How a server dies whose machine loses its power."""

    def __init__(self, disk: Disk, strict: bool | None = None) -> None:
        self.disk, self.strict = disk, strict

    def __call__(self, server: Server, chance: random.Random) -> None:
        server.kill()
        self.disk.cut(chance, self.strict)
