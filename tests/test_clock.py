"""The newsroom's own clock: nothing is guessed in its two odd nights a year."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom import clock
from newsroom.clock import NoSuchTimeError, TwoSuchTimesError, from_local, offset_name

KYIV = ZoneInfo("Europe/Kyiv")
ZONES = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)
HOURS_AROUND = range(-50, 51)  # a zone's clock may jump a whole day, over the line of dates


def moments_showing(local, zone):
    """Every moment at which the clock of ``zone`` shows ``local``, found by trying."""
    around = [local.replace(tzinfo=UTC) + timedelta(hours=n) for n in HOURS_AROUND]
    offsets = {moment.astimezone(zone).utcoffset() for moment in around}
    tried = {(local - offset).replace(tzinfo=UTC) for offset in offsets}
    return sorted(m for m in tried if m.astimezone(zone).replace(tzinfo=None) == local)


def offset(zone, moment):
    return moment.astimezone(zone).utcoffset()


def changes(zone, year):
    """Moments of a year, each less than an hour before the clock of ``zone`` changes."""
    weeks = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(weeks=n) for n in range(53)]
    return [
        last_before_change(zone, start, end)
        for start, end in pairwise(weeks)
        if offset(zone, start) != offset(zone, end)
    ]


def last_before_change(zone, start, end):
    while end - start > timedelta(hours=1):
        middle = start + (end - start) / 2
        is_changed = offset(zone, middle) != offset(zone, start)
        start, end = (start, middle) if is_changed else (middle, end)
    return start


@st.composite
def near_changes(draw):
    """A zone and a local time, where it can be within a few hours of a change of its clock."""
    zone, year = draw(ZONES), draw(st.integers(1925, 2045))
    found = changes(zone, year) or [datetime(year, 1, 1, tzinfo=UTC)]
    near = draw(st.sampled_from(found)).astimezone(zone).replace(tzinfo=None)
    return zone, near + timedelta(minutes=draw(st.integers(-180, 180)))


@settings(deadline=None, max_examples=300)
@given(near_changes())
def test_a_local_time_is_the_only_moment_that_shows_it_or_it_is_asked_about(zone_and_local):
    zone, local = zone_and_local
    shown = moments_showing(local, zone)
    day, at = local.date(), local.time()
    if len(shown) == 1:
        assert from_local(day, at, zone) == shown[0]
    elif shown:
        with pytest.raises(TwoSuchTimesError) as twice:
            from_local(day, at, zone)
        assert [moment.astimezone(UTC) for moment in twice.value.moments] == shown
        assert [from_local(day, at, zone, fold) for fold in (0, 1)] == shown
    else:
        with pytest.raises(NoSuchTimeError) as gap:
            from_local(day, at, zone)
        for there, is_before in ((gap.value.earlier, True), (gap.value.later, False)):
            wall = there.replace(tzinfo=None)
            assert moments_showing(wall, zone)
            assert (wall < local) == is_before


@given(ZONES, st.datetimes(datetime(1900, 1, 3), datetime(2100, 1, 1)))
def test_a_moment_comes_back_as_the_clock_showed_it(zone, moment):
    local = moment.replace(tzinfo=UTC).astimezone(zone)
    assert from_local(local.date(), local.time(), zone, local.fold) == moment.replace(tzinfo=UTC)


@pytest.mark.parametrize("at", [time(3, 0), time(3, 30), time(3, 59, 59)])
def test_kyivs_clock_skips_an_hour_in_march(at):
    with pytest.raises(NoSuchTimeError) as gap:
        from_local(date(2027, 3, 28), at, KYIV)
    assert (gap.value.earlier.hour, gap.value.later.hour) == (2, 4)


@pytest.mark.parametrize("at", [time(3, 0), time(3, 30), time(3, 59, 59)])
def test_kyivs_clock_shows_an_hour_twice_in_october(at):
    first = from_local(date(2027, 10, 31), at, KYIV, fold=0)
    assert from_local(date(2027, 10, 31), at, KYIV, fold=1) == first + timedelta(hours=1)


@pytest.mark.parametrize("fold", [0, 1])
def test_a_time_that_remembers_which_it_was_is_asked_about_all_the_same(fold):
    with pytest.raises(TwoSuchTimesError):
        from_local(date(2027, 10, 31), time(3, 30, fold=fold), KYIV)


@pytest.mark.parametrize(
    ("day", "at", "hour"),
    [
        (date(2027, 3, 28), time(2, 59), 0),
        (date(2027, 3, 28), time(4, 0), 1),
        (date(2027, 10, 31), time(2, 59), 23),
        (date(2027, 10, 31), time(4, 0), 2),
    ],
)
@pytest.mark.parametrize("fold", [None, 0, 1])
def test_times_beside_the_change_are_plain_whatever_was_answered(day, at, hour, fold):
    assert from_local(day, at, KYIV, fold).hour == hour


def test_around_midnight_the_suggestions_may_be_of_other_days():
    with pytest.raises(NoSuchTimeError) as gap:
        from_local(date(2026, 3, 29), time(0, 30), ZoneInfo("Asia/Beirut"))
    assert gap.value.earlier.date() == date(2026, 3, 28)
    assert gap.value.later.date() == date(2026, 3, 29)


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Europe/Kyiv", "UTC+2"),
        ("UTC", "UTC"),
        ("America/St_Johns", "UTC−3:30"),
        ("Asia/Kathmandu", "UTC+5:45"),
        ("America/New_York", "UTC−5"),
    ],
)
def test_the_distance_from_utc_is_written_as_people_do(zone, name):
    assert offset_name(datetime(2026, 11, 24, 12, tzinfo=ZoneInfo(zone))) == name


def test_now_is_aware_and_in_utc():
    assert clock.now().utcoffset() == timedelta()
