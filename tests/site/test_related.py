"""After an article: what it links to, and what else is about the same."""

from datetime import timedelta

import pytest

from newsroom import clock
from newsroom.articles import addresses
from newsroom.database import db
from tests import factories
from tests.plans import plan


def read(client, article, part):
    links = client.read(f"/news/{article.slug}").select(f"section[aria-labelledby={part}-title] a")
    return [" ".join(link.text.split()) for link in links]


def publish(headline, minutes, **given):
    return factories.live(
        headline=headline, since=clock.now() - timedelta(minutes=minutes), **given
    )


def test_what_shares_most_tags_comes_first_then_the_newest_then_the_category(client):
    town = factories.category("Місто")
    publish("Рубрика", 1, category_id=town.id)
    publish("Один тег", 2, tags="мости")
    publish("Давніший", 3, tags="мости")
    publish("Два теги", 9, tags="мости, Рясна")
    publish("Чуже", 1, tags="театр")
    article = publish("Сам", 5, tags="Рясна, мости", category_id=town.id)
    assert read(client, article, "related") == ["Два теги", "Один тег", "Давніший", "Рубрика"]


def test_only_what_is_live_is_offered(client):
    town = factories.category("Місто")
    given = {"tags": "мости", "category_id": town.id}
    factories.draft(**given)
    factories.taken_down(**given)
    factories.scheduled(clock.now() + timedelta(hours=1), **given)
    article = factories.live(**given, body='<p><a href="/news/chernetka">Було</a></p>')
    factories.draft(headline="Чернетка")
    assert not client.read(f"/news/{article.slug}").select(".after")


def test_alone_of_its_kind_it_offers_nothing(client):
    factories.live(tags="театр")
    assert not client.read(f"/news/{factories.live(tags='мости').slug}").select(".after")


@pytest.mark.settings(BASE_URL="https://pleso.example")
def test_what_the_text_links_to_is_the_story_so_far_in_its_order(client):
    publish("Другий", 60)
    publish("Перший", 90, tags="мости")
    body = (
        '<p><a href="/news/pershyi">було</a>, <a href="https://pleso.example/news/druhyi?a=1">стало</a>,'
        ' <a href="https://other.example/news/tretii">чуже</a>, <a href="/news/nemaie">нема</a></p>'
    )
    publish("Третій", 90)
    article = publish("Сам", 5, tags="мости", body=body)
    assert read(client, article, "earlier") == ["Перший", "Другий"]
    assert read(client, article, "related") == []


def test_a_link_to_itself_is_no_earlier_story(client):
    article = factories.live(headline="Сам", body='<p><a href="/news/sam">тут</a></p>')
    assert read(client, article, "earlier") == []


def test_it_is_found_by_short_walks_however_much_there_is(app):
    from newsroom.site.related import Shelf, candidates, values_of

    town = factories.category("Місто")
    factories.live(tags="мости", category_id=town.id)
    for _ in range(3):
        factories.live(tags="мости", category_id=town.id)
    values = values_of([Shelf("tag", 1), Shelf("category", town.id), Shelf("link", "shchos")])
    steps = plan(candidates(("tag", "category", "link")).params(values))
    assert "ix_article_tags_newest" in steps
    assert "ix_articles_live_in_category" in steps
    assert "SCAN article" not in steps
    assert "Seq Scan" not in steps


def test_a_link_by_an_address_that_has_changed_is_followed(client):
    moved = publish("Було", 60)
    addresses.change_slug(db.session, moved, "stalo")
    publish("Інше", 50)
    slugs = ("bulo", "inshe", "stalo")
    links = "".join(f'<a href="/news/{slug}">тут</a>' for slug in slugs)
    article = publish("Сам", 5, body=f"<p>{links}</p>")
    assert read(client, article, "earlier") == ["Було", "Інше"]
