"""The loader: the one line of script that a partner pastes."""

import hashlib
from base64 import b64encode
from functools import cache

from flask import Response, abort, send_file

from newsroom.assets import FOLDER
from newsroom.partners.blueprint import blueprint

# The newest; files of earlier ones stay as they were, for those who pinned them.
VERSION = "1"
FRAMES = "frames-1"  # listens to our frames, and makes each as high as its list
LOADERS = FOLDER / "loader"
A_YEAR = "public, max-age=31536000, immutable"
A_WHILE = "public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800"


@blueprint.get("/widget.js")
def newest() -> Response:
    """For those who let us mend it: every page of theirs has a new one within minutes."""
    return _loader(VERSION, A_WHILE)


@blueprint.get("/loader/<version>.js")
def pinned(version: str) -> Response:
    """For those who pin: these bytes never change, and ``integrity`` says which."""
    return _loader(version, A_YEAR)


@cache
def integrity(version: str = VERSION) -> str:
    """What the ``integrity`` of a script element says of a loader (Subresource Integrity)."""
    digest = hashlib.sha384((LOADERS / f"{version}.js").read_bytes()).digest()
    return f"sha384-{b64encode(digest).decode()}"


def _loader(version: str, kept: str) -> Response:
    if version not in {path.stem for path in LOADERS.glob("*.js")}:
        abort(404)
    answer = send_file(LOADERS / f"{version}.js", mimetype="text/javascript")
    answer.headers["Cache-Control"] = kept
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
