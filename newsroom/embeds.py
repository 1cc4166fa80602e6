"""What another site shows of an address of ours that somebody pasted there.

Each feature says what it has at its own addresses; `newsroom/site/oembed.py` answers for all.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from flask import Flask, current_app, url_for

from newsroom.words import site


@dataclass(frozen=True)
class Most:
    """How large it may be there, in CSS pixels."""

    width: int
    height: int


class Thumbnail(Protocol):
    """A picture of it, in CSS pixels."""

    @property
    def url(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


@dataclass(frozen=True)
class Embed:
    """A page of ours for a frame of this size. ``name`` says to those who cannot see what it is."""

    title: str
    url: str
    frame_url: str
    name: str
    author: tuple[str, str]  # and their address
    width: int
    height: int
    scrolls: bool = False
    thumbnail: Thumbnail | None = None

    @property
    def secret(self) -> str:
        """By this the frame and the page around it know each other. Of a page always the same, so
        that every cache may keep the answer; WordPress replaces it with its own."""
        return hashlib.blake2b(self.frame_url.encode(), digest_size=5).hexdigest()


Finder = Callable[[str, Most], Embed | None]


def init_app(app: Flask) -> None:
    app.extensions["embeds"] = []


def offer(app: Flask, finder: Finder) -> None:
    """Ask ``finder`` about paths of ours; of those that are none of its own it knows nothing."""
    app.extensions["embeds"].append(finder)


def embed_at(path: str, most: Most) -> Embed | None:
    finders: list[Finder] = current_app.extensions["embeds"]
    return next((found for finder in finders if (found := finder(path, most))), None)


def discovery(address: str) -> list[tuple[str, str]]:
    """Where a page at ``address`` says that it can be had for other sites, by type."""
    here = site().url + url_for("site.oembed")
    kinds = {"json": "application/json+oembed", "xml": "text/xml+oembed"}
    return [
        (kind, f"{here}?{urlencode({'url': address, 'format': name})}")
        for name, kind in kinds.items()
    ]
