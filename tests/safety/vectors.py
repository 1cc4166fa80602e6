"""Hostile input, read where it is kept, and packed so that one request carries much of it."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
BETWEEN = " ¦ "


def strings(shared: Path) -> list[str]:
    """Texts that break software, and injections of every kind; each once."""
    found: dict[str, None] = {}
    for name in ("strings", "injection_strings"):
        for texts in _read(shared, name).values():
            found |= dict.fromkeys(texts)
    return list(found)


def naughty(shared: Path) -> list[str]:
    """The best known of them, which also go into fields alone."""
    return _read(shared, "strings")["blns"]


def html(shared: Path) -> list[str]:
    """HTML that ran a script in a browser."""
    return list(dict.fromkeys(case["html"] for case in _read(shared, "xss-html")))


def urls(shared: Path) -> list[dict]:
    """Addresses with which browsers are tested: what was typed, and what they make of it."""
    return [case for case in _read(shared, "urls_ssrf")["wpt/urltestdata"] if "input" in case]


def packed(texts: Iterable[str], limit: int) -> Iterator[str]:
    """As many as fit into ``limit`` characters, one after another; what alone is longer, cut."""
    pack = ""
    for text in texts:
        longer = f"{pack}{BETWEEN}{text}" if pack else text
        if len(longer) > limit:
            if pack:
                yield pack
            longer = text[:limit]
        pack = longer
    yield pack


def groups(items: Iterable[T], size: int) -> Iterator[list[T]]:
    walk = iter(items)
    while group := list(islice(walk, size)):
        yield group


def _read(shared: Path, name: str):
    return json.loads((shared / f"vectors/{name}.json").read_text())
