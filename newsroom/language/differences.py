"""The difference between two texts, by word, as people read it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsroom.language.matching import Patience, opcodes

# A number, a word with its apostrophes and hyphens, a run of white space, or one other character.
TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|\w+(?:[’'ʼ‑-]\w+)*|\s+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """Some words: ``kind`` is "same", "added" or "removed"."""

    kind: str
    text: str


def by_word(before: str, after: str, patience: Patience | None = None) -> list[Piece]:
    """The words of both texts in reading order, each once if both have them.

    Where the ``patience`` of a larger comparison ends, words are told as replaced that are not.
    """
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    pieces: list[Piece] = []
    for kind, i1, i2, j1, j2 in opcodes(old, new, patience):
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[i1:i2])))
            continue
        pieces += [
            Piece(name, text)
            for name, text in (("removed", "".join(old[i1:i2])), ("added", "".join(new[j1:j2])))
            if text
        ]
    return _joined(pieces)


def by_paragraph(before: Sequence[str], after: Sequence[str]) -> list[list[Piece]]:
    """Paragraphs matched with their counterparts, each as the words it kept, lost and gained."""
    result: list[list[Piece]] = []
    patience = Patience()
    for kind, i1, i2, j1, j2 in opcodes(before, after, patience):
        if kind == "equal":
            result += [[Piece("same", text)] for text in before[i1:i2]]
            continue
        old, new = list(before[i1:i2]), list(after[j1:j2])
        pairs = min(len(old), len(new))
        result += [by_word(a, b, patience) for a, b in zip(old, new, strict=False)]
        result += [[Piece("removed", text)] for text in old[pairs:]]
        result += [[Piece("added", text)] for text in new[pairs:]]
    return result


def _joined(pieces: list[Piece]) -> list[Piece]:
    """A single space between two changes is read as part of them: «два три» → «дві четвертих»."""
    result: list[Piece] = []
    for index, piece in enumerate(pieces):
        is_gap = piece.kind == "same" and not piece.text.strip() and 0 < index < len(pieces) - 1
        if is_gap:
            _append(result, Piece("removed", piece.text))
            _append(result, Piece("added", piece.text))
        else:
            _append(result, piece)
    return result


def _append(pieces: list[Piece], piece: Piece) -> None:
    """Add a piece to the last of its kind since the texts were the same."""
    for back in range(len(pieces) - 1, -1, -1):
        if pieces[back].kind == piece.kind:
            pieces[back] = Piece(piece.kind, pieces[back].text + piece.text)
            return
        if "same" in {pieces[back].kind, piece.kind}:
            break
    pieces.append(piece)
