"""A server's clock that a test sets, while the test's own goes right."""

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

SOURCE = Path(__file__).with_name("clock.c")


class Clock:
    """What to start a server with, and the hands of its clock."""

    def __init__(self, folder: Path) -> None:
        library, self._moved = folder / "clock.so", folder / "moved"
        compiler = ["gcc", "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror"]
        subprocess.run([*compiler, "-o", library, SOURCE, "-ldl"], check=True)
        self.environment = {"LD_PRELOAD": str(library), "CLOCK_FILE": str(self._moved)}
        self.move(timedelta())

    def move(self, by: timedelta) -> None:
        """From now on it is fast by so much, or slow."""
        seconds = int(by.total_seconds()).to_bytes(8, "little", signed=True)
        if not self._moved.exists():
            self._moved.write_bytes(seconds)
        with self._moved.open("r+b") as file:  # in place: servers look at this very file
            file.write(seconds)

    def set(self, moment: datetime) -> None:
        self.move(moment - datetime.now(UTC))
