"""The time from the command to the first answer."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench import bars
from bench.filling import filled
from bench.rows import Row, Size
from bench.servers import free_port, newsroom


def starting(size: Size) -> Iterator[Row]:
    with TemporaryDirectory() as name:
        there = filled(Path(name), 1_000)
        times = []
        for _ in range(9 if size.is_full else 5):
            with newsroom(there.database, free_port()) as server:
                times.append(server.started_in)
    also = f"of {len(times)} starts the slowest {max(times):.2f} s"
    yield Row("until it answers", median(times), bars.START, also)
