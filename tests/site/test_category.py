"""A category's page: its newest, a page at a time, however the list grows meanwhile."""

from datetime import timedelta

import pytest

from newsroom import clock
from newsroom.site import listing_pages
from tests import factories
from tests.site.broken_cursors import BROKEN


@pytest.fixture
def town(app, monkeypatch):
    monkeypatch.setattr(listing_pages, "PAGE", 3)
    return factories.category("Місто")


def publish(category, number, minutes):
    since = clock.now() - timedelta(minutes=minutes)
    return factories.live(headline=f"Новина {number}", category_id=category.id, since=since)


def headlines(page):
    return [" ".join(link.text.split()) for link in page.main.select("h2 a")]


def older(client, page):
    return client.read(page.select_one("a[rel=next]")["href"])


def test_the_newest_stand_first(client, town):
    for number in (2, 0, 1):
        publish(town, number, minutes=number)
    page = client.read(f"/categories/{town.slug}")
    assert page.h1.text == "Місто"
    assert headlines(page) == ["Новина 0", "Новина 1", "Новина 2"]
    assert not page.select("a[rel=next]")


def test_older_news_go_on_where_the_page_ended_though_newer_came(client, town):
    for number in range(7):
        publish(town, number, minutes=10 + number)
    page = client.read(f"/categories/{town.slug}")
    publish(town, 99, minutes=0)
    second = older(client, page)
    third = older(client, second)
    assert headlines(second) == ["Новина 3", "Новина 4", "Новина 5"]
    assert headlines(third) == ["Новина 6"]
    assert not third.select("a[rel=next]")


def test_news_of_one_moment_are_neither_lost_nor_doubled_between_pages(client, town, at):
    moment = at("2026-11-24 14:02")
    for number in range(7):
        factories.live(headline=f"Новина {number}", category_id=town.id, since=moment)
    page = client.read(f"/categories/{town.slug}")
    seen = headlines(page)
    while page.select("a[rel=next]"):
        page = older(client, page)
        seen += headlines(page)
    assert seen == [f"Новина {number}" for number in reversed(range(7))]


def test_other_categories_and_what_is_not_live_stay_away(client, town):
    factories.live(headline="Чуже", category_id=factories.category("Спорт").id)
    factories.live(headline="Нічиє")
    factories.draft(headline="Чернетка", category_id=town.id)
    factories.taken_down(headline="Зняте", category_id=town.id)
    assert headlines(client.read(f"/categories/{town.slug}")) == []


def test_an_empty_category_says_what_will_appear(client, town):
    page = client.read(f"/categories/{town.slug}")
    assert "У цій рубриці ще немає новин." in page.main.text


def test_an_unknown_category_is_404_in_words(client):
    answer = client.get("/categories/nothing")
    assert answer.status_code == 404
    assert "Такої сторінки немає" in answer.text


@pytest.mark.parametrize("cursor", BROKEN)
def test_a_broken_place_in_the_list_is_404_in_words(client, town, cursor):
    publish(town, 1, minutes=1)
    answer = client.get(f"/categories/{town.slug}", query_string={"before": cursor})
    assert answer.status_code == 404
    assert "Такої сторінки немає" in answer.text


def test_a_place_before_all_news_shows_an_empty_page(client, town):
    from newsroom.paging import Cursor

    publish(town, 1, minutes=1)
    before = str(Cursor(clock.now() - timedelta(days=9999), 0))
    page = client.read(f"/categories/{town.slug}", query_string={"before": before})
    assert headlines(page) == []
