"""Wording: all that a save keeps, and what happens when two of them meet."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from newsroom.language.body import blocks_of
from newsroom.language.matching import Patience
from newsroom.language.merging import Clash, merge


@dataclass(frozen=True)
class Wording:
    """The words, and what the newsroom says about them."""

    headline: str = ""
    lede: str = ""
    body: str = ""  # clean HTML
    byline: str = ""  # names, with commas between
    tags: str = ""  # likewise
    category_id: int | None = None
    source_name: str = ""
    source_url: str = ""
    photo_credit: str = ""
    lead_photo: str = ""  # its name
    lead_caption: str = ""
    planned_at: datetime | None = None  # when the writer means it to go out; UTC

    @property
    def is_empty(self) -> bool:
        return not (self.headline or self.lede or self.body)


NAMES = [field.name for field in fields(Wording)]


@dataclass(frozen=True)
class Meeting:
    """Two wordings that began from one: what goes together, and what has to be asked.

    ``settled`` has every field of which only one side changed. ``clashes`` has, by field, what both
    changed in different ways: base, theirs, mine. ``body`` is in blocks, with its clashes in place.
    """

    settled: Wording
    clashes: dict[str, tuple[Any, Any, Any]]
    body: list[str | Clash]

    @property
    def is_settled(self) -> bool:
        return not self.clashes and all(isinstance(block, str) for block in self.body)


def meet(
    base: Wording, theirs: Wording, mine: Wording, patience: Patience | None = None
) -> Meeting:
    """Merge what two people did to ``base``, field by field and the body by paragraph."""
    settled: dict[str, Any] = {}
    clashes: dict[str, tuple[Any, Any, Any]] = {}
    for name in NAMES:
        if name == "body":
            continue
        before, one, other = (getattr(wording, name) for wording in (base, theirs, mine))
        if other in (before, one):
            settled[name] = one
        elif one == before:
            settled[name] = other
        else:
            clashes[name] = (before, one, other)
    body = merge(blocks_of(base.body), blocks_of(theirs.body), blocks_of(mine.body), patience)
    whole = "".join(block for block in body if isinstance(block, str))
    return Meeting(replace(theirs, **settled, body=whole), clashes, body)
