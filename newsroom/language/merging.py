"""Two people changed one text: what they did apart goes together, the rest is asked.

A three-way merge of blocks against the text that both began from, as `diff3` does of lines
(Khanna, Kunal, Pierce, “A formal investigation of diff3”), but finer: changes of neighbouring
blocks do not touch each other, and what both put in at one place is kept, one after the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsroom.language.matching import Patience, opcodes


@dataclass(frozen=True)
class Clash:
    """The same blocks, changed by both: as they were, theirs, mine."""

    base: list[str]
    theirs: list[str]
    mine: list[str]


@dataclass(frozen=True)
class Edit:
    """``base[start:end]`` became ``blocks``."""

    start: int
    end: int
    blocks: list[str]


def merge(
    base: Sequence[str],
    theirs: Sequence[str],
    mine: Sequence[str],
    patience: Patience | None = None,
) -> list[str | Clash]:
    """The merged text: blocks, and a Clash wherever both changed the same ones in different ways.

    Nothing is lost: every block that either side wrote stands in the result or in a clash. Where
    ``patience`` ends, what may have been put together is asked.
    """
    patience = patience or Patience()
    result: list[str | Clash] = []
    at = 0
    for group in _groups(edits(base, theirs, patience), edits(base, mine, patience)):
        start = min(edit.start for _, edit in group)
        end = max(edit.end for _, edit in group)
        result += base[at:start]
        result += _settled(base, start, end, group)
        at = end
    return [*result, *base[at:]]


def edits(
    base: Sequence[str], changed: Sequence[str], patience: Patience | None = None
) -> list[Edit]:
    """What was done to ``base``; blocks that were rewritten one by one are edits one by one."""
    return [
        edit
        for kind, i1, i2, j1, j2 in opcodes(base, changed, patience)
        if kind != "equal"
        for edit in _one_by_one(i1, i2, list(changed[j1:j2]))
    ]


def _one_by_one(start: int, end: int, blocks: list[str]) -> Iterator[Edit]:
    if end - start == len(blocks):
        for number, block in enumerate(blocks):
            yield Edit(start + number, start + number + 1, [block])
    else:
        yield Edit(start, end, blocks)


Side = tuple[bool, Edit]  # whether it is mine


def apart(
    base: Sequence[str],
    theirs: Sequence[str],
    mine: Sequence[str],
    patience: Patience | None = None,
) -> list[Side]:
    """What either side did that goes together by itself, in order; done alike, it is theirs."""
    found: list[Side] = []
    for group in _groups(edits(base, theirs, patience), edits(base, mine, patience)):
        start = min(edit.start for _, edit in group)
        end = max(edit.end for _, edit in group)
        if any(isinstance(block, Clash) for block in _settled(base, start, end, group)):
            continue
        alike = [edit for is_mine, edit in group if not is_mine]
        found += [(is_mine, edit) for is_mine, edit in group if not (is_mine and edit in alike)]
    return found


def _groups(theirs: list[Edit], mine: list[Edit]) -> Iterator[list[Side]]:
    """Edits in order, those together that touch the same blocks of the base."""
    sides = sorted(
        [*((False, edit) for edit in theirs), *((True, edit) for edit in mine)],
        key=lambda side: (side[1].start, side[1].end, side[0]),
    )
    group: list[Side] = []
    end = 0
    for side in sides:
        edit = side[1]
        if group and not _touches(group, edit, end):
            yield group
            group, end = [], 0
        group.append(side)
        end = max(end, edit.end)
    if group:
        yield group


def _touches(group: list[Side], edit: Edit, end: int) -> bool:
    if edit.start < end:
        return True
    is_insertion = edit.start == edit.end
    return is_insertion and any(
        other.start == other.end == edit.start for _, other in group if other.end == end
    )


def _settled(base: Sequence[str], start: int, end: int, group: list[Side]) -> Sequence[str | Clash]:
    theirs = _applied(base, start, end, [edit for is_mine, edit in group if not is_mine])
    mine = _applied(base, start, end, [edit for is_mine, edit in group if is_mine])
    before = list(base[start:end])
    if mine in (theirs, before):
        return theirs
    if theirs == before:
        return mine
    if not before:  # both put something in here
        there = set(theirs)
        return [*theirs, *(block for block in mine if block not in there)]
    return [Clash(before, theirs, mine)]


def _applied(base: Sequence[str], start: int, end: int, edits: list[Edit]) -> list[str]:
    blocks: list[str] = []
    for edit in edits:
        blocks += [*base[start : edit.start], *edit.blocks]
        start = edit.end
    return [*blocks, *base[start:end]]
