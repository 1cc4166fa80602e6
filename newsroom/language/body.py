"""The body of an article between the person who types it and the HTML we keep.

Two ways of typing meet in one plain field: text as in a letter, or HTML that begins with a block.
A photo is a line of HTML in both.
"""

import re
from collections.abc import Iterator
from html import unescape

from newsroom.language.arranging import arranged
from newsroom.language.blocks import Block
from newsroom.language.cleaning import MAX_CHARACTERS, NotCleanable, clean
from newsroom.language.photos_in import NAME
from newsroom.language.runs import escaped
from newsroom.language.tidy import tidy

__all__ = [
    "MAX_CHARACTERS",
    "NotCleanable",
    "blocks_of",
    "clean",
    "from_typed",
    "text_of",
    "to_typed",
]

_BLOCK = re.compile(r"<(?:p|h2|h3|ul|ol|blockquote|aside|figure|hr)(?=[\s/>])", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"\n\s*\n")
_BACKGROUND = re.compile(r"(?:Нагадаємо|Нагадуємо|As we reported)\b", re.IGNORECASE)

_PHOTO = rf'<figure data-photo="{NAME}">\s*+(?:<figcaption>[^<]*+</figcaption>\s*+)?+</figure>'
_PHOTOS = re.compile(rf"({_PHOTO}|<div data-gallery>\s*+(?:{_PHOTO}\s*+)++</div>)")

_SAID_IN_PLAIN_TEXT = re.compile(r"(?:[^<]++|</?p>|</?aside>|<br>)*+")
_BETWEEN_BLOCKS = re.compile(
    r"(?<=>)(?=<(?:(?:p|h2|h3|ul|ol|li|blockquote|aside|figure|figcaption|hr)>"
    r"|/(?:ul|ol|blockquote|aside|figure)>))"
)
_BLOCK_TAG = re.compile(
    r"</?(?:p|h2|h3|ul|ol|li|blockquote|aside|figure|figcaption|hr|div)(?: [^>]*)?>"
)
_TAG = re.compile(r"<[^>]*>")  # addresses have no «>» (cleaning.py)
_EMPTY_LINES = re.compile(r"\n{3,}")


def from_typed(text: str) -> str:
    """Clean body HTML. An empty line begins a paragraph; «Нагадаємо…» begins the background.

    Anything but text that begins with a block of HTML is literal, stray tags included.
    """
    text = tidy(text)
    parts = [part.strip() for part in _PHOTOS.split(text)]  # every other one is a photo
    if _BLOCK.match(next(filter(None, parts[::2]), "")):
        return clean(text)
    return clean("".join(part if at % 2 else _written(part) for at, part in enumerate(parts)))


def to_typed(html: str) -> str:
    """What to type for this clean HTML: text where that says it all, else HTML, a block a line."""
    if _SAID_IN_PLAIN_TEXT.fullmatch(_PHOTOS.sub("", html)):
        text = "\n\n".join(part for block in arranged(html).children for part in _typed(block))
        if from_typed(text) == html:
            return text
    parts = enumerate(_PHOTOS.split(html))
    lines = (part if at % 2 else _BETWEEN_BLOCKS.sub("\n", part) for at, part in parts)
    return "\n".join(filter(None, lines))


def _typed(block: Block) -> Iterator[str]:
    if block.photo or block.is_gallery:
        yield str(block)
    else:
        yield from block.texts()


def _written(text: str) -> str:
    return "".join(map(_paragraph, _EMPTY_LINE.split(text)))


def _paragraph(text: str) -> str:
    paragraph = "<p>" + escaped(text).replace("\n", "<br>") + "</p>"
    return f"<aside>{paragraph}</aside>" if _BACKGROUND.match(text) else paragraph


def text_of(html: str) -> str:
    """The text of clean HTML, an empty line between blocks: ``excerpts.plain`` without parsing.

    A list of whole articles for other newsrooms would take seconds with it.
    """
    text = _BLOCK_TAG.sub("\n\n", html).replace("<br>", "\n")
    return _EMPTY_LINES.sub("\n\n", unescape(_TAG.sub("", text))).strip("\n")


def blocks_of(html: str) -> list[str]:
    """The blocks of clean HTML one by one; joined they are the HTML again."""
    return [str(block) for block in arranged(html).children]
