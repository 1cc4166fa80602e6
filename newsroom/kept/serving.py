"""Serving kept bytes, before Flask is entered.

An answer is made from its key alone, so nothing else of a request can show in it. It is kept when
it is asked for a second time: what nobody asks for again takes no room.
"""

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.wrappers import Response

from newsroom.compression import takes_gzip
from newsroom.kept import DECLARED, FROM_MEMORY, ROUTE, STANDING, TOO_MANY
from newsroom.kept.answers import Answer, Asked, Form, Key, Memory, Place
from newsroom.kept.standing import Lookout, Standing

Environ = dict[str, Any]

READ = {"GET", "HEAD"}
MEGABYTE = 1024 * 1024
BY_ORIGIN = ".json"  # so end the addresses whose answer can depend on which site asks
LONGEST_ORIGIN = 300
NO_VIEWS = ("utm_", "fbclid", "gclid")  # marks of where a reader came from
MOMENT = "at"  # when a box asks: for caches, which hold a copy for each; no view reads it
LONGEST_QUERY = 300
MOST_QUERIES = 1_000  # whose declared part is remembered
MOST_ASKED = 10_000
PATIENCE = 1.0  # seconds to wait for somebody else who makes the same


class KeptBytes:
    """Middleware: has made what memory has not at hand, and keeps it."""

    def __init__(self, app: Flask) -> None:
        self._make = app.wsgi_app
        self.memory = Memory(int(app.config["KEPT_BYTES"] * MEGABYTE))
        self.lookout = Lookout(app)
        self._asked: set[int] = set()  # what was asked for once
        self._session = f"{app.config['SESSION_COOKIE_NAME']}="
        self._parameters = _parameters(app)
        self._known_query = lru_cache(MOST_QUERIES)(self._declared)
        base = urlsplit(app.config["BASE_URL"])
        self._base = {"HTTP_HOST": base.netloc, "wsgi.url_scheme": base.scheme}
        self.hits = self.misses = 0

    def at_hand(self, environ: Environ) -> Form | None:
        """What memory has for this request. None: call it, and it has the answer made."""
        if environ["REQUEST_METHOD"] not in READ or self._is_of_staff(environ):
            return None
        asked, standing = self._asked_for(environ), self.lookout.standing()
        if not asked or not standing:
            return None
        place = self.memory.find(asked)
        answer = place.answer(standing) if place else None
        if not answer:
            return None
        self.memory.use(asked)
        self.hits += 1
        return answer.form(environ)

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in READ or self._is_of_staff(environ):
            return self._make(environ, start_response)
        environ[STANDING] = self.lookout.standing()
        asked = self._asked_for(environ)
        if asked is None:
            return self._make(environ, start_response)
        return self._find(Key(*asked), environ, start_response)

    def _find(self, key: Key, environ: Environ, start_response: Any) -> Iterable[bytes]:
        standing: Standing | None = environ[STANDING]
        place = self.memory.find(key)
        if place and (answer := place.answer(standing)):  # made since it was not at hand
            self.hits += 1
            environ[FROM_MEMORY] = answer.route
            return answer.send(environ, start_response)
        self.misses += 1
        if TOO_MANY in environ:  # a refusal, of whoever asked
            return self._make(environ, start_response)
        if place and not standing and (known := place.of_edition(self.lookout.last_edition())):
            environ[FROM_MEMORY] = known.route
            return known.send_as_known(environ, start_response)
        if standing and (place or self._was_asked(key)):
            return self._renew(key, environ, start_response)
        return self._ask(key, environ, start_response)

    def _is_of_staff(self, environ: Environ) -> bool:
        """They see at once what they do."""
        return self._session in environ.get("HTTP_COOKIE", "")

    def _asked_for(self, environ: Environ) -> Asked | None:
        """The key, with no name yet; None where only the newsroom itself can answer."""
        has_body = environ.get("CONTENT_LENGTH", "0") not in {"", "0"}
        if has_body or environ["SCRIPT_NAME"] or "HTTP_TRANSFER_ENCODING" in environ:
            return None
        if "HTTP_RANGE" in environ or "HTTP_IF_MATCH" in environ:
            return None
        path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        if query:
            query = self._known_query(query) if len(query) <= LONGEST_QUERY else None
        origin = environ.get("HTTP_ORIGIN") if path.endswith(BY_ORIGIN) else None
        if query is None or (origin and len(origin) > LONGEST_ORIGIN):
            return None
        return path, query, takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")), origin

    def _declared(self, query: str) -> str | None:
        """Of a query what any view declares to look at; None where there is more than that."""
        if "%00" in query:
            return None
        declared = []
        for part in query.split("&"):
            name = part.partition("=")[0]
            if name in self._parameters:
                declared.append(part)
            elif name != MOMENT and not name.startswith(NO_VIEWS):
                return None
        return "&".join(declared)

    def _was_asked(self, key: Key) -> bool:
        return hash(key) in self._asked

    def _ask(self, key: Key, environ: Environ, start_response: Any) -> Iterable[bytes]:
        answer = self._make(environ, start_response)
        if environ.get(DECLARED):
            if len(self._asked) >= MOST_ASKED:
                self._asked = set()
            self._asked.add(hash(key))
            return _at_once(answer)
        return answer

    def _renew(self, key: Key, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """What everybody gets from now on. Who asks meanwhile waits for it."""
        place = self.memory.begin(key)
        if not place.making.acquire(timeout=PATIENCE):
            return self._make(environ, start_response)
        try:
            answer, is_new = self._answer(key, place, environ)
        finally:
            place.making.release()
        environ[ROUTE] = answer.route
        send = answer.send if is_new else answer.send_as_known
        return send(environ, start_response)

    def _answer(self, key: Key, place: Place, environ: Environ) -> tuple[Answer, bool]:
        """And whether it is what stands; else it is what was last known."""
        standing = self.lookout.standing()  # before it is made: it may show more, never less
        if answer := place.answer(standing):
            return answer, True
        alone = self._from(key, environ) | {STANDING: standing}
        made = _whole(self._make, alone)
        if made.status_code >= 500 and standing and (known := place.of_edition(standing.edition)):
            return known, False  # it is away since a moment ago
        answer = Answer(made, alone.get(ROUTE, ""))
        if standing and alone.get(DECLARED) and _is_for_everybody(made, key):
            place.put(standing, answer)
            self.memory.resize(key, place, answer)
        else:
            self.memory.forget(key)
            self._asked.discard(hash(key))
        return answer, True

    def _from(self, key: Key, environ: Environ) -> Environ:
        """The request with nothing in it but its key, of the site as its settings name it."""
        alone = {name: value for name, value in environ.items() if not name.startswith("HTTP_")}
        alone |= {"REQUEST_METHOD": "GET", "QUERY_STRING": key.query, "wsgi.input": BytesIO()}
        alone |= self._base
        alone |= {"HTTP_ACCEPT_ENCODING": "gzip"} if key.is_packed else {}
        alone |= {} if key.origin is None else {"HTTP_ORIGIN": key.origin}
        return alone


def _parameters(app: Flask) -> frozenset[str]:
    views = app.view_functions.values()
    return frozenset().union(*(getattr(view, "kept_for", ()) for view in views))


def _at_once(answer: Iterable[bytes]) -> list[bytes]:
    """A server sends a list, and comes back to a thread for each piece of anything else."""
    try:
        return list(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()


def _whole(app: Any, environ: Environ) -> Response:
    begun: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], _exc_info: Any = None) -> Any:
        begun[:] = status, headers

    body = b"".join(_at_once(app(environ, start_response)))
    return Response(body, *begun)


def _is_for_everybody(made: Response, key: Key) -> bool:
    """Who has the same key, that is."""
    depends_on = {"accept-encoding"} | ({"origin"} if key.path.endswith(BY_ORIGIN) else set())
    return (
        made.status_code in {200, 204}
        and "Set-Cookie" not in made.headers
        and made.headers.get("Cache-Control", "").startswith("public")
        and {name.lower() for name in made.vary} <= depends_on
    )
