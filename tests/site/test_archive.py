"""The archive: a page for each day with news, by the newsroom's clock, and the way between them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from newsroom.articles.own_links import dead_links
from newsroom.site import archive, days
from tests import factories
from tests.moments import kyiv
from tests.plans import is_one_walk


def publish(*moments):
    for moment in moments:
        factories.live(headline=moment, since=kyiv(moment))


def lines(page):
    return [" ".join(a.text.split()) for a in page.main.select(".lines a")]


def ways(page):
    """What leads to the day before and to the day after."""
    return [
        link["href"] if (link := page.select_one(f"a[rel={way}]")) else None
        for way in ("prev", "next")
    ]


@pytest.fixture
def november(app, at):
    at("2026-11-24 14:00")
    publish("2026-11-20 23:59", "2026-11-22 00:00", "2026-11-22 18:30", "2026-11-24 13:00")


def test_a_day_has_what_went_out_between_its_midnights_newest_first(client, november):
    page = client.read("/archive/2026-11-22")
    assert page.h1.text.replace("\xa0", " ") == "Новини за 22 листопада 2026"
    assert lines(page) == ["2026-11-22 18:30", "2026-11-22 00:00"]
    assert [time.text for time in page.main.select("time")] == ["18:30", "00:00"]


def test_the_ways_lead_to_the_nearest_days_with_news(client, november):
    assert ways(client.read("/archive/2026-11-22")) == [
        "/archive/2026-11-20",
        "/archive/2026-11-24",
    ]
    assert ways(client.read("/archive/2026-11-20")) == [None, "/archive/2026-11-22"]
    assert ways(client.read("/archive/2026-11-24")) == ["/archive/2026-11-22", None]


def test_a_day_without_news_between_others_says_so(client, november):
    page = client.read("/archive/2026-11-21")
    assert "Цього дня ми нічого не публікували." in page.main.text
    assert ways(page) == ["/archive/2026-11-20", "/archive/2026-11-22"]


@pytest.mark.parametrize(
    "day",
    [
        *("2026-11-19", "2026-11-25", "1899-12-31", "0001-01-01", "9999-12-31"),
        *("0000-00-00", "2026-02-30", "2026-13-01", "2026-11-2", "2026-11-022", "-026-11-22"),
        *("20261122", "2026-W47-7", "2026-11-22T00:00", "22.11.2026", "x", "%00"),
        *("²026-11-22", "٢٠٢٦-١١-٢٢"),
    ],
)
@pytest.mark.one_database
def test_other_days_have_no_page(client, november, day):
    answer = client.get(f"/archive/{day}")
    assert answer.status_code == 404
    assert "Такої сторінки немає" in answer.text


def test_what_is_not_live_makes_no_day(client, at):
    at("2026-11-20 12:00")
    factories.taken_down()
    factories.draft()
    at("2026-11-24 14:00")
    factories.scheduled(kyiv("2026-11-24 15:00"))
    for day in ("2026-11-20", "2026-11-24"):
        assert client.get(f"/archive/{day}").status_code == 404
    at("2026-11-24 15:00")
    page = client.read("/archive/2026-11-24")
    assert ways(page) == [None, None]


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-11-23", 24)]
)
def test_a_day_is_as_long_as_the_clock_makes_it(client, at, day, hours):
    at("2026-11-24 14:00")
    begins, ends = kyiv(f"{day} 00:00"), kyiv(f"{day} 00:00") + timedelta(hours=hours)
    second = timedelta(seconds=1)
    for moment in (begins - second, begins, ends - second, ends):
        factories.live(headline=moment.isoformat(), since=moment)
    shown = lines(client.read(f"/archive/{day}"))
    assert shown == [(ends - second).isoformat(), begins.isoformat()]


@pytest.mark.settings(SITE_ZONE="America/Sao_Paulo")
def test_a_day_whose_midnight_the_clock_skipped_begins_at_one(app):
    begins, ends = days.bounds(date(2018, 11, 4))
    assert begins == datetime(2018, 11, 4, 3, tzinfo=UTC)
    assert ends - begins == timedelta(hours=23)
    assert days.bounds(date(2018, 11, 3))[1] == begins


def test_a_busy_day_goes_on_where_its_page_ended(client, at, monkeypatch):
    monkeypatch.setattr(archive, "PAGE", 2)
    moment = at("2026-11-24 14:00")
    for number in range(5):
        factories.live(headline=f"Новина {number}", since=moment)
    page = client.read("/archive/2026-11-24")
    seen = lines(page)
    while link := page.select_one(".older a"):
        page = client.read(link["href"])
        seen += lines(page)
    assert seen == [f"Новина {number}" for number in (4, 3, 2, 1, 0)]


def test_a_day_is_a_walk_along_the_index_of_what_is_live_and_begins_there(november):
    begins, ends = days.bounds(date(2026, 11, 22))
    walks = archive.of_day(begins, ends), archive.live_before(begins), archive.live_from(ends)
    for walk in walks:
        assert is_one_walk(walk.limit(1), "ix_articles_live")
        assert str(walk).count("publish_at <") == 1


def test_a_link_to_a_day_without_a_page_is_dead(app, client, at):
    at("2026-11-24 12:00")
    for day in ("2026-11-18 00:30", "2026-11-20 23:30"):
        factories.live(since=kyiv(day))
    days = [f"2026-11-{day}" for day in (17, 18, 19, 20, 21, 25)] + ["nonsense"]
    body = "".join(f'<a href="/archive/{day}">x</a>' for day in days)
    with app.test_request_context():
        dead = dead_links(body)
    urls = [f"/archive/{day}" for day in days]
    assert dead == [url for url in urls if client.get(url).status_code == 404]
    assert len(dead) == 4
