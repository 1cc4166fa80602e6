"""Every listing has its feeds, under the page that they follow."""

import feedparser
import pytest

from newsroom.site.listings import KINDS
from tests import factories
from tests.moments import kyiv
from tests.site.feeds.reader import read


@pytest.mark.parametrize(
    ("page", "given", "name"),
    [
        ("/categories/misto", {}, "Місто"),
        ("/tags/mosty", {"tags": "мости"}, "мости"),
        ("/authors/olena-huk", {"byline": "Олена Гук"}, "Олена Гук"),
    ],
)
def test_a_listing_has_feeds_of_its_own(client, format, page, given, name):
    town = factories.category("Місто")
    ours = {"category_id": town.id} | given
    for minute in (1, 3, 2):
        since = kyiv(f"2026-11-20 14:0{minute}")
        factories.live(headline=f"Наше {minute}", since=since, **ours)
    factories.live(headline="Чуже", category_id=factories.category("Спорт").id, tags="спорт")
    factories.live(headline="Нічиє")
    factories.taken_down(headline="Зняте", **ours)
    factories.draft(headline="Чернетка", **ours)
    feed = read(client, f"{page}/feed.{format}")
    assert feed.title == f"{name} – Редакція"
    assert feed.url == f"http://localhost{page}/feed.{format}"
    assert feed.page_url == f"http://localhost{page}"
    assert [item.title for item in feed.items] == ["Наше 3", "Наше 2", "Наше 1"]


def test_a_feed_without_stories_is_a_feed(client, format):
    assert read(client, f"/feed.{format}").items == []
    town = factories.category("Місто")
    assert read(client, f"/categories/{town.slug}/feed.{format}").items == []


def test_feeds_are_told_apart_by_their_ids(client):
    town, sport = factories.category("Місто"), factories.category("Спорт")
    urls = ["/feed.atom", *(f"/categories/{one.slug}/feed.atom" for one in (town, sport))]
    ids = {feedparser.parse(client.get(url).data).feed.id for url in urls}
    assert ids == {
        "tag:localhost,2026:feed",
        f"tag:localhost,2026:category/{town.id}",
        f"tag:localhost,2026:category/{sport.id}",
    }


@pytest.mark.one_database
def test_no_kind_of_listing_is_without_feeds(app):
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    for kind in KINDS:
        page = next(app.url_map.iter_rules(f"site.{kind}")).rule
        assert {f"{page}/feed.{format}" for format in ("rss", "atom", "json")} <= rules


@pytest.mark.parametrize("kind", ["categories", "tags", "authors"])
def test_the_feed_of_nothing_is_404_in_words(client, format, kind):
    answer = client.get(f"/{kind}/nothing/feed.{format}")
    assert answer.status_code == 404
    assert "Такої сторінки немає" in answer.text
