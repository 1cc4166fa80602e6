"""ninjs: one article, and lists, for newsrooms that take them over."""

import pytest

from newsroom.articles import addresses
from newsroom.database import db
from tests import factories
from tests.moments import kyiv

WHEN = kyiv("2026-11-20 14:02")


def publish(**given):
    return factories.live(since=WHEN, **given)


def item(client, article):
    return client.get(f"/news/{article.slug}.ninjs.json").json


@pytest.fixture
def story(app):
    town = factories.category("Громада")
    return publish(
        headline="Міст відкрили",
        lede="Перші проїхали о сьомій.",
        body='<h2>Як це було</h2><p>Дивіться <a href="/news/persha">першу</a>.</p>',
        byline="Олена Гук, Тарас Пасічник",
        category_id=town.id,
        tags="мости",
        source_name="Укрінформ",
        source_url="https://source.example/1",
    )


def test_an_article_has_all_that_another_newsroom_needs(client, story):
    shown = item(client, story)
    html, text = shown.pop("bodies")
    assert shown == {
        "standard": {
            "name": "ninjs",
            "version": "3.0",
            "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
        },
        "uri": f"tag:localhost,2026:article/{story.id}",
        "type": "text",
        "representationType": "full",
        "pubStatus": "usable",
        "firstCreated": "2026-11-20T12:02:00Z",
        "contentCreated": "2026-11-20T12:02:00Z",
        "versionCreated": "2026-11-20T12:02:00Z",
        "copyrightHolder": "Редакція",
        "copyrightNotice": "© 2026 Редакція",
        "language": "uk",
        "slugline": "mist-vidkryly",
        "headlines": [{"role": "main", "contentType": "text/plain", "value": "Міст відкрили"}],
        "descriptions": [
            {"role": role, "contentType": "text/plain", "value": "Перші проїхали о сьомій."}
            for role in ("summary", "lede")
        ],
        "by": "Олена Гук, Тарас Пасічник",
        "people": [
            {"name": "Олена Гук", "rel": "author", "uri": "http://localhost/authors/olena-huk"},
            {
                "name": "Тарас Пасічник",
                "rel": "author",
                "uri": "http://localhost/authors/taras-pasichnyk",
            },
        ],
        "subjects": [
            {"name": "Громада", "rel": "category", "uri": "http://localhost/categories/hromada"},
            {"name": "мости", "rel": "about", "uri": "http://localhost/tags/mosty"},
        ],
        "infoSources": [{"name": "Укрінформ", "uri": "https://source.example/1"}],
        "renditions": [
            {
                "name": "web",
                "href": "http://localhost/news/mist-vidkryly",
                "contentType": "text/html",
            }
        ],
    }
    assert html["contentType"] == "text/html"
    assert 'Дивіться <a href="http://localhost/news/persha">першу</a>.' in html["value"]
    assert text == {
        "role": "main",
        "contentType": "text/plain",
        "value": "Перші проїхали о сьомій.\n\nЯк це було\n\nДивіться першу.\n\nДжерело: Укрінформ",
    }


def test_updates_and_corrections_make_a_new_version(client, at, correct):
    article = publish(body="Було двісті.")
    at("2026-11-20 16:45")
    correct(article, "Їх було сто.")
    shown = item(client, article)
    assert shown["versionCreated"] == "2026-11-20T14:45:00Z"
    assert shown["firstCreated"] == "2026-11-20T12:02:00Z"
    assert shown["edNote"] == "20 листопада 2026, 16:45: Їх було сто."
    assert shown["bodies"][1]["value"].endswith("Їх було сто.")


@pytest.mark.settings(FEED_TEXT="excerpt")
def test_a_newsroom_that_gives_away_excerpts_does_so_here_too(client, story):
    shown = item(client, story)
    assert shown["representationType"] == "partial"
    assert "bodies" not in shown
    assert "Дивіться" not in str(shown)


def test_a_list_is_made_of_its_stories(client, story):
    publish(headline="Друга")
    whole = client.get("/feed.ninjs.json").json
    assert (whole["type"], whole["uri"]) == ("composite", "tag:localhost,2026:feed")
    assert [one["name"] for one in whole["associations"]] == ["Друга", "Міст відкрили"]
    own = item(client, story)
    del own["standard"]
    assert whole["associations"][1] == {"name": "Міст відкрили", **own}
    [only] = client.get("/categories/hromada/feed.ninjs.json").json["associations"]
    assert only["uri"] == own["uri"]


def test_a_list_without_stories_is_a_list(client):
    whole = client.get("/feed.ninjs.json").json
    assert whole["associations"] == []
    assert whole["versionCreated"] == "2026-01-01T00:00:00Z"


def test_only_what_is_live_is_given_away(client):
    for article in (factories.draft(), factories.scheduled(kyiv("2126-11-20 14:02"))):
        assert client.get(f"/news/{article.slug}.ninjs.json").status_code == 404
    gone = client.get(f"/news/{factories.taken_down().slug}.ninjs.json")
    assert gone.status_code == 410
    assert "знято" in gone.text
    assert client.get("/news/nothing.ninjs.json").status_code == 404


def test_a_former_address_leads_to_the_new_one_in_the_same_form(client):
    article = publish(headline="Стара")
    addresses.change_slug(db.session, article, "nova")
    db.session.commit()
    answer = client.get("/news/stara.ninjs.json")
    assert (answer.status_code, answer.location) == (301, "/news/nova.ninjs.json")


def test_it_says_what_it_is_and_is_not_sent_twice(client):
    url = f"/news/{publish().slug}.ninjs.json"
    first = client.get(url)
    assert first.headers["Content-Type"] == "application/json; charset=utf-8"
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert client.head(url).headers["ETag"] == first.headers["ETag"]


def test_a_source_without_a_name_is_called_by_its_host(client):
    shown = item(client, publish(source_url="https://www.source.example/1"))
    assert shown["infoSources"] == [
        {"name": "source.example", "uri": "https://www.source.example/1"}
    ]


@pytest.mark.settings(WEBSUB_HUB="https://hub.example/")
def test_no_hub_is_named_that_is_not_told_of_it(client):
    assert "Link" not in client.get("/feed.ninjs.json").headers
