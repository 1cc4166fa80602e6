"""Times and numbers as people write them, in Ukrainian and in English."""

from datetime import timedelta

import pytest
from flask import g

from newsroom import words
from newsroom.i18n import ngettext
from tests.moments import kyiv

NOW = "2026-11-24 14:00"
pytestmark = pytest.mark.one_database


@pytest.fixture
def speaking(app, at):
    """Call a filter of the templates in a language: ``speaking("uk")("relative", moment)``."""
    at(NOW)

    def speak(language):
        def call(name, value):
            with app.app_context(), app.test_request_context():  # the outer one has a language
                g.language = language
                return app.jinja_env.filters[name](value)

        return call

    return speak


AGO = [
    (timedelta(0), "щойно", "just now"),
    (timedelta(seconds=59, microseconds=999_999), "щойно", "just now"),
    (timedelta(seconds=60), "1 хв тому", "1 min ago"),
    (timedelta(minutes=2, seconds=59), "2 хв тому", "2 min ago"),
    (timedelta(minutes=3), "3 хв тому", "3 min ago"),
    (timedelta(minutes=12), "12 хв тому", "12 min ago"),
    (timedelta(minutes=59, seconds=59), "59 хв тому", "59 min ago"),
    (timedelta(hours=1), "1 год тому", "1 h ago"),
    (timedelta(hours=5, minutes=59), "5 год тому", "5 h ago"),
    (timedelta(hours=23, minutes=59, seconds=59), "23 год тому", "23 h ago"),
    (timedelta(days=1), "23 лист., 14:00", "23 Nov, 14:00"),
    (timedelta(days=327), "1 січ., 14:00", "1 Jan, 14:00"),
    (timedelta(days=328), "31.12.2025", "31.12.2025"),
]
AHEAD = [
    (timedelta(seconds=1), "за 1 хв", "in 1 min"),
    (timedelta(seconds=119), "за 1 хв", "in 1 min"),
    (timedelta(minutes=52), "за 52 хв", "in 52 min"),
    (timedelta(minutes=60), "за 1 год", "in 1 h"),
    (timedelta(hours=23, minutes=59), "за 23 год", "in 23 h"),
    (timedelta(days=1), "25 лист., 14:00", "25 Nov, 14:00"),
    (timedelta(days=60), "23.01.2027", "23.01.2027"),
]


@pytest.mark.parametrize(
    ("age", "ukrainian", "english"), AGO + [(-age, *texts) for age, *texts in AHEAD]
)
def test_how_long_ago_or_ahead(speaking, age, ukrainian, english):
    moment = kyiv(NOW) - age
    assert speaking("uk")("relative", moment) == ukrainian
    assert speaking("en")("relative", moment) == english


def test_the_browser_ticks_with_the_words_of_the_server(speaking, app):
    with app.test_request_context():
        patterns = words.relative_patterns()
    assert patterns["minutes-ago"].replace("{n}", "3") == speaking("uk")(
        "relative", kyiv("2026-11-24 13:57")
    )
    assert set(patterns) == {"now", "minutes-ago", "hours-ago", "in-minutes", "in-hours"}


@pytest.mark.parametrize(
    ("name", "moment", "ukrainian", "english"),
    [
        ("day", "2026-11-23 14:02", "23 листопада 2026", "23 November 2026"),
        ("day", "2026-11-23 00:30", "23 листопада 2026", "23 November 2026"),  # in UTC the 22nd
        ("moment", "2026-07-01 00:05", "1 липня 2026, 00:05", "1 July 2026, 00:05"),
        ("moment", "2027-10-31 03:30", "31 жовтня 2027, 03:30", "31 October 2027, 03:30"),
        ("clock", "2026-07-01 09:05", "09:05", "09:05"),
        ("short_moment", "2026-11-24 00:00", "00:00", "00:00"),
        ("short_moment", "2026-11-24 23:59", "23:59", "23:59"),
        ("short_moment", "2026-11-23 23:59", "23 лист., 23:59", "23 Nov, 23:59"),
        ("short_moment", "2026-01-01 00:00", "1 січ., 00:00", "1 Jan, 00:00"),
        ("short_moment", "2025-12-31 23:59", "31.12.2025", "31.12.2025"),
        ("dated", "2026-11-24 14:00", "24 лист., 14:00", "24 Nov, 14:00"),
        ("dated", "2027-01-01 00:00", "01.01.2027", "01.01.2027"),
    ],
)
def test_a_moment_is_written_by_kyivs_clock(speaking, name, moment, ukrainian, english):
    assert speaking("uk")(name, kyiv(moment)) == ukrainian
    assert speaking("en")(name, kyiv(moment)) == english


def test_a_machine_reads_a_moment_in_utc(speaking):
    assert speaking("uk")("iso", kyiv("2026-07-01 00:05")) == "2026-06-30T21:05:00Z"


@pytest.mark.parametrize(
    ("number", "ukrainian", "english"),
    [(0, "0", "0"), (999, "999", "999"), (1312, "1\u00a0312", "1,312")],
)
def test_a_number_is_written_as_people_do(speaking, number, ukrainian, english):
    assert speaking("uk")("number", number) == ukrainian
    assert speaking("en")("number", number) == english


@pytest.mark.parametrize(
    ("now", "hint"),
    [("2026-11-24 14:00", "за Києвом (UTC+2)"), ("2026-07-01 14:00", "за Києвом (UTC+3)")],
)
def test_the_zone_is_named_with_its_distance_today(app, at, now, hint):
    at(now)
    with app.test_request_context():
        assert words.site().zone_hint == hint


@pytest.mark.settings(SITE_ZONE="America/St_Johns")
def test_another_zone_goes_by_its_own_name(app, at):
    at(NOW)
    with app.test_request_context():
        assert words.site().zone_hint == "America/St_Johns (UTC−3:30)"


@pytest.mark.settings(SITE_ZONE="America/New_York")
def test_a_moment_is_written_by_the_clock_of_the_newsroom(speaking):
    assert speaking("uk")("moment", kyiv("2026-11-24 03:00")) == "23 листопада 2026, 20:00"


def test_the_zone_is_told_as_it_was_at_that_moment(app):
    with app.test_request_context():
        assert words.site().zone_hint_at(kyiv("2026-07-01 12:00")).endswith("(UTC+3)")
        assert words.site().zone_hint_at(kyiv("2026-12-01 12:00")).endswith("(UTC+2)")


@pytest.mark.parametrize(
    ("number", "ukrainian", "english"),
    [
        *[(n, f"{n} хвилина", f"{n} minutes") for n in (21, 101, 121)],
        *[(n, f"{n} хвилини", f"{n} minutes") for n in (2, 3, 4, 22, 104)],
        *[(n, f"{n} хвилин", f"{n} minutes") for n in (0, 5, 10, 11, 12, 14, 20, 25, 111, 112)],
        (1, "1 хвилина", "1 minute"),
    ],
)
def test_a_number_has_its_noun_in_the_right_form(app, number, ukrainian, english):
    for language, said in (("uk", ukrainian), ("en", english)):
        with app.app_context(), app.test_request_context():
            g.language = language
            assert ngettext("%(num)s minute", "%(num)s minutes", number) == said
