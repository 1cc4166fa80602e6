"""The body of an article between the person who types it and the HTML we keep.

Two ways of typing meet in one plain field: text as in a letter, or HTML that begins with a block.
"""

import re
from html import unescape

from newsroom.language.arranging import arranged
from newsroom.language.cleaning import MAX_CHARACTERS, NotCleanable, clean
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

_SAID_IN_PLAIN_TEXT = re.compile(r"(?:[^<]++|</?p>|</?aside>|<br>)*+")
_BETWEEN_BLOCKS = re.compile(
    r"(?<=>)(?=<(?:(?:p|h2|h3|ul|ol|li|blockquote|aside|figure|figcaption|hr)>"
    r"|/(?:ul|ol|blockquote|aside|figure)>))"
)
_BLOCK_TAG = re.compile(r"</?(?:p|h2|h3|ul|ol|li|blockquote|aside|figure|figcaption|hr)>")
_TAG = re.compile(r"<[^>]*>")  # addresses have no «>» (cleaning.py)
_EMPTY_LINES = re.compile(r"\n{3,}")


def from_typed(text: str) -> str:
    """Clean body HTML. An empty line begins a paragraph; «Нагадаємо…» begins the background.

    Anything but text that begins with a block of HTML is literal, stray tags included.
    """
    text = tidy(text)
    if _BLOCK.match(text):
        return clean(text)
    return clean("".join(map(_paragraph, _EMPTY_LINE.split(text))))


def to_typed(html: str) -> str:
    """What to type for this clean HTML: text where that says it all, else HTML, a block a line."""
    if _SAID_IN_PLAIN_TEXT.fullmatch(html):
        text = "\n\n".join(arranged(html).texts())
        if from_typed(text) == html:
            return text
    return _BETWEEN_BLOCKS.sub("\n", html)


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
