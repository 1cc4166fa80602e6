"""Where browsers find a photo's files: for ever, since another picture is another version."""

import re
from typing import Protocol

from flask import current_app

from newsroom.photos.sizes import MASTER


class Named(Protocol):
    """What has a name and a version: a photo, or a row of a list with its columns."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> int: ...


NAME = re.compile(r"[a-z0-9]{16}")
FILE = re.compile(r"[1-9][0-9]{0,4}\.(?:webp|avif)|card\.jpg|square\.webp")
TYPES = {"webp": "image/webp", "avif": "image/avif", "jpg": "image/jpeg"}


def key(name: str, version: int, file: str) -> str:
    """Where the store has it."""
    return f"photos/{name}/{version}/{file}"


def incoming(upload: str) -> str:
    """Where the store has what was uploaded, until it is developed. Nobody is ever shown it."""
    return f"incoming/{upload}"


def address(photo: Named, file: str) -> str:
    """For a page: a path of ours, or on the host that NEWSROOM_PHOTOS_URL names."""
    if file == MASTER or not FILE.fullmatch(file):
        raise ValueError(f"{file} is shown to nobody")
    return f"{current_app.config['PHOTOS_URL']}/{key(photo.name, photo.version, file)}"


def absolute(photo: Named, file: str) -> str:
    """For machines and other sites: with a host."""
    path = address(photo, file)
    return path if "://" in path else current_app.config["BASE_URL"] + path
