"""Two people changed one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.language.merging import Clash, merge

TEXTS = st.lists(st.sampled_from("абвгдежз"), max_size=7)


def merged(base: str, theirs: str, mine: str) -> list:
    return merge(base.split(), theirs.split(), mine.split())


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "together"),
    [
        ("а б в г", "а Б в г", "а б в Г", "а Б в Г"),  # each another paragraph
        ("а б в", "а Б в", "А б в", "А Б в"),  # neighbours
        ("а б в", "а б В", "а н б в", "а н б В"),  # one writes more, one rewrites
        ("а б в", "а в", "а б В", "а В"),  # one takes out what the other left alone
        ("а б", "а т б", "а м б", "а т м б"),  # both write more in one place: theirs comes first
        ("а б", "а т б", "а т б", "а т б"),  # both write the same
        ("а б в", "а Б в", "а Б в", "а Б в"),
        ("", "т", "м", "т м"),
        ("а", "", "а", ""),
    ],
)
def test_what_was_done_apart_goes_together(base, theirs, mine, together):
    assert merged(base, theirs, mine) == together.split()


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "clash"),
    [
        ("а б в", "а Б в", "а бб в", Clash(["б"], ["Б"], ["бб"])),
        ("а б в", "а в", "а бб в", Clash(["б"], [], ["бб"])),  # taken out, and rewritten
        ("а б в г", "а Х г", "а бб в г", Clash(["б", "в"], ["Х"], ["бб", "в"])),
    ],
)
def test_the_same_paragraph_changed_by_both_is_asked(base, theirs, mine, clash):
    assert [block for block in merged(base, theirs, mine) if isinstance(block, Clash)] == [clash]


@given(TEXTS, TEXTS)
def test_who_changed_nothing_gets_the_other_text(base, changed):
    assert merge(base, changed, base) == changed
    assert merge(base, base, changed) == changed
    assert merge(base, changed, changed) == changed


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_that_anybody_wrote_is_lost(base, theirs, mine):
    result = merge(base, theirs, mine)
    kept: set[str] = set()
    for block in result:
        kept |= {block} if isinstance(block, str) else {*block.theirs, *block.mine}
    assert (set(theirs) | set(mine)) - set(base) <= kept
