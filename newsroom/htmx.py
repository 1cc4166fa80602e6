"""htmx: how a request from it is recognised, and answers that only it understands."""

import json
from typing import Any

from flask import Flask, Response, request
from htmx_flask import Htmx

htmx = Htmx()


def init_app(app: Flask) -> None:
    htmx.init_app(app)


def is_htmx() -> bool:
    return request.headers.get("HX-Request") == "true"


def retarget(
    response: Response, selector: str, *, select: str, swap: str = "innerHTML"
) -> Response:
    """Put ``select`` of the answer into ``selector``, whatever the request wanted to do with it.

    htmx-flask's own ``reswap`` refuses htmx 4's morph styles, so the headers are set here.
    """
    response.headers["HX-Retarget"] = selector
    response.headers["HX-Reselect"] = select
    response.headers["HX-Reswap"] = swap
    return response


def trigger(response: Response, event: str, detail: dict[str, Any]) -> Response:
    response.headers["HX-Trigger"] = json.dumps({event: detail})
    return response
