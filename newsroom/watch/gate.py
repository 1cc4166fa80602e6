"""The gate: every request comes in by it and every answer goes out. It counts, times, writes down.

Each has an id, given by a proxy of ours or here: it stands in the log, in the answer, and on the
page that says that something broke.
"""

import logging
import os
import re
from collections.abc import Callable, Iterable
from math import inf
from random import getrandbits
from time import perf_counter
from types import MethodType
from typing import Any

from flask import Flask, request

from newsroom.kept import FROM_MEMORY, ROUTE
from newsroom.kept.answers import Form
from newsroom.watch import metrics
from newsroom.watch.lines import Lines
from newsroom.watch.scraping import refresh
from newsroom.watch.views import ADDRESSES
from newsroom.watch.wording import REQUEST_ID
from newsroom.watch.writing import Writer

Environ = dict[str, Any]
# Where a sort of requests is counted, and what a log says of it.
Noted = tuple[Lines, metrics.Passed, tuple[str, str]]

logger = logging.getLogger(__name__)

WELL_FORMED = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{7,63}", re.ASCII)
READ = {"GET", "HEAD"}
LEAST_ID = 10**15  # so that all are equally long
REFRESH_SECONDS = 5  # so old may be what another process says of this one
BROKEN = "Something broke on our side. / У нас щось зламалося.\n"


def init_app(app: Flask) -> None:
    gate = Gate(app)
    app.extensions["gate"] = gate
    app.wsgi_app = gate  # type: ignore[method-assign]
    app.url_value_preprocessor(_tell_route)


def _tell_route(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Before anything can refuse the request."""
    if request.url_rule:
        request.environ[ROUTE] = request.url_rule.rule


class Gate:
    def __init__(self, app: Flask) -> None:
        self._app = app
        self._at_hand: Callable[[Environ], Form | None] = app.extensions["at_hand"]
        self._answer = app.wsgi_app
        self._answer_operators = MethodType(type(app).wsgi_app, app)  # by nothing that may hang
        self._takes_ids = app.config["TRUSTED_PROXIES"] > 0
        self._writes = app.config["LOG_REQUESTS"]
        self._areas = _areas(app)
        self._writer: Writer | None = None
        self._lines = Lines(is_plain=False)
        self._refreshes_at = 0.0 if metrics.FOLDER in os.environ else inf  # else when somebody asks

    def write_to(self, writer: Writer, is_plain: bool) -> None:
        self._writer = writer if self._writes else None
        self._lines = Lines(is_plain=is_plain)

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        begun = perf_counter()
        environ[REQUEST_ID] = name = self._name(environ)
        try:
            is_operators = environ["PATH_INFO"] in ADDRESSES and environ["REQUEST_METHOD"] in READ
            form = None if is_operators else self._at_hand(environ)
            if form is None:
                answer = self._answer_operators if is_operators else self._answer
                return self._make(answer, environ, start_response, begun)
        except Exception:
            self._note(environ, 500, 0, begun)
            logger.exception("no answer was made", extra={"facts": {"id": name}})
            if self._app.testing:
                raise
            return _broken(start_response, name)
        start_response(form.status, [*form.headers, ("X-Request-Id", name)])
        noted: Noted | None = form.noted  # what is the same of this form whenever it goes out
        if noted is None or noted[0] is not self._lines:
            noted = form.noted = self._sort(environ, form.route, form.code, form.size, True)
        self._write_down(noted, name, begun)
        return form.body

    def _make(
        self, answer: Any, environ: Environ, start_response: Any, begun: float
    ) -> Iterable[bytes]:
        name = environ[REQUEST_ID]
        answered: list[Any] = ["500", []]

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            answered[:] = status, headers
            return start_response(status, [*headers, ("X-Request-Id", name)], exc_info)

        parts: Iterable[bytes] = answer(environ, start)
        self._note(environ, int(answered[0][:3]), _size(parts, environ, answered[1]), begun)
        return parts

    def _name(self, environ: Environ) -> str:
        if self._takes_ids:
            given = environ.get("HTTP_X_REQUEST_ID", "")
            if WELL_FORMED.fullmatch(given):
                return str(given)
        return str(LEAST_ID + getrandbits(52))  # in digits: they can be told on the telephone

    def _note(self, environ: Environ, status: int, size: int, begun: float) -> None:
        is_kept = FROM_MEMORY in environ
        route: str = environ[FROM_MEMORY] if is_kept else environ.get(ROUTE, "")
        noted = self._sort(environ, route, status, size, is_kept)
        self._write_down(noted, environ[REQUEST_ID], begun)

    def _sort(self, environ: Environ, route: str, status: int, size: int, is_kept: bool) -> Noted:
        passed = metrics.passed(route, self._areas.get(route, "none"), status, is_kept)
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        said = self._lines.said_of((method, path, route, status, size, is_kept))
        return self._lines, passed, said

    def _write_down(self, noted: Noted, name: str, begun: float) -> None:
        lines, passed, said = noted
        took = perf_counter() - begun
        passed.count(took)
        if self._refreshes_at < begun:
            self._refreshes_at = begun + REFRESH_SECONDS
            refresh(self._app)
        if self._writer is not None:
            self._writer.write(lines.line(name, said, took))


def _areas(app: Flask) -> dict[str, str]:
    """The feature that has each route."""
    rules = app.url_map.iter_rules()
    return {rule.rule: rule.endpoint.partition(".")[0] for rule in rules}


def _size(parts: Iterable[bytes], environ: Environ, headers: list[tuple[str, str]]) -> int:
    if isinstance(parts, list):
        return sum(map(len, parts))
    if environ["REQUEST_METHOD"] == "HEAD":
        return 0
    told = next((value for name, value in headers if name.lower() == "content-length"), "0")
    return int(told)


def _broken(start_response: Any, name: str) -> list[bytes]:
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Request-Id", name),
    ]
    start_response("500 INTERNAL SERVER ERROR", headers)
    return [f"{BROKEN}{name}\n".encode()]
