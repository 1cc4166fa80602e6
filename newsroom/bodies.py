"""The body of a request: read whole before anything waits for it, and within a size.

Each body on its way holds a thread of the server, however slowly it comes, and a few that never
come would stop the site. So there may be only so many at once: of strangers half as many, and few
from one address. What is over the size is not read at all. How long a body may take, only the
server could say, or a proxy: ours gives no way to end a read.

What is larger than any text, such as photos, lies on the disk while it waits.
"""

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any

from flask import Flask, Request, abort, request
from flask_login import current_user
from werkzeug.exceptions import ClientDisconnected, ServiceUnavailable
from werkzeug.sansio.utils import get_content_length
from werkzeug.wsgi import ClosingIterator, LimitedStream

from newsroom.faults import PASSING, fault_of
from newsroom.visitors import network

Environ = dict[str, Any]

PER_ADDRESS = 4
PIECE = 64 * 1024
MOST_FIELDS = 10_000  # the largest merge asks far less; each costs time to take apart
IN_MEMORY = 4 * 1024 * 1024  # what is larger is hardly a text
OF_A_STRANGER = 3 * 1024 * 1024  # the longest article, percent-encoded, comes across a sign-in


def init_app(app: Flask) -> None:
    app.wsgi_app = Bodies(app, app.wsgi_app)  # type: ignore[method-assign]
    app.before_request(_refuse)


def take_larger(app: Flask, path: re.Pattern[str], size: int) -> None:
    """Take bodies of this many bytes at these addresses, from somebody who has signed in."""
    app.extensions.setdefault("larger-bodies", []).append((path, size))


def _refuse() -> None:
    """In words, as every other refusal."""
    request.max_content_length = request.environ.get("newsroom.largest_body")
    match request.environ.get("newsroom.refusal"):
        case 503:
            raise ServiceUnavailable(retry_after=2)
        case OSError() as problem:
            raise problem
        case int(code):
            abort(code)


class Bodies:
    """Middleware: hands the body on complete, or says why it may not be had."""

    def __init__(self, app: Flask, wsgi_app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app
        self._wsgi_app = wsgi_app
        self._lock = threading.Lock()
        self._on_their_way: Counter[str] = Counter()

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        length = _length(environ)
        if length or "HTTP_TRANSFER_ENCODING" in environ:
            is_known = self._is_known(environ)
            if is_known and (length is None or length > OF_A_STRANGER):
                is_known = self._is_still_known(environ)
            largest = self._largest(environ) if is_known else OF_A_STRANGER
            environ["newsroom.largest_body"] = largest
            if (length or 0) <= largest:  # else it is refused by its length alone
                body = self._prepare(environ, largest, is_known)
                return ClosingIterator(self._wsgi_app(environ, start_response), body.close)
        return self._wsgi_app(environ, start_response)

    def _largest(self, environ: Environ) -> int:
        path = str(environ.get("PATH_INFO"))
        larger = self._app.extensions.get("larger-bodies", [])
        sizes = [int(size) for address, size in larger if address.fullmatch(path)]
        return max(int(self._app.config["MAX_CONTENT_LENGTH"]), *sizes, 0)

    def _is_known(self, environ: Environ) -> bool:
        """Whether somebody has signed in with this browser: nobody else can sign such a cookie."""
        session = self._app.session_interface.open_session(self._app, Request(environ))
        return bool(session and session.get("sign_in"))

    def _is_still_known(self, environ: Environ) -> bool:
        """Whether the session has not ended since. It costs a query, so only for large bodies."""
        head = {**environ, "REQUEST_METHOD": "GET"}  # so that it only reads
        try:
            with self._app.request_context(head):
                return bool(current_user.is_authenticated)
        except PASSING:  # nobody can say: what is sent comes back with a sentence
            return True

    def _prepare(self, environ: Environ, largest: int, is_known: bool) -> "Body":
        whose = "" if is_known else network(environ.get("REMOTE_ADDR"))
        refusal: int | OSError = 503
        body = Body()
        if self._enter(whose):
            try:
                refusal = _read(environ, largest, body)
            finally:
                self._leave(whose)
        if refusal:
            nothing = {"wsgi.input": BytesIO(), "CONTENT_LENGTH": "0"}
            environ.update(nothing | {"newsroom.refusal": refusal})
        return body

    def _enter(self, whose: str) -> bool:
        """``whose`` is the address of a stranger, '' of all who are known."""
        with self._lock:
            coming, most = self._on_their_way, self._app.config["BODIES_AT_ONCE"]
            if coming.total() >= most:
                return False
            strangers = coming.total() - coming[""]
            if whose and (coming[whose] >= PER_ADDRESS or strangers >= most // 2):
                return False
            coming[whose] += 1
            return True

    def _leave(self, whose: str) -> None:
        with self._lock:
            self._on_their_way[whose] -= 1
            if not self._on_their_way[whose]:
                del self._on_their_way[whose]


class Body:
    """In memory while it may be a text; what is larger moves to a file without a name."""

    def __init__(self) -> None:
        self._held: IO[bytes] = BytesIO()
        self._is_on_disk = False

    def add(self, piece: bytes) -> None:
        self._held.write(piece)
        if not self._is_on_disk and self._held.tell() > IN_MEMORY:
            begun, self._held = self.whole(), TemporaryFile()  # noqa: SIM115 -- see close
            self._held.write(begun.read())
            self._is_on_disk = True

    def whole(self) -> IO[bytes]:
        self._held.seek(0)
        return self._held

    def close(self) -> None:
        self._held.close()


def _length(environ: Environ) -> int | None:
    """As it was announced; None of a body that comes in chunks."""
    return get_content_length(environ.get("CONTENT_LENGTH"), environ.get("HTTP_TRANSFER_ENCODING"))


def _read(environ: Environ, largest: int, body: "Body") -> int | OSError:
    """Put the whole in ``body`` in the place of what is still coming; else the status to refuse
    it with, or what is wrong with our disk.
    """
    length = _length(environ)
    stream = environ["wsgi.input"]
    if length is not None:
        stream = LimitedStream(stream, length)
    size = fields = 0
    try:
        while size <= largest and (piece := stream.read(PIECE)):
            body.add(piece)
            size += len(piece)
            fields += piece.count(b"&")
    except (ClientDisconnected, OSError) as problem:
        return problem if isinstance(problem, OSError) and fault_of(problem) else 400
    if fields > MOST_FIELDS and "urlencoded" in environ.get("CONTENT_TYPE", "").lower():
        return 413
    environ.update({"wsgi.input": body.whole(), "CONTENT_LENGTH": str(size)})
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    return 0
