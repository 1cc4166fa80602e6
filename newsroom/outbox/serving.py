"""Where a server's process begins its workers: after the fork, and in no terminal's command."""

import multiprocessing
import os
from collections.abc import Iterable
from threading import Lock
from typing import Any

from flask import Flask

from newsroom.stopping import at_the_end

_beginning = Lock()
_begun: dict[int, int] = {}  # the process in which each app has begun


def start_when_serving(app: Flask) -> None:
    """Begin at once in a granian worker, which imports the app after it was born.

    Any other server may import it first and fork later: there the first request begins.
    """
    if not app.config["OUTBOX_WORKERS"]:
        return
    if multiprocessing.current_process().name == "granian-worker":
        begin(app)
        return
    serve = app.wsgi_app

    def begin_and_serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if _begun.get(id(app)) != os.getpid():
            begin(app)
        return serve(environ, start_response)

    app.wsgi_app = begin_and_serve  # type: ignore[method-assign]


def begin(app: Flask) -> None:
    with _beginning:
        if _begun.get(id(app)) == os.getpid():
            return
        _begun[id(app)] = os.getpid()
    workers = app.extensions["outbox-workers"]
    workers.start(app.config["OUTBOX_WORKERS"])
    at_the_end(workers.stop)
