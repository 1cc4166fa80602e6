"""Paging by key: a cursor says where a page begins, and nothing else passes for one."""

import base64
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.paging import Cursor, cut

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda n: timezone(timedelta(minutes=n)))
MOMENTS = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=ZONES)


def written(text):
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@given(MOMENTS, st.integers(0, 2**31 - 1))
def test_a_cursor_is_read_as_it_was_written(moment, row_id):
    assert Cursor.parse(str(Cursor(moment, row_id))) == Cursor(moment, row_id)


@given(MOMENTS, st.integers(0, 2**31 - 1))
def test_a_cursor_stands_in_an_address_as_it_is(moment, row_id):
    assert str(Cursor(moment, row_id)).replace("-", "").replace("_", "").isalnum()


@given(st.text() | st.text().map(written) | st.binary().map(lambda b: b.hex()))
def test_whatever_comes_instead_of_a_cursor_is_one_or_a_value_error(text):
    try:
        cursor = Cursor.parse(text)
    except (ValueError, OverflowError):
        return
    assert cursor.moment.utcoffset() == timedelta()
    assert 0 <= cursor.row_id < 2**31


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-24T12:00:00+00:00",
        "2026-11-24T12:00:00+00:00~",
        "2026-11-24T12:00:00~1",
        "2026-11-24T12:00:00+00:00~-1",
        "2026-11-24T12:00:00+00:00~2147483648",
        "0001-01-01T00:00:00+14:00~1",
        "9999-12-31T23:59:59-14:00~1",
        "2026-13-24T12:00:00+00:00~1",
    ],
)
def test_a_place_that_cannot_be_is_no_cursor(text):
    with pytest.raises((ValueError, OverflowError)):
        Cursor.parse(written(text))


def test_a_cursor_of_any_zone_is_of_one_moment():
    one = Cursor.parse(written("2026-11-24T14:00:00+02:00~7"))
    assert one == Cursor(datetime(2026, 11, 24, 12, tzinfo=UTC), 7)


@pytest.mark.parametrize(
    ("rows", "page"), [([], ([], False)), ([1, 2], ([1, 2], False)), ([1, 2, 3], ([1, 2], True))]
)
def test_one_row_too_many_says_that_there_are_older_ones(rows, page):
    assert cut(rows, 2) == page
