"""Short plain text from long: excerpts for lists, descriptions for feeds and search engines."""

from itertools import islice

import regex

from newsroom.language.arranging import arranged
from newsroom.language.tidy import tidy, tidy_line
from newsroom.language.typography import is_short

_GRAPHEME = regex.compile(r"\X")

# Closing quotes and brackets end a word and stay.
_DANGLING = " \u00a0,.;:!?…/|&+=*–—−«„([{-"


def excerpt(text: str, limit: int = 160) -> str:
    """One line of at most ``limit`` graphemes (what a reader calls a character), cut between words.

    A text that fits comes back whole. Nothing hangs before the «…»: no comma, dash or short word.
    """
    line = tidy_line(text)
    ends = [found.end() for found in islice(_GRAPHEME.finditer(line), limit + 1)]
    if len(ends) <= limit:
        return line
    room = line[: ends[limit - 2]] if limit > 1 else ""  # the last place is for the «…»
    return (_without_dangling(_whole_words(room, line)) or room.rstrip()) + "…"


def plain(html: str, photo: str = "") -> str:
    """The text of a body, captions included, its paragraphs separated by an empty line.

    With ``photo``, the word for it, a photo says which it is, as where two texts are compared.
    """
    return "\n\n".join(arranged(tidy(html)).texts(photo))


def opening(html: str) -> str:
    """The same without the captions of photos: a story does not begin with one."""
    blocks = arranged(tidy(html)).children
    told = (block for block in blocks if not block.photo and not block.is_gallery)
    return "\n\n".join(text for block in told for text in block.texts())


def _whole_words(room: str, line: str) -> str:
    if line[len(room)].isspace() or room[-1:].isspace():
        return room
    words = room.split()
    return room[: -len(words[-1])] if len(words) > 1 else room


def _without_dangling(text: str) -> str:
    text = text.rstrip(_DANGLING)
    while _hangs(last := text.rpartition(" ")[2].rpartition("\u00a0")[2]):
        text = text[: -len(last)].rstrip(_DANGLING)
    return text


def _hangs(word: str) -> bool:
    return is_short(word) or word in {'"', "'", "“", "‘", "’"}
