"""The newsroom as processes of its own, as in production, which a test may kill and start again."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

from tests.standby import Group, begin, standby

SECONDS_TO_START = 60  # on a machine that does much else, too


class Server:
    """granian with the newsroom, on a port of its own, which stays the same when it starts again.

    ``settings`` are ours, without NEWSROOM_; ``options`` are granian's; ``environment`` is what
    else its processes find there. It is forked from a process that has imported everything; one
    that is ``fresh`` begins as an operator's does, which takes a second more: for what is
    preloaded, and to see how long it takes.
    """

    def __init__(
        self,
        database: str,
        log: Path,
        settings: dict[str, object] | None = None,
        *,
        app: str = "app:app",
        options: tuple[str, ...] = ("--blocking-threads", "4"),
        environment: dict[str, str] | None = None,
        fresh: bool = False,
    ) -> None:
        self.log = log
        self.app = app
        self.options = options
        self.fresh = fresh
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.settings = {
            "BASE_URL": self.url,
            "DATABASE_URL": database,
            "SECRET_KEY": "only-for-tests",
            **(settings or {}),
        }
        self.environment = environment or {}
        self.process: Group | None = None

    def start(self) -> float:
        """Serve, and return when the first answer came: after so many seconds."""
        began = time.monotonic()
        self.begin()
        self.wait_until_it_answers()
        return time.monotonic() - began

    def begin(self) -> None:
        """Serve, and do not wait for it."""
        variables = {f"NEWSROOM_{name}": str(value) for name, value in self.settings.items()}
        environment = os.environ | variables | self.environment
        how = ("--interface", "wsgi", "--port", str(self.port), *self.options, self.app)
        granian = begin if self.fresh else standby(environment.get("LD_PRELOAD", "")).granian
        self.process = granian(*how, environment=environment, log=self.log)

    def wait_until_it_answers(self, path: str = "/healthz") -> None:
        """With a status below 400, that is."""
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline and not self.is_over():
            try:
                with urlopen(f"{self.url}{path}", timeout=5):
                    return
            except OSError:
                time.sleep(0.02)
        self.kill()
        raise RuntimeError(f"the server did not start:\n{self.logged}")

    def is_over(self, within: float = 0) -> bool:
        """Whether none of its processes runs any more, or all end within so many seconds."""
        return self.process is None or self.process.is_over(within)

    @property
    def logged(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    @property
    def processor_seconds(self) -> float:
        """What all its processes have taken of the processor so far, to a hundredth of a second."""
        ticks = sum(
            sum(map(int, fields[11:13]))
            for _pid, fields in _processes()
            if self.process and int(fields[2]) == self.process.pid
        )
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """As an operator would: requests under way are answered."""
        if self.process is None:
            return
        self.process.send(signal.SIGTERM)
        if not self.process.is_over(within=10):
            self.kill()
        self.process = None

    def kill(self) -> None:
        """As a power cut would, all its processes at once, darkrooms and all."""
        if self.process is None:
            return
        self.process.send(signal.SIGSTOP)  # nobody begins another meanwhile
        apart = _begun_by(self.process.pid)
        self.process.send(signal.SIGKILL)
        for pid in apart:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if not self.process.is_over(within=60):
            raise RuntimeError("a process of the server outlives kill -9")
        self.process = None


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _processes() -> Iterator[tuple[int, list[str]]]:
    """Each process of the machine, with the fields of its stat that follow its name."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            yield int(stat.parent.name), stat.read_text().rpartition(") ")[2].split()


def _begun_by(group: int) -> set[int]:
    """The processes that those of the group have begun as groups of their own."""
    parents = {pid: (int(fields[1]), int(fields[2])) for pid, fields in _processes()}
    family = {pid for pid, (_parent, its_group) in parents.items() if its_group == group}
    apart: set[int] = set()
    while more := {pid for pid, (parent, _) in parents.items() if parent in family | apart} - (
        family | apart
    ):
        apart |= more
    return apart
