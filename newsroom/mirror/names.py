"""Which file an address is: one that any web server finds by the address alone.

A page is `index.html` of a folder, because every server and bucket knows that; of an address with
a question (`?before=…`, `?embed=true`) it is another file of the same folder.
"""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

CURSOR = re.compile("[A-Za-z0-9_-]+")
CARD = "embed=true"
NINJS = ".ninjs.json"  # what follows an article's address
GONE = ".gone"  # says to nginx that the article of this folder was taken down


def file_of(address: str) -> str:
    """Relative to the folder that is served. Raises ValueError for what no file may be."""
    asked = urlsplit(address)
    path = unquote(asked.path).strip("/")
    if any(part.startswith("..") or "\0" in part for part in path.split("/")):
        raise ValueError(f"{address} cannot be a file")
    if is_file(path):
        return path
    if asked.query and asked.query != CARD and not CURSOR.fullmatch(cursor_of(address)):
        raise ValueError(f"{address} cannot be a file")
    return str(PurePosixPath(path, f"{asked.query or 'index'}.html"))


def gone_of(address: str) -> str:
    return str(PurePosixPath(unquote(urlsplit(address).path).strip("/"), GONE))


def is_file(path: str) -> bool:
    """Whether the address itself is the name of a file: it says of what type."""
    return "." in path.rpartition("/")[2]


def cursor_of(address: str) -> str:
    """The `before` of an address; nothing where a list begins."""
    name, _, cursor = urlsplit(address).query.partition("=")
    return cursor if name == "before" else ""
