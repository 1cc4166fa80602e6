"""Wording: what may stand in a log, and how. A log is read by more people than a draft is.

Nobody's words: no query, no body, no cookie, no name, no address of a reader; of a path only what
our own routes have in it and what is public. And nobody's signs: whatever a line is about, it is
one line, with no character that a terminal would obey.
"""

import json
import logging
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from flask import has_request_context, request
from sqlalchemy.exc import DBAPIError

REQUEST_ID = "newsroom.request_id"  # in an environ
HIDDEN = "…"
HARMLESS = {"slug", "day", "kind", "edition", "version", "part"}  # in our routes
WORD = r"(?:[a-z]{1,30}|[0-9]{1,8})"
PLAIN = re.compile(rf"{WORD}(?:[-_.]{WORD})*", re.ASCII)  # no token looks so
ARGUMENT = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")
# What a terminal obeys or a reader of logs takes for an end of the line, and what turns text round.
UNRULY = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
LONGEST = 2_000
MOST_FRAMES = 40
MOST_CAUSES = 5
# Of these we know that they say names and numbers of ours. What another says may be somebody's
# words, so only its kind is told, and where it was.
TOLD = (AttributeError, ImportError, IndexError, NameError, TypeError)
QUOTED = re.compile(
    r"""(?!["'](?:ck|fk|ix|pk|uq)_\w+["'])(?:"[^"]*"|'[^']*')""", re.S
)  # by a database
ROOT = f"{Path(__file__).parents[2]}/"


def shown(path: str, route: str) -> str:
    """Of an address what a log may have; where no route fitted, only what looks like words."""
    if not route:
        return "/".join(part if PLAIN.fullmatch(part) else part and HIDDEN for part in _cut(path))
    pattern, parts = route.split("/"), path.split("/")
    if len(pattern) != len(parts):  # one of its arguments has slashes
        return route
    return "/".join(_part(*pair) for pair in zip(pattern, parts, strict=True))


def _cut(path: str) -> list[str]:
    return path[:200].split("/")[:10]


def _part(pattern: str, part: str) -> str:
    arguments = ARGUMENT.findall(pattern)
    if all(kind == "int" or name in HARMLESS for kind, name in arguments):
        return part if not arguments or PLAIN.fullmatch(part) else HIDDEN
    return ARGUMENT.sub(HIDDEN, pattern)


def tame(text: str) -> str:
    """The same on one line, with its unruly characters written out."""
    return UNRULY.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


class JsonLine(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": moment(record.created),
            "level": record.levelname.lower(),
            "event": getattr(record, "event", "message"),
            "logger": record.name,
            "message": record.getMessage()[:LONGEST],
            **about(record),
        }
        if record.exc_info and record.exc_info[1]:
            line["traceback"] = "\n".join(told(record.exc_info[1]))
        return json.dumps(line).replace("\x7f", "\\u007f") + "\n"


class PlainLine(logging.Formatter):
    """For a terminal: the traceback stands under the line."""

    def format(self, record: logging.LogRecord) -> str:
        about_it = " ".join(f"{name}={value}" for name, value in about(record).items())
        said = f"{record.levelname} {record.getMessage()[:LONGEST]} {about_it}".rstrip()
        lines = [f"{moment(record.created)[11:19]} {tame(said)}"]
        if record.exc_info and record.exc_info[1]:
            lines += [f"    {tame(line)}" for line in told(record.exc_info[1])]
        return "\n".join(lines) + "\n"


def moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")[:23] + "Z"


def about(record: logging.LogRecord) -> dict[str, object]:
    """The request that it happened in, and what else whoever logs it says of it."""
    facts: dict[str, object] = dict(getattr(record, "facts", {}))
    if has_request_context():
        facts["id"] = request.environ.get(REQUEST_ID, "")
        facts["method"] = request.method if request.method in METHODS else "other"
        facts["route"] = request.url_rule.rule if request.url_rule else ""
    return facts


METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}


def told(problem: BaseException) -> Iterator[str]:
    """Where it happened and what led to it, the first cause first."""
    chain: list[BaseException] = []
    one: BaseException | None = problem
    while one is not None and len(chain) < MOST_CAUSES:
        chain.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    for one in reversed(chain):
        for frame in traceback.extract_tb(one.__traceback__)[-MOST_FRAMES:]:
            name = frame.filename.removeprefix(ROOT)
            yield f"{name}:{frame.lineno} in {frame.name}: {frame.line or ''}"
        yield kind_of(one)


def kind_of(problem: BaseException) -> str:
    """What went wrong, without what somebody may have written."""
    name = type(problem).__qualname__
    if isinstance(problem, OSError) and problem.strerror:
        return f"{name}: {problem.strerror}"
    if isinstance(problem, DBAPIError):
        said = QUOTED.sub(HIDDEN, str(problem.orig))
    else:
        said = str(problem) if isinstance(problem, TOLD) else ""
    said = said.partition("\n")[0][:LONGEST]
    return f"{name}: {said}" if said else name
