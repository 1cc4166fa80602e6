"""Small servers on this machine that answer as they are told, byte by byte where it matters."""

import socket
import ssl
from collections.abc import Callable
from contextlib import contextmanager, suppress
from threading import Thread

Handler = Callable[[socket.socket, bytes], None]


class Server:
    def __init__(self, handler: Handler, tls: ssl.SSLContext | None) -> None:
        self.handler, self.tls = handler, tls
        self.asked: list[bytes] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):  # closed already
            self.listener.shutdown(socket.SHUT_RDWR)  # else who waits for a call takes one more
        self.listener.close()

    def _accept(self) -> None:
        with suppress(OSError):  # closed at the end
            while True:
                connection, _ = self.listener.accept()
                Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            connection.settimeout(30)
            if self.tls:
                with self.tls.wrap_socket(connection, server_side=True) as secure:
                    self._answer(secure)
            else:
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        asked = b""
        while b"\r\n\r\n" not in asked or len(asked) < _length(asked):
            if not (part := connection.recv(65536)):
                return
            asked += part
        self.asked.append(asked)
        self.handler(connection, asked)
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)


def _length(asked: bytes) -> int:
    """Of the whole question, by what its head says."""
    head, _, _ = asked.lower().partition(b"\r\n\r\n")
    _, _, said = head.partition(b"\r\ncontent-length:")
    return len(head) + 4 + int(said.partition(b"\r\n")[0] or 0)


@contextmanager
def serving(handler: Handler, tls: ssl.SSLContext | None = None):
    server = Server(handler, tls)
    try:
        yield server
    finally:
        server.close()


def answer(
    body: bytes = b"ok", status: str = "200 OK", length: bool = True, **headers: str
) -> Handler:
    """The same answer to everybody."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if length:
        lines.append(f"Content-Length: {len(body)}")
    head = "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode()
    return lambda connection, asked: connection.sendall(head + body)
