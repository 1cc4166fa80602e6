"""Tags and authors as lists: their newest, a page at a time, and nothing of what is not live."""

from datetime import timedelta

import pytest

from newsroom import clock
from newsroom.articles.filing import refile
from newsroom.articles.recent import posts
from newsroom.database import db
from newsroom.paging import Cursor
from newsroom.site import listing_pages, listings
from tests import factories
from tests.plans import is_one_walk
from tests.site.broken_cursors import BROKEN

KINDS = {
    "tag": ("tags", "Рясна", "/tags/riasna"),
    "author": ("byline", "Олена Гук", "/authors/olena-huk"),
}


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def publish(app, kind):
    def live(number, minutes, name=""):
        since = clock.now() - timedelta(minutes=minutes)
        field, usual, _ = KINDS[kind]
        return factories.live(headline=f"Новина {number}", since=since, **{field: name or usual})

    return live


@pytest.fixture
def url(kind):
    return KINDS[kind][2]


def headlines(page):
    return [" ".join(link.text.split()) for link in page.main.select("h2 a")]


def test_the_newest_stand_first_however_they_were_typed(client, publish, url, kind):
    for number in (2, 0, 1):
        publish(number, minutes=number)
    publish(9, minutes=0, name="Інша")
    page = client.read(url)
    assert page.h1.text == KINDS[kind][1]
    assert headlines(page) == ["Новина 0", "Новина 1", "Новина 2"]


def test_older_ones_go_on_where_the_page_ended_though_newer_came(client, publish, url, monkeypatch):
    monkeypatch.setattr(listing_pages, "PAGE", 3)
    for number in range(7):
        publish(number, minutes=10 + number)
    page, found = client.read(url), []
    while True:
        found.append(headlines(page))
        publish(99, minutes=0)
        if not (link := page.select_one("a[rel=next]")):
            break
        page = client.read(link["href"])
    numbers = [[int(headline.split()[1]) for headline in one] for one in found]
    assert numbers == [[0, 1, 2], [3, 4, 5], [6]]


def test_news_of_one_moment_are_neither_lost_nor_doubled(client, publish, url, at, monkeypatch):
    monkeypatch.setattr(listing_pages, "PAGE", 2)
    at("2026-11-24 14:02")
    for number in range(5):
        publish(number, minutes=0)
    page = client.read(url)
    seen = headlines(page)
    while link := page.select_one("a[rel=next]"):
        page = client.read(link["href"])
        seen += headlines(page)
    assert seen == [f"Новина {number}" for number in reversed(range(5))]


def test_without_a_live_article_nobody_has_heard_of_it(client, kind, url):
    given = {KINDS[kind][0]: KINDS[kind][1]}
    factories.draft(**given)
    factories.taken_down(**given)
    factories.scheduled(clock.now() + timedelta(hours=1), **given)
    hidden, unknown = client.get(url), client.get(url + "-nothing")
    assert (hidden.status_code, unknown.status_code) == (404, 404)
    assert hidden.text == unknown.text


def test_what_is_scheduled_comes_at_its_time(client, kind, url, at):
    now = at("2026-11-24 14:00")
    factories.scheduled(now + timedelta(hours=1), **{KINDS[kind][0]: KINDS[kind][1]})
    assert client.get(url).status_code == 404
    at("2026-11-24 15:00")
    assert len(headlines(client.read(url))) == 1


def test_hidden_ones_leave_no_trace_in_a_list_that_is_there(client, publish, kind, url, at):
    at("2026-11-24 14:00")
    publish(1, minutes=3)
    before = client.get(url).data
    given = {KINDS[kind][0]: KINDS[kind][1]}
    factories.draft(**given)
    factories.scheduled(clock.now() + timedelta(hours=1), **given)
    assert client.get(url).data == before


def test_what_is_taken_down_leaves_and_comes_back(client, publish, url):
    publish(1, minutes=2)
    second = publish(2, minutes=1)
    second.take_down()
    assert headlines(client.read(url)) == ["Новина 1"]
    second.publish()
    refile(db.session, second)
    assert headlines(client.read(url)) == ["Новина 2", "Новина 1"]


@pytest.mark.parametrize("cursor", BROKEN)
@pytest.mark.one_database
def test_a_broken_place_in_the_list_is_404_in_words(client, publish, url, cursor):
    publish(1, minutes=1)
    answer = client.get(url, query_string={"before": cursor})
    assert answer.status_code == 404
    assert "Такої сторінки немає" in answer.text


def test_a_place_before_all_of_them_says_that_nothing_is_older(client, publish, url):
    publish(1, minutes=1)
    before = str(Cursor(clock.now() - timedelta(days=9999), 0))
    page = client.read(url, query_string={"before": before})
    assert headlines(page) == []
    assert "Давніших матеріалів тут немає." in page.main.text


@pytest.mark.parametrize("cursor", [None, Cursor(clock.now() - timedelta(days=1), 5)])
def test_a_page_of_them_is_one_walk_along_an_index(publish, kind, url, cursor):
    for number in range(3):
        publish(number, minutes=number)
    listing = listings.find(kind, url.rpartition("/")[2])
    assert is_one_walk(listing.after(cursor).limit(20), f"ix_article_{kind}s_newest")
    if cursor:
        bounds = listing.after(cursor).compile().params.values()
        assert [moment for moment in bounds if moment == cursor.moment] == [cursor.moment] * 3
    assert len(posts(listing.live())) == 3
