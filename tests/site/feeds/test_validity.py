"""Feeds are valid by judges that we did not write, whatever stands in them."""

import pytest
from sqlalchemy import select

from newsroom.articles.models import Article
from newsroom.database import db
from tests import factories
from tests.feed_validity import complaints
from tests.moments import kyiv
from tests.site.feeds.hostile import hostile_stories
from tests.validity import complaints as complaints_of_html

FORMATS = ("rss", "atom", "json", "ninjs.json")


@pytest.fixture
def town(app):
    category = factories.category('Місто & <b>"село"</b>')
    hostile_stories(category)
    return category


def feeds(client, *listings):
    urls = [f"{listing}/feed.{format}" for listing in listings for format in FORMATS]
    return {url: client.get(url).data for url in urls}


@pytest.mark.one_database
@pytest.mark.settings(WEBSUB_HUB="https://hub.example/?a=1&b=2", SITE_NAME='"Плесо" & <сини>')
def test_full_feeds_of_hostile_stories_are_valid(client, town, correct):
    correct(factories.live(category_id=town.id), "]]> & <b>\U0001f600")
    assert complaints(feeds(client, "", f"/categories/{town.slug}")) == []


@pytest.mark.one_database
@pytest.mark.settings(FEED_TEXT="excerpt", SITE_LANGUAGE="en")
def test_excerpts_and_empty_feeds_are_valid(client, town):
    empty = factories.category("Спорт")
    assert complaints(feeds(client, f"/categories/{town.slug}", f"/categories/{empty.slug}")) == []


@pytest.mark.one_database
def test_every_story_is_valid_ninjs_alone(client, town):
    stories = db.session.scalars(select(Article)).all()
    urls = [f"/news/{one.slug}.ninjs.json" for one in stories]
    assert complaints({url: client.get(url).data for url in urls}) == []


@pytest.mark.one_database
def test_what_they_carry_is_valid_html(client, town, correct):
    correct(factories.live(), "Їх було <сто> & більше.")
    items = client.get("/feed.json").json["items"]
    html = {item["title"]: f"<div>{item['content_html']}</div>" for item in items}
    found = [c for c in complaints_of_html(html) if "Article lacks heading" not in c]
    assert found == []


BREAKS = {
    "a.rss": (b"<pubDate>Fri, 20 Nov 2026", b"<pubDate>24 of November"),
    "b.rss": (b'isPermaLink="false"', b'isPermaLink="no"'),
    "c.rss": (b"<item><title>", b"<item><titel/><title>"),
    "d.rss": (b"<link>http://localhost/</link>", b""),
    "e.rss": (b"&lt;p&gt;", b"\x01"),
    "f.atom": (b"<updated>2026-11-20T", b"<updated>20 Nov 2026 "),
    "g.atom": (b"<id>tag:localhost,2026:article", b"<di>tag:localhost,2026:article"),
    "h.atom": (b"<author><name>", b"<author><nom>"),
    "i.json": (b'"items"', b'"articles"'),
    "j.json": (b'"date_published": "2026-11-20T', b'"date_published": "2026-11-20 '),
    "k.ninjs.json": (b'"usable"', b'"usabel"'),
    "l.ninjs.json": (b'"headlines"', b'"headline"'),
    "m.ninjs.json": (b'"versionCreated": "2026-11-20T', b'"versionCreated": "2026-11-20 '),
}


@pytest.mark.one_database
def test_the_judges_tell_good_from_bad(client):
    factories.live(since=kyiv("2026-11-20 14:02"))
    good = feeds(client, "")
    broken = {}
    for name, (right, wrong) in BREAKS.items():
        whole = good[f"/feed.{name.partition('.')[2]}"]
        assert right in whole, name
        broken[name] = whole.replace(right, wrong)
    assert {sentence.partition(":")[0] for sentence in complaints(broken)} == set(BREAKS)
