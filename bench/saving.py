"""Twenty people who save at once."""

import asyncio
import random
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import bars
from bench.filling import Filled, filled
from bench.open_loop import Tally, connections, on_the_core_that_asks, until
from bench.rows import Row, Size
from bench.servers import Server, free_port, newsroom
from bench.writing import Writer

PEOPLE = 20
EVERY = 1.0  # seconds; the page saves a second after a pause, and every ten while somebody types
WARM = 5  # saves of each, before it counts


def saving(size: Size) -> Iterator[Row]:
    seconds = 60 if size.is_full else 10
    with TemporaryDirectory() as name:
        there = filled(Path(name), 10_000, PEOPLE)
        with newsroom(there.database, free_port()) as server, on_the_core_that_asks():
            spread = asyncio.run(_all(server, there, seconds, is_together=False))
            also = f"{spread}"
            what = f"{PEOPLE} people, each once a second"
            yield Row(what, spread.percentile(99), bars.SAVE_P99, also)
            together = asyncio.run(_all(server, there, seconds, is_together=True))
            what = f"{PEOPLE} people, all at the same instant"
            yield Row(what, together.percentile(99), bars.SAVE_P99, f"{together}")


async def _all(server: Server, there: Filled, seconds: int, *, is_together: bool) -> Tally:
    tally = Tally()
    async with connections(server.port, PEOPLE) as opened:
        writers = [Writer(opened, browser) for browser in there.people]
        for writer in writers * WARM:
            await writer.save()
        begin = time.monotonic() + 0.1
        apart = 2 * EVERY if is_together else EVERY
        due = [begin + turn * apart for turn in range(int(seconds / apart))]
        spread = 0 if is_together else apart
        await asyncio.gather(*(_one(writer, due, spread, tally) for writer in writers))
    if tally.failures:
        raise RuntimeError(f"saves: {tally}")
    return tally


async def _one(writer: Writer, due: list[float], spread: float, tally: Tally) -> None:
    for earliest in due:
        moment = earliest + random.uniform(0, spread)
        await until(moment)
        tally.note(moment, await writer.save())
