"""Clients that hold a connection and say almost nothing on it, from a few addresses."""

import socket
from contextlib import ExitStack, contextmanager

HEAD = b"GET / HTTP/1.1\r\nHost: news.example\r\nX-Slow: "
BODY = b"POST /sign-in HTTP/1.1\r\nHost: news.example\r\nContent-Length: 1000\r\n\r\nemail="


@contextmanager
def clients(port: int, number: int, said: bytes):
    with ExitStack() as held:
        for one in range(number):
            ours = (f"127.0.0.{10 + one % 8}", 0)
            connection = socket.create_connection(("127.0.0.1", port), 30, source_address=ours)
            held.enter_context(connection)
            connection.sendall(said)
        yield
