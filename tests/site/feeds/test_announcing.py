"""Feed readers and people find the feeds on the pages that they belong to."""

import pytest

from tests import factories

SITE = [
    ("application/rss+xml", "Редакція (RSS)", "http://localhost/feed.rss"),
    ("application/atom+xml", "Редакція (Atom)", "http://localhost/feed.atom"),
    ("application/feed+json", "Редакція (JSON Feed)", "http://localhost/feed.json"),
]


def announced(page):
    links = page.select("head link[rel=alternate]:not([type*=oembed])")
    return [(link["type"], link["title"], link["href"]) for link in links]


def of(path, name):
    return [
        (kind, title.replace("Редакція", f"{name} – Редакція"), url.replace("t/", f"t{path}/"))
        for kind, title, url in SITE
    ]


@pytest.fixture
def article(app):
    town = factories.category("Місто")
    return factories.live(category_id=town.id, tags="мости", byline="Олена Гук")


def test_the_front_page_announces_the_feeds_of_the_site(client):
    assert announced(client.read("/")) == SITE


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/categories/misto", "Місто"),
        ("/tags/mosty", "мости"),
        ("/authors/olena-huk", "Олена Гук"),
    ],
)
def test_a_list_announces_its_own_first(client, article, path, name):
    assert announced(client.read(path)) == of(path, name) + SITE


def test_an_article_announces_those_of_its_category(client, article):
    page = client.read(f"/news/{article.slug}")
    assert announced(page) == of("/categories/misto", "Місто") + SITE
    assert announced(client.read(f"/news/{factories.live().slug}")) == SITE


def test_what_is_announced_is_there_and_is_what_it_says(client, article):
    for kind, _title, url in announced(client.read(f"/news/{article.slug}")):
        answer = client.get(url.removeprefix("http://localhost"))
        assert (answer.status_code, answer.mimetype) == (200, kind), url


def test_people_find_rss_at_the_head_of_a_list_and_the_foot_of_every_page(client, article):
    page = client.read("/tags/mosty")
    for place, name, path in (
        ("main", "RSS: мости", "/tags/mosty/feed.rss"),
        ("footer", "RSS", "/feed.rss"),
    ):
        [link] = page.select(f'{place} a[href$="feed.rss"]')
        assert (link.text.strip(), link["href"]) == (name, path)
        assert client.get(link["href"]).status_code == 200
    assert client.read(f"/news/{article.slug}").select('footer a[href="/feed.rss"]')


def test_the_page_of_an_error_announces_the_site(client):
    assert announced(client.get("/news/nothing").soup) == SITE
