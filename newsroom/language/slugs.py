"""Addresses from headlines: Ukrainian by the official table, everything in plain ASCII."""

import re
from collections.abc import Collection

import uklatn

from newsroom.language.tidy import nfc, nfkd

_APOSTROPHES = re.compile("['’ʼ‘`´′]")
_COMBINING = re.compile("[\u0300-\u036f\u0483-\u0489]")
_NUMERO = "№"  # NFKD would make it the word “No”

# Letters that the Ukrainian table does not know and that Unicode does not take apart: first the
# Cyrillic of other languages, which stand in names (Вучић, Чорны), then Latin.
_OTHER_LETTERS = str.maketrans(
    {
        "ы": "y", "э": "e", "ё": "io", "ъ": "", "ў": "u",
        "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz",
        "ѓ": "g", "ќ": "k", "ѕ": "dz",
        "ł": "l", "ß": "ss", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d",
        "ı": "i", "ħ": "h", "ŋ": "n", "ŧ": "t", "ə": "e",
    }
)  # fmt: skip


def slugify(text: str, limit: int = 80) -> str:
    """Lower-case words joined by hyphens, cut between words within ``limit`` characters.

    Ukrainian follows resolution No 55 of the Cabinet of Ministers (2010). A text without Latin or
    Cyrillic letters or digits gives ''.
    """
    return _cut(re.sub("[^a-z0-9]+", "-", _latin(text)).strip("-"), limit)


def unused(slug: str, taken: Collection[str]) -> str:
    """The slug itself, or with the first number from 2 on that is not taken."""
    numbered = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (slug, *numbered) if one not in taken)


def _latin(text: str) -> str:
    text = nfc(text).lower().replace(_NUMERO, " ")
    # Whatever still combines after NFC is a stress mark (за́мок): no letter of ours is made so.
    text = nfc(_COMBINING.sub("", _APOSTROPHES.sub("", text)))  # uklatn makes it so without a limit
    text = uklatn.encode(text, uklatn.KMU_55).translate(_OTHER_LETTERS)
    return _COMBINING.sub("", nfkd(text)).lower()


def _cut(slug: str, limit: int) -> str:
    if len(slug) <= limit:
        return slug
    words = slug[: limit + 1].rpartition("-")[0]
    return words or slug[:limit]
