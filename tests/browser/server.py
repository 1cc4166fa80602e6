"""The newsroom as a process of its own, as in production, which a test may kill and start again."""

import os
import signal
import socket
import time
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

from tests.browser.standby import Forked, standby

SECONDS_TO_START = 60  # on a machine that does much else, too


class Server:
    def __init__(self, database: str, log: Path, settings: dict[str, object]) -> None:
        self.log = log
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.settings = {
            "BASE_URL": self.url,
            "DATABASE_URL": database,
            "SECRET_KEY": "only for tests",
            **settings,
        }
        self.process: Forked | None = None

    def start(self) -> None:
        """Serve, and return when the first answer came."""
        variables = {f"NEWSROOM_{name}": str(value) for name, value in self.settings.items()}
        options = ["--interface", "wsgi", "--port", str(self.port), "--blocking-threads", "4"]
        self.process = standby().granian(
            *options, "app:app", environment=os.environ | variables, log=self.log
        )
        self._wait_until_it_answers()

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline and not self.process.is_over():
            try:
                with urlopen(f"{self.url}/healthz", timeout=5):
                    return
            except OSError:
                time.sleep(0.02)
        self.kill()
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()}")

    @property
    def processor_seconds(self) -> float:
        """What all its processes have taken of the processor so far, to a hundredth of a second."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):  # it has ended meanwhile
                fields = stat.read_text().rpartition(") ")[2].split()
                ticks += sum(map(int, fields[11:13])) if int(fields[2]) == self.process.pid else 0
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """As an operator would: requests under way are answered."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """As a power cut would, all its processes at once."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, how)
        if self.process.is_over(within=10):
            self.process = None
        else:
            self.kill()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]
