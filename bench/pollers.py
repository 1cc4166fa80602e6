"""Ten thousand open pages that ask for news, while two people write and publish."""

import asyncio
import gzip
import itertools
import json
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import bars
from bench.filling import ORIGIN, Filled, filled
from bench.open_loop import Connections, Reply, Tally, connections, on_the_core_that_asks, until
from bench.pages import story
from bench.rows import Row, Size
from bench.servers import Server, free_port, newsroom
from bench.signing_in import Browser
from bench.writing import Writer

MANY = 10_000
SIDEBARS, SIDEBARS_EVERY = 5_000, 15
BOXES, BOXES_EVERY = 5_000, 30
READ = 100  # articles that pages show; every other page is one
VIEWS = 5  # one of so many polls of a box is a page that was just opened, and is counted
SAVES, SAVE_EVERY = 5, 10  # before each publication, seconds; of each of the two
OPEN = 200  # connections, as a proxy in front has them
SEEN = re.compile(rb"seen=([0-9a-f]+)")
PACKED = "Accept-Encoding: gzip\r\nUser-Agent: Mozilla/5.0\r\n"


@dataclass
class Crowd:
    """What the open pages know together: the answers that they had, by their tags."""

    connections: Connections
    key: str
    polls: Tally = field(default_factory=Tally)
    beacons: Tally = field(default_factory=Tally)
    known: dict[str, str] = field(default_factory=dict)
    count_url: str = ""

    async def sidebar(self, number: int, begin: float, end: float) -> None:
        """Every tenth is a browser that only asks whether its copy is still good."""
        reading = f"&reading={story(MANY, number % READ)}-0" if number % 2 else ""
        seen = tag = ""
        due = begin + random.uniform(0, SIDEBARS_EVERY)
        while due < end:
            await until(due)
            ask_for_copy = f"If-None-Match: {tag}\r\n" if tag and number % 10 == 0 else ""
            query = f"?seen={seen or 0}{reading}" if not ask_for_copy else ""
            reply = await self.connections.ask(f"/recent{query}", PACKED + ask_for_copy)
            self.polls.note(due, reply)
            seen, tag = self._edition(reply) or seen, reply.headers.get("etag", tag)
            due += SIDEBARS_EVERY

    async def box(self, begin: float, end: float) -> None:
        seen = ""
        due = begin + random.uniform(0, BOXES_EVERY)
        while due < end:
            await until(due)
            path = f"/widget/{self.key}.json?at={int(due) % 600}&seen={seen or 0}"
            reply = await self.connections.ask(path, f"{PACKED}Origin: {ORIGIN}\r\n")
            self.polls.note(due, reply)
            seen = self._edition(reply) or seen
            if self.count_url and random.randrange(VIEWS) == 0:
                await self._count()
            due += BOXES_EVERY

    async def _count(self) -> None:
        headers = f"{PACKED}Origin: {ORIGIN}\r\n"
        now = time.monotonic()
        self.beacons.note(now, await self.connections.ask(self.count_url, headers, b""))

    def _edition(self, reply: Reply) -> str:
        """Read once from each answer, because this client has one core too."""
        if reply.status != 200:
            return ""
        tag = reply.headers["etag"]
        if tag not in self.known:
            is_packed = reply.headers.get("content-encoding") == "gzip"
            body = gzip.decompress(reply.body) if is_packed else reply.body
            if reply.headers["content-type"] == "application/json":
                told = json.loads(body)
                self.known[tag], self.count_url = told["edition"], told["count"]
            else:
                self.known[tag] = SEEN.search(body)[1].decode()
        return self.known[tag]


async def _publish(
    connections: Connections, browser: Browser, begin: float, end: float, saves: Tally
) -> None:
    writer = Writer(connections, browser)
    steps = itertools.cycle([writer.save] * SAVES + [writer.publish])
    due = begin + random.uniform(0, SAVE_EVERY)
    while due < end:
        await until(due)
        step = next(steps)
        saves.note(due, await step())
        if step == writer.publish:
            writer.begin()
        due += SAVE_EVERY


async def _all(server: Server, there: Filled, seconds: int) -> tuple[Crowd, Tally]:
    saves = Tally()
    async with connections(server.port, OPEN) as opened, connections(server.port, 2) as desk:
        crowd = Crowd(opened, there.partner)
        begin = time.monotonic()
        settled = begin + BOXES_EVERY  # by then all have asked once
        end = settled + seconds
        work = [crowd.sidebar(number, begin, end) for number in range(SIDEBARS)]
        work += [crowd.box(begin, end) for _ in range(BOXES)]
        work += [_publish(desk, browser, begin, end, saves) for browser in there.people]
        running = asyncio.gather(*work)
        await until(settled)
        crowd.polls, crowd.beacons = Tally(), Tally()
        await running
    return crowd, saves


def pollers(size: Size) -> Iterator[Row]:
    seconds = 120 if size.is_full else 30
    with TemporaryDirectory() as name:
        there = filled(Path(name), MANY, people=2)
        with newsroom(there.database, free_port()) as server, on_the_core_that_asks():
            spent = server.processor_seconds
            crowd, saves = asyncio.run(_all(server, there, seconds))
            spent = (server.processor_seconds - spent) / (seconds + BOXES_EVERY)
        tallies = (crowd.polls, crowd.beacons, saves)
        if any(tally.failures for tally in tallies):
            raise RuntimeError("; ".join(map(str, tallies)))
        rate = len(crowd.polls.milliseconds) / seconds
        yield Row("polls, p99", crowd.polls.percentile(99), bars.POLL_P99, f"{crowd.polls}")
        also = f"{crowd.beacons}"
        yield Row("views counted, p99", crowd.beacons.percentile(99), bars.POLL_P99, also)
        yield Row("saves and publications, p99", saves.percentile(99), None, f"{saves}", "ms")
        yield Row("polls a second", rate, None, f"{spent:.0%} of the server's core", "")
