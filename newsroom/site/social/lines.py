"""A text in the lines and the size that fit a place, measured with the face it is set in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import regex

from newsroom.language.excerpts import excerpt
from newsroom.language.typography import TIE, nbsp

Measure = Callable[[str], float]  # how wide a text is, in pixels
GRAPHEME = regex.compile(r"\X")
LEADING = 1.08  # of the size, from line to line


@dataclass(frozen=True)
class Place:
    width: int
    height: int
    sizes: Sequence[int]  # of the letters, the largest first


def fitted(
    text: str, place: Place, measure_at: Callable[[int], Measure]
) -> tuple[int, Sequence[str]]:
    """The largest size at which the whole text fits, and its lines, about equally long.

    No word is parted while there is a size that takes it whole. What does not fit at the smallest
    size is cut after a word, with «…».
    """
    for size in place.sizes:
        measure = measure_at(size)
        if _longest_word(text, measure) > place.width:
            continue
        if lines := _that_fit(text, place, size, measure):
            return size, lines
    size = place.sizes[-1]
    return size, _cut(text, place, size, measure_at(size))


def wrapped(text: str, width: float, measure: Measure) -> list[str]:
    """Lines no wider than ``width``; a word is parted only where it alone is wider."""
    lines: list[str] = []
    for piece in nbsp(text).split(" "):
        longer = f"{lines[-1]} {piece}" if lines else piece
        if measure(longer) <= width:
            lines[-1:] = [longer]
        else:
            lines += _parted(piece, width, measure)
    return lines


def _that_fit(text: str, place: Place, size: int, measure: Measure) -> list[str]:
    """The lines at this size, balanced; none when there are too many."""
    lines = wrapped(text, place.width, measure)
    if len(lines) > _room(place, size):
        return []
    # The narrowest width with as few lines leaves no single word in the last.
    narrow, wide = 1, place.width
    while narrow < wide:
        middle = (narrow + wide) // 2
        tried = wrapped(text, middle, measure)
        if len(tried) == len(lines) and max(map(measure, tried)) <= middle:
            wide = middle
        else:
            narrow = middle + 1
    return wrapped(text, max(wide, _longest_word(text, measure)), measure)


def _room(place: Place, size: int) -> int:
    return int(place.height // (size * LEADING))


def _cut(text: str, place: Place, size: int, measure: Measure) -> list[str]:
    """As much of the text as fits, by whole words."""
    fits, too_long = 2, len(text) + 1
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if len(wrapped(excerpt(text, middle), place.width, measure)) <= _room(place, size):
            fits = middle
        else:
            too_long = middle
    return wrapped(excerpt(text, fits), place.width, measure)


def _parted(piece: str, width: float, measure: Measure) -> list[str]:
    """A piece in lines: whole, else untied, else – one word too wide for a line – by characters."""
    if measure(piece) <= width:
        return [piece]
    if TIE in piece:
        lines: list[str] = []
        for word in piece.split(TIE):
            longer = f"{lines[-1]}{TIE}{word}" if lines else word
            if measure(longer) <= width:
                lines[-1:] = [longer]
            else:
                lines += _parted(word, width, measure)
        return lines
    lines = [""]
    for character in GRAPHEME.findall(piece):
        if lines[-1] and measure(lines[-1] + character) > width:
            lines.append("")
        lines[-1] += character
    return lines


def _longest_word(text: str, measure: Measure) -> float:
    words = nbsp(text).split()
    return max(map(measure, words), default=0)
