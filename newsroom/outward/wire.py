"""The wire: a connection to exactly the number that was checked, until the time is up."""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import httpcore

from newsroom.outward.numbers import Number
from newsroom.outward.problems import NotReached

AT_ONCE = 16 * 1024  # bytes handed to the network before looking at the time again


class Deadline:
    """The moment when it is over, whatever comes in drips until then."""

    def __init__(self, seconds: float) -> None:
        self._ends_at = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds. Raises NotReached when there are none."""
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise NotReached("it takes too long")
        return left


Lookup = Callable[[str, int], Iterable[str]]


def look_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def numbers_of(host: str, port: int, lookup: Lookup, deadline: Deadline) -> list[Number]:
    """The numbers behind a name. The system's resolver knows no deadline, so a thread waits."""
    answers: SimpleQueue[list[str] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(list(lookup(host, port)))
        except Exception as problem:
            answers.put(problem)

    Thread(target=ask, name="outward-lookup", daemon=True).start()
    try:
        found = answers.get(timeout=deadline.left())
    except Empty:
        raise NotReached(f"{host} is not found in time") from None
    if isinstance(found, Exception) or not found:
        raise NotReached(f"{host} is not found")
    return [ip_address(number) for number in found]


class Wire(httpcore.NetworkBackend):
    """Connects to ``numbers``, whatever host it is told: nobody looks the name up again."""

    def __init__(self, numbers: Sequence[Number], deadline: Deadline) -> None:
        self._numbers = numbers
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        waiting = len(self._numbers)
        for number in self._numbers:
            share = self._deadline.left() / waiting
            waiting -= 1
            try:
                stream = httpcore.SyncBackend().connect_tcp(str(number), port, timeout=share)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if not waiting:
                    raise
            else:
                return Stream(stream, self._deadline)
        raise httpcore.ConnectError("no number")


class Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), AT_ONCE):
            part = buffer[start : start + AT_ONCE]
            self._stream.write(part, timeout=self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left()
        secure = self._stream.start_tls(ssl_context, server_hostname, timeout=left)
        return Stream(secure, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
