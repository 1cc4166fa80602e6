"""Dates in text."""

from datetime import date

import pytest

from newsroom.language.dates import dates_in

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("з 25 листопада до 3 грудня", [date(2026, 11, 25), date(2026, 12, 3)]),
        ("6 січня буде сніг", [date(2027, 1, 6)]),  # the nearest
        ("6 січня 2024 року", [date(2024, 1, 6)]),
        ("on 25 November", [date(2026, 11, 25)]),
        ("31 лютого", []),
        ("25 листопадових днів", []),
        ("нічого", []),
    ],
)
def test_dates_are_found_in_words(text, found):
    assert [day for day, _ in dates_in(text, TODAY)] == found


def test_a_date_comes_with_the_words_it_is_written_in():
    assert list(dates_in("Це було 3 березня 2014 року.", TODAY)) == [
        (date(2014, 3, 3), "3 березня 2014")
    ]
