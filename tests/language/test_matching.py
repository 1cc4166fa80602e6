"""Where two sequences agree, in bounded time. Steps are counted rather than seconds."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.language.differences import by_paragraph, by_word
from newsroom.language.matching import MOST_STEPS, Patience, opcodes
from newsroom.language.merging import Clash, merge

FEW = st.lists(st.sampled_from("абв "), max_size=12)
REPEATED = ["<p>а</p>"] * 60_000


@pytest.fixture
def looks(monkeypatch):
    """How many steps were looked at, by every matching of the test."""
    taken = []
    allows = Patience.allows

    def counted(self, steps):
        granted = allows(self, steps)
        taken.append(steps if granted else 0)
        return granted

    monkeypatch.setattr(Patience, "allows", counted)
    return taken


@given(FEW, FEW)
def test_what_is_short_is_matched_as_ever(before, after):
    plain = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    assert opcodes(before, after) == plain


@given(FEW, FEW, st.integers(0, 60))
def test_the_parts_make_both_texts_however_soon_patience_ends(before, after, steps):
    i = j = 0
    for kind, i1, i2, j1, j2 in opcodes(before, after, Patience(steps)):
        assert (i1, j1) == (i, j)
        assert kind != "equal" or before[i1:i2] == after[j1:j2]
        i, j = i2, j2
    assert (i, j) == (len(before), len(after))


def test_one_change_in_a_text_that_repeats_itself_is_found(looks):
    before = ["а"] * 30_000 + ["б"] + ["а"] * 30_000
    after = ["а"] * 30_000 + ["в"] + ["а"] * 30_000
    assert opcodes(before, after)[1] == ("replace", 30_000, 30_001, 30_000, 30_001)
    assert sum(looks) < 10


@pytest.mark.parametrize(
    "compare",
    [
        lambda: merge(REPEATED, ["<p>б</p>", *REPEATED], [*REPEATED, "<p>в</p>"]),
        lambda: merge(REPEATED, ["<p>б</p>"] * 60_000, ["<p>в</p>"] * 60_001),
        lambda: by_word("а " * 50_000, "б " * 50_000),
        lambda: by_word(" ".join(map(str, range(30_000))), " ".join(map(chr, range(1000, 31_000)))),
        lambda: by_paragraph(["а б " * 900 + "в"] * 40, ["г б " * 900 + "д"] * 40),
    ],
    ids=["both add", "both replace", "one word", "only spaces in common", "many paragraphs"],
)
def test_no_text_is_worth_more_than_so_many_steps(looks, compare):
    compare()
    assert sum(looks) <= 2 * MOST_STEPS


def test_what_both_add_to_a_long_text_that_repeats_itself_goes_together():
    merged = merge(REPEATED, ["<p>б</p>", *REPEATED], [*REPEATED, "<p>в</p>"])
    assert merged == ["<p>б</p>", *REPEATED, "<p>в</p>"]


def test_where_patience_ends_the_merge_asks_and_loses_nothing():
    base, theirs, mine = ["0", "1", "2", "3"], ["7", "1", "2", "8"], ["5", "1", "2", "3", "6"]
    (asked,) = merge(base, theirs, mine, Patience(0))
    assert asked == Clash(base, theirs, mine)
