"""A PostgreSQL of one's own, and what can befall it while people read and write."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import psycopg

from tests.databases import Postgresql
from tests.durability.desk import Desk, Met, Reader

MOST_CONNECTIONS = 20


class Elephant(Postgresql):
    def __init__(self) -> None:
        super().__init__()
        self.address = self._url_of(self.name)
        self.admin.execute(f"ALTER SYSTEM SET max_connections = {MOST_CONNECTIONS}")
        self._end(signal.SIGINT)
        self.own.ensure_postgres_running()

    @contextmanager
    def ended_fast(self) -> Iterator[None]:
        """As an operator restarts it: who is connected is told."""
        yield from self._ended(signal.SIGINT)

    @contextmanager
    def ended_at_once(self) -> Iterator[None]:
        """As after a crash: it mends itself when it begins again."""
        yield from self._ended(signal.SIGQUIT)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """As on a machine that is moved: connections stay, and nothing comes."""
        processes = list(self._processes())
        _send(processes, signal.SIGSTOP)
        try:
            yield
        finally:
            _send(processes, signal.SIGCONT)

    @contextmanager
    def used_up(self) -> Iterator[None]:
        """By other programs, which take every connection that there is."""
        others = []
        with suppress(psycopg.OperationalError):
            while len(others) <= MOST_CONNECTIONS:
                others.append(psycopg.connect(self.own.get_uri()))
        yield
        for other in others:
            other.close()

    def stop(self) -> None:
        self.admin.close()
        self.own.cleanup()
        shutil.rmtree(self.folder)

    def _ended(self, how: signal.Signals) -> Iterator[None]:
        self._end(how)
        yield
        self.own.ensure_postgres_running()

    def _end(self, how: signal.Signals) -> None:
        pid = self.own.get_pid()
        os.kill(pid, how)
        while Path(f"/proc/{pid}/stat").exists():
            time.sleep(0.02)

    def _processes(self) -> Iterator[int]:
        postmaster = self.own.get_pid()
        yield postmaster
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                if int(stat.read_text().rpartition(") ")[2].split()[1]) == postmaster:
                    yield int(stat.parent.name)


TROUBLES = (Elephant.ended_fast, Elephant.ended_at_once, Elephant.paused, Elephant.used_up)


def _send(processes: list[int], how: signal.Signals) -> None:
    for pid in processes:
        with suppress(ProcessLookupError):
            os.kill(pid, how)


def read_through(
    trouble: AbstractContextManager[None], seconds: float, reader: Reader, writer: Desk
) -> tuple[Met, float]:
    """What a reader met while it lasted so long, and how soon after it a save went through."""
    for path in reader.paths * 3:  # asked for again: now they are kept
        reader.desk.get(path)
    with ThreadPoolExecutor(1) as thread:
        with trouble:
            reading = thread.submit(reader)
            ends = time.monotonic() + seconds
            while time.monotonic() < ends:
                writer.save("Речення, що чекає")
        over = time.monotonic()
        while writer.save("Речення після того").status_code != 201:
            assert time.monotonic() - over < 30, "it is not well again by itself"
            time.sleep(0.1)
        well_after = time.monotonic() - over
        reader.is_done = True
        return reading.result(), well_after
