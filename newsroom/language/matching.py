"""Where two sequences agree: as difflib finds it, within a measured effort.

difflib looks for the longest common run, then left and right of it, and so on: quadratic for a text
that repeats itself, cubic for two texts that share every space and no word. An ordinary comparison
is far below the limit and comes out as difflib's. Beyond it, what both have at the beginning and at
the end is set apart first, and what is still too much is one replaced piece.
"""

from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher
from itertools import accumulate, takewhile

MOST_STEPS = 2_000_000  # looks at two elements: tenths of a second

Opcode = tuple[str, int, int, int, int]  # as difflib has it: kind, before[i1:i2], after[j1:j2]


class Patience:
    """How many steps one answer is worth, shared by all the matchings that it needs."""

    def __init__(self, steps: int = MOST_STEPS) -> None:
        self.steps = steps

    def allows(self, steps: int) -> bool:
        """Whether there is patience for so many more; if so, they are taken off."""
        if steps > self.steps:
            return False
        self.steps -= steps
        return True


def opcodes(
    before: Sequence[str], after: Sequence[str], patience: Patience | None = None
) -> Sequence[Opcode]:
    """What became of each part of ``before``: "equal", "replace", "insert" or "delete"."""
    patience = patience or Patience()
    matcher = _Matcher(before, after, patience)
    if matcher.steps <= patience.steps:
        return matcher.get_opcodes()
    return list(_around_the_middle(before, after, patience))


def _around_the_middle(
    before: Sequence[str], after: Sequence[str], patience: Patience
) -> Iterator[Opcode]:
    shorter = min(len(before), len(after))
    head = _common(before, after)
    tail = min(_common(before[::-1], after[::-1]), shorter - head)
    i_end, j_end = len(before) - tail, len(after) - tail
    if head:
        yield "equal", 0, head, 0, head
    for kind, i1, i2, j1, j2 in _Matcher(
        before[head:i_end], after[head:j_end], patience
    ).get_opcodes():
        yield kind, head + i1, head + i2, head + j1, head + j2
    if tail:
        yield "equal", i_end, len(before), j_end, len(after)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many elements both begin with."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


class _Matcher(SequenceMatcher[str]):
    """difflib's, which stops looking where its patience ends: what is left agrees in nothing."""

    a: Sequence[str]
    b2j: dict[str, list[int]]

    def __init__(self, before: Sequence[str], after: Sequence[str], patience: Patience) -> None:
        super().__init__(None, before, after, autojunk=False)
        self._patience = patience
        places = (1 + len(self.b2j.get(element, ())) for element in before)
        self._steps_before = [0, *accumulate(places)]

    @property
    def steps(self) -> int:
        """What the first look at the whole takes."""
        return self._steps_before[-1]

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        ahi = len(self.a) if ahi is None else ahi
        if not self._patience.allows(self._steps_before[ahi] - self._steps_before[alo]):
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, ahi, blo, bhi)
