"""Lines of a headline on the card: no word is parted that need not be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.language.typography import TIE
from newsroom.site.social.lines import LEADING, Place, fitted, wrapped

CARD = Place(1056, 392, range(92, 43, -4))


def monospaced(size):
    return lambda text: len(text) * size / 2


def test_a_short_headline_is_set_large_and_its_lines_are_about_equally_long():
    size, lines = fitted("Рух мостом знову стане двобічним", CARD, monospaced)
    assert size == 92
    assert lines == ["Рух мостом знову", "стане двобічним"]


def test_a_longer_one_is_made_smaller_rather_than_cut():
    headline = " ".join(["Уряд ухвалив постанову про облік"] * 5)
    size, lines = fitted(headline, CARD, monospaced)
    assert size < 92
    assert " ".join(lines).replace(TIE, " ") == headline


def test_what_is_too_long_at_any_size_ends_after_a_word():
    headline = " ".join(["постанова про облік і звітність"] * 30)
    size, lines = fitted(headline, CARD, monospaced)
    shown = " ".join(lines).replace(TIE, " ")
    assert size == 44
    assert len(lines) == CARD.height // (44 * LEADING)
    assert shown.endswith(("постанова…", "облік…", "звітність…"))
    assert headline.startswith(shown[:-1])


def test_a_word_of_one_letter_never_ends_a_line():
    for width in range(120, 900, 7):
        lines = wrapped("Рада й уряд з 1 січня у Києві та в області", width, monospaced(30))
        assert not {line.rpartition(" ")[2] for line in lines} & {"й", "з", "у", "в"}, width


@pytest.mark.parametrize("word", ["Непротивоконституційностянський" * 3, "а" * 300])
def test_one_word_wider_than_a_line_goes_on_in_the_next_without_a_hyphen(word):
    size, lines = fitted(word, CARD, monospaced)
    shown = "".join(lines)
    assert size == 44
    assert shown == word or word.startswith(shown.removesuffix("…"))
    assert all(len(line) * 22 <= CARD.width for line in lines)


@settings(max_examples=30, deadline=None)
@given(st.text(st.sampled_from("абвгіїє’ \u0301👩\u200d🚀–«»…"), max_size=300))
def test_whatever_it_says_it_stays_in_its_place(text):
    size, lines = fitted(text, CARD, monospaced)
    assert len(lines) * size * LEADING <= CARD.height
    assert all(monospaced(size)(line) <= CARD.width for line in lines)
