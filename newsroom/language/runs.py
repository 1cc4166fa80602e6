"""The inside of a paragraph: runs of text, each with its marks. Line breaks are "\\n" in the text.

Runs cannot nest, so neither can links in links or bold in bold; and there is one way to write them.
"""

import html
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from newsroom.language.tidy import nfc


class Marks(NamedTuple):
    href: str = ""
    strong: bool = False
    em: bool = False

    def linked(self, href: str) -> "Marks":
        return self._replace(href=href)

    def switched(self, name: str, *, on: bool) -> "Marks":
        return self._replace(strong=on) if name == "strong" else self._replace(em=on)

    def left_for(self, outside: "Marks") -> "Marks":
        """Those that stay when a block ends: opened before it, and not closed in it."""
        return Marks(
            outside.href if self.href else "",
            outside.strong and self.strong,
            outside.em and self.em,
        )


NO_MARKS = Marks()


class Run(NamedTuple):
    text: str
    marks: Marks = NO_MARKS


_PARAGRAPH_END = "\u2029"  # a tidied text has none of these two
_GONE = "\ufdd0"

_WHITE = re.compile(r"^[ \n\u00a0]++|[ \n\u00a0]{2,}+|[ \n\u00a0]\Z")  # not one alone
_SPACES = re.compile("  ++")

# NFC would make one character of this stroke and the «>» of a tag before it, and so break the tag.
# Its shorter twin looks the same and composes with nothing.
_LOOSE_STROKE = re.compile("(?:^|(?<=[ \n\u00a0]))\u0338++")


def paragraphs(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs tidied, white space as a browser shows it, parted where two line breaks meet."""
    tidied = [Run(_in_nfc(run.text), run.marks) for run in _merged(runs)]
    parts: list[list[Run]] = [[]]
    for run in _shrunk(tidied):
        first, *others = run.text.split(_PARAGRAPH_END)
        parts[-1].append(Run(first, run.marks))
        parts += [[Run(text, run.marks)] for text in others]
    marked = [list(_merged(_unmarked_white(part))) for part in parts]
    return [part for part in marked if any(not run.text.isspace() for run in part)]


def written(runs: Iterable[Run]) -> str:
    """As HTML: links outside, then strong, then em."""
    out: list[str] = []
    opened: list[str] = []
    for run in runs:
        wanted = _tags(run.marks)
        same = _common(opened, wanted)
        out += [f"</{tag.partition(' ')[0]}>" for tag in reversed(opened[same:])]
        out += [f"<{tag}>" for tag in wanted[same:]]
        out.append(escaped(run.text).replace("\n", "<br>"))
        opened = wanted
    return "".join(out) + "".join(f"</{tag.partition(' ')[0]}>" for tag in reversed(opened))


def escaped(text: str) -> str:
    """Text for HTML, character for character as browsers and nh3 write it."""
    return html.escape(text, quote=False).replace("\u00a0", "&nbsp;")


def _in_nfc(text: str) -> str:
    # The pieces were in NFC already; put together they may be in it no more.
    text = nfc(text)
    if "\u0338" not in text:
        return text
    return _LOOSE_STROKE.sub(lambda strokes: "\u0337" * len(strokes[0]), text)


def _merged(runs: Iterable[Run]) -> Iterator[Run]:
    for marks, group in groupby(runs, key=attrgetter("marks")):
        yield Run("".join(map(attrgetter("text"), group)), marks)


def _shrunk(runs: list[Run]) -> Iterator[Run]:
    """White space runs on through the marks: it is measured on the whole text, then dealt out."""
    whole = "".join(run.text for run in runs)
    whole = _WHITE.sub(lambda found: _one_white(found).ljust(len(found[0]), _GONE), whole)
    at = 0
    for run in runs:
        text = whole[at : at + len(run.text)].replace(_GONE, "")
        at += len(run.text)
        if text:
            yield Run(text, run.marks)


def _one_white(found: re.Match[str]) -> str:
    if found.start() == 0 or found.end() == len(found.string):
        return ""
    breaks = found[0].count("\n")
    if breaks:
        return "\n" if breaks == 1 else _PARAGRAPH_END
    return _SPACES.sub(" ", found[0])


def _unmarked_white(runs: Iterable[Run]) -> Iterator[Run]:
    """A link or emphasis on white space alone is invisible, and a link without a name is a trap."""
    for run in runs:
        if run.text:
            yield Run(run.text) if run.text.isspace() else run


def _tags(marks: Marks) -> list[str]:
    # As nh3 writes it: an apostrophe stays, or the two would never agree.
    link = [f'a href="{escaped(marks.href).replace(chr(34), "&quot;")}"'] if marks.href else []
    return link + ["strong"] * marks.strong + ["em"] * marks.em


def _common(left: list[str], right: list[str]) -> int:
    same = 0
    while same < min(len(left), len(right)) and left[same] == right[same]:
        same += 1
    return same
