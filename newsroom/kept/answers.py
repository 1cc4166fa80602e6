"""Answers as they go out, and the memory that holds those used last."""

from collections import OrderedDict
from threading import Lock
from typing import Any, NamedTuple

from werkzeug.datastructures import Headers
from werkzeug.http import parse_etags, remove_entity_headers, unquote_etag
from werkzeug.wrappers import Response

from newsroom import surrogates
from newsroom.kept.standing import Standing

STALE = ("Cache-Status", "newsroom; hit; detail=database-away")
FOR_CACHES = {"cache-control", surrogates.HEADER.lower()}
OVERHEAD = 3_500  # bytes: an answer's headers and what holds it and its key

Asked = tuple[str, str, bool, str | None]  # as quick to make as can be, and equal to its key


class Key(NamedTuple):
    """All that an answer can depend on."""

    path: str
    query: str  # the parameters that views declare
    is_packed: bool
    origin: str | None  # where an answer can depend on it

    @property
    def size(self) -> int:
        return OVERHEAD + len(self.path) + len(self.query) + len(self.origin or "")


class Form:
    """A form in which an answer goes out: nothing is left to be made."""

    __slots__ = ("body", "code", "headers", "noted", "route", "size", "status")

    def __init__(self, answer: "Answer", status: str, headers: Headers, body: list[bytes]) -> None:
        self.status, self.headers, self.body = status, list(headers), body
        self.route, self.code, self.size = answer.route, int(status[:3]), sum(map(len, body))
        self.noted: Any = None  # by who counts what goes out: what is the same each time


class Answer:
    """One answer: whole, without its body, or as «not modified»."""

    def __init__(self, made: Response, route: str = "") -> None:
        self.route = route  # the pattern of its address
        headers = made.headers.copy()
        headers.pop("Date", None)  # the server says when it goes out
        if made.status_code == 204:
            headers.pop("Content-Length", None)  # which must not say that there is nothing
        body = [made.get_data()]
        self.size = len(body[0])
        self._tag = headers.get("ETag") if made.status_code == 200 else None
        self._words = unquote_etag(self._tag)[0] or ""
        whole, head = Form(self, made.status, headers, body), Form(self, made.status, headers, [])
        self._forms = {"GET": whole, "HEAD": head}
        remove_entity_headers(headers)
        self._known_forms = {
            method: Form(self, "304 NOT MODIFIED", headers, []) for method in self._forms
        }

    def form(self, environ: dict[str, Any]) -> Form:
        known = environ.get("HTTP_IF_NONE_MATCH")
        is_known = known and self._tag and self._is_among(known)
        return (self._known_forms if is_known else self._forms)[environ["REQUEST_METHOD"]]

    def send(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        form = self.form(environ)
        start_response(form.status, form.headers)
        return form.body

    def send_as_known(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        """The same, and that it may be old: https://www.rfc-editor.org/rfc/rfc9211.

        No cache may keep it: another process may have had it purged, and would not do so again.
        """

        def begin(how: str, headers: list[tuple[str, str]]) -> Any:
            mine = [one for one in headers if one[0].lower() not in FOR_CACHES]
            return start_response(how, [*mine, ("Cache-Control", "no-store"), STALE])

        return self.send(environ, begin)

    def _is_among(self, known: str) -> bool:
        """Whether it is the text: packed or not makes no difference."""
        return known == self._tag or parse_etags(known).contains_weak(self._words)


class Place:
    """What one key was answered last, and what stood when that was begun."""

    def __init__(self, key: Key) -> None:
        self.making = Lock()
        self.size = key.size
        self._kept: tuple[Standing, Answer] | None = None

    def answer(self, standing: Standing | None) -> Answer | None:
        kept = self._kept
        return kept[1] if kept and kept[0] is standing else None

    def of_edition(self, edition: int | None) -> Answer | None:
        """What was answered last, if it was in this edition. Only the time may have gone on."""
        kept = self._kept
        return kept[1] if kept and kept[0].edition == edition else None

    def put(self, standing: Standing, answer: Answer) -> None:
        self._kept = (standing, answer)


class Memory:
    """As many places as there is room for: the one used longest ago goes first."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._places: OrderedDict[Asked, Place] = OrderedDict()
        self._lock = Lock()
        self.size = 0  # bytes

    def find(self, key: Asked) -> Place | None:
        return self._places.get(key)

    def use(self, key: Asked) -> None:
        try:  # noqa: SIM105 -- every answer comes through here, and this is quicker
            self._places.move_to_end(key)
        except KeyError:  # it has just made room
            pass

    def begin(self, key: Key) -> Place:
        """The place of this key, from now on."""
        with self._lock:
            if place := self._places.get(key):
                return place
            place = self._places[key] = Place(key)
            self._grow(place.size)
            return place

    def resize(self, key: Key, place: Place, answer: Answer) -> None:
        with self._lock:
            if self._places.get(key) is place:
                size = key.size + answer.size
                grows, place.size = size - place.size, size
                self._grow(grows)

    def forget(self, key: Key) -> None:
        with self._lock:
            if place := self._places.pop(key, None):
                self.size -= place.size

    def _grow(self, by: int) -> None:
        self.size += by
        while self.size > self._room and self._places:
            _key, oldest = self._places.popitem(last=False)
            self.size -= oldest.size
