"""HTML as a stream of pieces, read as forgivingly as a browser does, in time linear in its length.

The standard library's html.parser is not used: 50,000 characters of ``<a <a <a`` take it 24 seconds
(CVE-2025-6069 and its kin). What a piece means, and whether it is allowed, is for others to say.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from newsroom.language.tidy import legible


class Start(NamedTuple):
    name: str
    href: str = ""  # of a link
    photo: str = ""  # what a figure says it shows
    is_gallery: bool = False


class End(NamedTuple):
    name: str


class Text(NamedTuple):
    text: str


Piece = Start | End | Text

# What stands in these is not text of the article. (<title>: whole pages are pasted, too.)
_NOT_TEXT = (
    "script",
    "style",
    "template",
    "iframe",
    "textarea",
    "noscript",
    "svg",
    "math",
    "title",
)
_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _NOT_TEXT}

# The quantifiers are possessive (*+) so that nothing is tried twice.
_OPENS = re.compile(r"<(?:(?P<bare>(/?+)([a-zA-Z][a-zA-Z0-9]*+)>)|!--|[!?]|/?+[a-zA-Z]|/)")
_NAME = re.compile(r"</?+([^\s/>]++)")
_COMMENT_END = re.compile(r"--!?>")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+ (?: (?P<end>>) | (?P<name>[^\s/>][^\s/>=]*+)
        (?: \s*+ = \s*+ (?:
            "(?P<double>[^"]*+)" | '(?P<single>[^']*+)' | (?P<bare>[^\s"'>][^\s>]*+)
        ) )? )""",
    re.VERBOSE,
)
_WANTED = {"a": "href", "figure": "data-photo", "div": "data-gallery"}  # the attributes that count
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")


def pieces(source: str) -> Iterator[Piece]:
    """Tags and resolved text, in order; comments, and what is not text, left out.

    A browser throws away what follows a tag or a comment that never ends. Here it stays, as text:
    somebody may have written it.
    """
    at = 0
    endless: set[str] = set()
    while found := _OPENS.search(source, at):
        if found.start() > at:
            yield Text(resolved(source[at : found.start()]))
        tag, end = _markup(source, found)
        if end < 0:
            at = found.start()
            break
        at = end
        if tag:
            yield tag
        if isinstance(tag, Start) and tag.name in _ENDS and tag.name not in endless:
            if close := _ENDS[tag.name].search(source, at):
                at = close.start()
            else:
                endless.add(tag.name)  # never looked for again
    if source[at:]:
        yield Text(resolved(source[at:]))


def resolved(text: str) -> str:
    """The text with its character references replaced by the characters."""
    if "&" not in text:
        return text
    try:
        return legible(html.unescape(text))
    except ValueError:  # a number of thousands of digits: int() refuses it, and no character has it
        return text


def _markup(source: str, found: re.Match[str]) -> tuple[Start | End | None, int]:
    """The tag that begins at ``found``, if it is one, and where it ends: -1 for never."""
    if found["bare"]:
        return (End if found[2] else Start)(found[3].lower()), found.end()
    if found[0] == "<!--":
        close = _COMMENT_END.search(source, found.start() + 2)
        return None, close.end() if close else -1
    if found[0] in {"<!", "<?", "</"}:
        return None, source.find(">", found.start()) + 1 or -1
    return _tag(source, found.start())


def _tag(source: str, start: int) -> tuple[Start | End | None, int]:
    opening = _NAME.match(source, start)
    assert opening  # noqa: S101 – _OPENS has seen its first letter
    name, at = opening[1].lower(), opening.end()
    wanted, value = _WANTED.get(name), None
    while found := _ATTRIBUTE.match(source, at):
        at = found.end()
        if found["end"]:
            return (End(name) if source[start + 1] == "/" else _start(name, value)), at
        if not value and found["name"].lower() == wanted:
            value = _resolved_value(found["double"] or found["single"] or found["bare"] or "")
    return None, -1


def _start(name: str, value: str | None) -> Start:
    match name:
        case "a":
            return Start(name, href=value or "")
        case "figure":
            return Start(name, photo=value or "")
        case _:
            return Start(name, is_gallery=value is not None)


def _resolved_value(value: str) -> str:
    # In an address «&copy=1» is a parameter: only a reference with its semicolon counts.
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), value)
