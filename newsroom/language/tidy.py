"""What every text from a person passes at the edge, before anything else looks at it."""

import re
import unicodedata

import regex

# A line break in Word arrives as a vertical tab, the end of a page in a PDF as a form feed: taking
# these out like other controls would glue two words together.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")

_UNWANTED = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls; tab and line feed stay
    "\u202a-\u202e\u2066-\u2069"  # bidi overrides, isolates: the text reads otherwise than stored
    "\ufeff"  # a byte order mark in the middle of a text is only dirt
    "\ud800-\udfff"  # half of a character: cannot be written as UTF-8
    "\ufdd0-\ufdef\ufffe\uffff"  # not characters; XML refuses some
    "]"
)
# The last two of every plane are none either; looked for with the others they take tenfold.
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_UNWANTED_BEYOND = re.compile(
    "["
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)

# No-break spaces are somebody's decision, and stay.
_ORDINARY_SPACE = re.compile("[^\\S\u00a0\u2007\u202f]+")


# To put marks in order takes time by the square of how many stand on one letter, while everybody
# waits. No script needs a dozen; what is cut is noise.
_MOST_MARKS = 30
_TOWER = regex.compile(rf"(\p{{M}}{{{_MOST_MARKS}}})\p{{M}}++")

# An apostrophe, however it is typed, marks of stress, soft hyphens and what has no width: a word is
# the same word without them.
_INSIDE_WORDS: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "'`´ʹʻʼˈ՚᾽‘’‛′＇"), "'"),
    **dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, *range(0x300, 0x370)]),
}
_LONGEST_WORD = 60  # letters
_LONGEST_PARTICLE = 2  # of «О’Коннор», «Кот-д’Івуар»


def tidy(text: str) -> str:
    """The text in NFC, lines ended by LF, without what cannot be seen, stored or sent as XML.

    Joiners (ZWJ, ZWNJ) stay: emoji and Indic words are made with them.
    """
    return legible(text).strip()


def tidy_line(text: str) -> str:
    """The same for a text that is one line, such as a headline."""
    return _ORDINARY_SPACE.sub(" ", tidy(text)).strip()


def findable(text: str) -> str:
    """As it is looked for: in small letters, and every kind of space is a space."""
    return re.sub("[^\\S\n]+", " ", text).casefold()


def findable_words(text: str) -> list[str]:
    """As words are looked for by how they begin: letters and digits only, however an apostrophe
    is typed and whether the stress is marked.
    """
    words = (word.replace("'", "") for word in _with_apostrophes(text))
    return [word[:_LONGEST_WORD] for word in words if word]


def find_text(text: str) -> str:
    """What is kept of ``text`` to find it: its words, one space apart, and what stands after a
    short particle once more, because «Коннор» finds «О’Коннор» too. It never holds a line feed.
    """
    after = [
        word
        for whole in _with_apostrophes(text)
        if len((parts := whole.strip("'").partition("'"))[0]) <= _LONGEST_PARTICLE
        for word in findable_words(parts[2])
    ]
    return " ".join([*findable_words(text), *after])


def _with_apostrophes(text: str) -> list[str]:
    plain = text.casefold().translate(_INSIDE_WORDS)
    return "".join(one if one.isalnum() or one == "'" else " " for one in plain).split()


def legible(text: str) -> str:
    """``tidy`` for a piece of a larger text: the white space around it stays."""
    text = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))
    if _BEYOND.search(text):  # such as an emoji
        text = _UNWANTED_BEYOND.sub("", text)
    return nfc(text)


def nfc(text: str) -> str:
    """Each letter and its marks as one character where there is one; at most thirty marks in a row.

    The only way to normal forms here, with ``nfkd``: the library's alone is quadratic.
    """
    return _cut(unicodedata.normalize("NFC", _cut(text)))  # some marks come apart into two


def nfkd(text: str) -> str:
    """Each letter before its marks, ligatures and the like taken apart."""
    return unicodedata.normalize("NFKD", _cut(text))


def _cut(text: str) -> str:
    return _TOWER.sub(r"\1", text) if not text.isascii() else text
