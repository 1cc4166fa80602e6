"""The database held by another process, while people read and write."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from newsroom.database import sqlite
from tests.durability.desk import Desk, Met, Reader

WRITERS = 40  # more than the server has threads


@contextmanager
def held(database: str) -> Iterator[None]:
    """As by a program that never comes to its commit."""
    holder = sqlite.connect(database.removeprefix("sqlite:///"), isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        yield
    finally:
        holder.close()


@dataclass
class Told:
    """What people met while it was held, and how soon it was well again."""

    readers: list[Met]
    saves: list[int]
    longest_save: float
    well_after: float


def while_held(database: str, seconds: float, readers: list[Reader], writers: list[Desk]) -> Told:
    """All read, and save again and again, while somebody holds the lock for so long."""
    for writer in writers:
        writer.met = Met()
    with ThreadPoolExecutor(len(readers) + len(writers)) as people:
        reading = [people.submit(reader) for reader in readers]
        with held(database):
            ends = time.monotonic() + seconds
            saving = [people.submit(_save_until, writer, ends) for writer in writers]
            time.sleep(seconds)
        freed = time.monotonic()
        for writer in saving:
            writer.result()
        well_after = _saved_again(writers[0]) - freed
        for reader in readers:
            reader.is_done = True
        met = [each.result() for each in reading]
    statuses = [status for writer in writers for status in writer.met.statuses]
    return Told(met, statuses, max(writer.met.slowest for writer in writers), well_after)


def _save_until(desk: Desk, ends: float) -> None:
    while time.monotonic() < ends:
        answer = desk.save("Речення, що чекає")
        if answer.status_code == 503:
            assert answer.headers["Retry-After"] == "5"
            assert re.search(r'id="refused".*Сервер перевантажено', answer.text, re.S)
            time.sleep(0.3)


def _saved_again(desk: Desk) -> float:
    while desk.save("Речення після того").status_code != 201:
        time.sleep(0.1)
    return time.monotonic()
