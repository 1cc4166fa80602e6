"""Static files, under addresses that change with their content: caches keep them for ever."""

import hashlib
import re
from functools import cache
from pathlib import Path

from flask import Flask, Response, abort, request, send_from_directory, url_for

COMMENT = re.compile(rb"^ *//.*\n", re.MULTILINE)
FOLDER = Path(__file__).parent.parent / "static"
# Seen from other sites' pages, from frames that have no origin too.
FOR_OTHER_SITES = (
    *("css/card.css", "js/card.js", "css/widget.css", "js/widget-page.js"),
    *("icons/", "icon.svg"),
)


# What a page can ask for. How the editor's sources are built, and with what, lies there too.
SERVED = {".css", ".ico", ".js", ".png", ".svg", ".woff2"}


def init_app(app: Flask) -> None:
    app.add_url_rule("/static/<edition>/<path:filename>", "static", static)
    app.jinja_env.globals["asset"] = asset


def asset(filename: str) -> str:
    """The address of a static file. The edition is a folder: relative imports inherit it."""
    return _address(static_edition(), filename)


@cache  # a page names twenty
def _address(edition: str, filename: str) -> str:
    return url_for("static", edition=edition, filename=filename)


def static(edition: str, filename: str) -> Response:
    """Any edition answers with today's file: a page opened before a deploy keeps working."""
    if Path(filename).suffix not in SERVED:
        abort(404)
    is_our_script = filename.startswith("js/")
    response = send_from_directory(FOLDER, filename, conditional=not is_our_script)
    if is_our_script:
        _leave_out_comments(response)
    if filename.startswith(FOR_OTHER_SITES):
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if edition == static_edition():
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _leave_out_comments(response: Response) -> None:
    """They are for us: a fifth of our scripts' weight, which no reader has to fetch."""
    response.direct_passthrough = False
    response.set_data(COMMENT.sub(b"", response.get_data()))
    response.add_etag(overwrite=True)
    response.make_conditional(request)


@cache
def static_edition() -> str:
    digest = hashlib.blake2b(digest_size=6)
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(FOLDER).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
