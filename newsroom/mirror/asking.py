"""Asking the newsroom for a page as a reader does, who has no session: in this process, by WSGI."""

from contextvars import Context
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException, default_exceptions
from werkzeug.routing import Rule
from werkzeug.test import EnvironBuilder, run_wsgi_app

from newsroom.words import STILL


@dataclass(frozen=True)
class Answer:
    """``rule`` is the route that answered; None where nothing is at the address."""

    status: int
    headers: Headers
    body: bytes
    rule: Rule | None

    @property
    def mimetype(self) -> str:
        return self.headers.get("Content-Type", "").partition(";")[0]


def ask(app: Flask, address: str) -> Answer:
    """What readers get at ``address``, a path with its question, on a page that stands still.

    In a context of its own: whose job this is, and what that has open, is none of the page's. And
    behind what stands before Flask: nothing of it is counted as seen, or kept in memory.
    """
    environ = _environ(app, address)
    body, status, headers = Context().run(run_wsgi_app, _flask(app), environ, True)
    return Answer(int(status[:3]), headers, b"".join(body), _rule(app, environ))


def error(app: Flask, code: int) -> Answer:
    """The page that says that something is not here, or no longer."""
    status, headers, body = Context().run(_error, app, default_exceptions[code]())
    return Answer(status, headers, body, None)


def _error(app: Flask, problem: HTTPException) -> tuple[int, Headers, bytes]:
    with app.app_context(), app.request_context(_environ(app, "/")):
        said = app.handle_user_exception(problem)
        made = app.finalize_request(said)
        return made.status_code, made.headers, made.get_data()


def _flask(app: Flask) -> Any:
    return lambda environ, start_response: Flask.wsgi_app(app, environ, start_response)


def _environ(app: Flask, address: str) -> dict[str, Any]:
    asked = urlsplit(address)
    environ = EnvironBuilder(asked.path, app.config["BASE_URL"], asked.query).get_environ()
    return {**environ, STILL: True}


def _rule(app: Flask, environ: dict[str, Any]) -> Rule | None:
    try:
        rule, _values = app.url_map.bind("").match(environ["PATH_INFO"], return_rule=True)
    except HTTPException:
        return None
    return rule
