"""A client that asks at given times, whatever the answers take.

Who asks again only when the answer is there asks a slow server less, and never sees how slow it is.
So an answer's time counts from when it was due to be asked for.
"""

import asyncio
import os
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from bench.servers import ASKING_CORE


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]  # names in small letters
    body: bytes


@dataclass
class Tally:
    """The times of many answers, and how many there were of each status."""

    milliseconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def note(self, due: float, reply: Reply) -> None:
        self.milliseconds.append((time.monotonic() - due) * 1000)
        self.statuses[reply.status] += 1

    @property
    def failures(self) -> int:
        return sum(n for status, n in self.statuses.items() if status >= 400)

    def percentile(self, percent: float) -> float:
        """The smallest time that so many of a hundred do not pass."""
        ordered = sorted(self.milliseconds)
        return ordered[max(0, -int(-len(ordered) * percent // 100) - 1)]

    def __str__(self) -> str:
        kinds = ", ".join(f"{n:,} × {status}" for status, n in sorted(self.statuses.items()))
        most = max(self.milliseconds)
        return f"p50 {self.percentile(50):.0f} ms, the slowest {most:.0f} ms; {kinds}"


class Connections:
    """So many open ones to a server on this machine; each carries one request at a time."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._free: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = (
            asyncio.Queue()
        )

    async def open(self, many: int) -> None:
        for _ in range(many):
            self._free.put_nowait(await asyncio.open_connection("127.0.0.1", self._port))

    async def ask(
        self, path: str, headers: str = "", body: bytes | None = None, method: str = ""
    ) -> Reply:
        """``headers``: lines that each end with CR LF."""
        length = "" if body is None else f"Content-Length: {len(body)}\r\n"
        method = method or ("GET" if body is None else "POST")
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n{headers}{length}\r\n"
        reader, writer = await self._free.get()
        try:
            writer.write(head.encode() + (body or b""))
            return await _read(reader)
        finally:
            self._free.put_nowait((reader, writer))

    def close(self) -> None:
        while not self._free.empty():
            self._free.get_nowait()[1].close()


@asynccontextmanager
async def connections(port: int, many: int) -> AsyncIterator[Connections]:
    opened = Connections(port)
    await opened.open(many)
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def on_the_core_that_asks() -> Iterator[None]:
    """So that it takes nothing from the server."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {ASKING_CORE})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


async def until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - time.monotonic()))


async def _read(reader: asyncio.StreamReader) -> Reply:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    length = int(headers.get("content-length", 0))
    body = await reader.readexactly(length) if length else b""
    if headers.get("transfer-encoding") == "chunked":
        body = await _chunks(reader)
    return Reply(int(first.split()[1]), headers, body)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    whole = b""
    while size := int(await reader.readline(), 16):
        whole += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return whole
