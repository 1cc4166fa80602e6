"""Compression: text goes out gzipped to whoever takes that; a static file is packed once."""

import gzip
from functools import lru_cache

from flask import Flask, Response, request
from werkzeug.http import parse_accept_header

from newsroom.headers import is_staff_side

TEXT = ("text/", "application/json", "application/xml", "application/manifest+json", "image/svg")
ALSO_TEXT = ("+json", "+xml", "javascript")
SMALLEST = 600  # bytes; less fits into one packet anyhow

LONGEST_KNOWN = 200  # what is longer no browser says of itself, and it is not remembered

_kept: dict[str, bytes] = {}  # static files by their ETag


def init_app(app: Flask) -> None:
    """Before ``headers``: what is registered first is done last, and the ETag is of plain text."""
    app.after_request(_pack)


def _pack(response: Response) -> Response:
    if not _is_text(response.mimetype):
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != 200 or not _is_wanted():
        return response
    if (response.content_length or SMALLEST) < SMALLEST:
        return response
    response.direct_passthrough = False
    is_file = request.endpoint == "static"
    response.set_data(_file(response) if is_file else _gzipped(response.get_data()))
    response.headers["Content-Encoding"] = "gzip"
    response.headers.pop("Accept-Ranges", None)
    etag, _ = response.get_etag()
    if etag:  # two forms of the same text
        response.set_etag(etag, weak=True)
    return response


def _is_text(mimetype: str | None) -> bool:
    return mimetype is not None and (mimetype.startswith(TEXT) or mimetype.endswith(ALSO_TEXT))


def _is_wanted() -> bool:
    """Pages of the desk hold a secret, the token, beside what others typed: their size would tell.

    (Known as BREACH.) They are few, and their scripts and styles are packed.
    """
    return not is_staff_side() and takes_gzip(request.headers.get("Accept-Encoding", ""))


def takes_gzip(accepted: str) -> bool:
    return _known(accepted) if len(accepted) <= LONGEST_KNOWN else _found(accepted)


def _found(accepted: str) -> bool:
    return parse_accept_header(accepted)["gzip"] > 0


_known = lru_cache(maxsize=256)(_found)


def _file(response: Response) -> bytes:
    etag, _ = response.get_etag()
    data = response.get_data()
    if not etag:
        return _gzipped(data)
    if etag not in _kept:
        _kept[etag] = _gzipped(data, level=9)
    return _kept[etag]


def _gzipped(data: bytes, level: int = 4) -> bytes:
    """By default a little larger than it could be, in clearly less time."""
    return gzip.compress(data, level, mtime=0)
