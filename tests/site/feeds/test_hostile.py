"""No story breaks a feed, however odd or long it is."""

import json
from xml.etree import ElementTree

import pytest

from newsroom.articles.models import Article
from newsroom.database import db
from newsroom.site.feeds.markup import add, root, written
from tests import factories
from tests.site.feeds.hostile import HEADLINES, hostile_stories
from tests.site.feeds.reader import read

# Of the characters that Python has, those that XML 1.0 has not (https://www.w3.org/TR/xml/#charsets).
ILLEGAL = [
    chr(point)
    for point in (*range(0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
    if point not in (0x9, 0xA, 0xD)
]


def test_headlines_arrive_as_they_were_written(client, format):
    hostile_stories(factories.category("Місто"))
    titles = {item.title for item in read(client, f"/feed.{format}").items}
    assert titles == set(HEADLINES)


def test_summaries_are_text_though_rss_takes_them_for_html(client, format):
    lede = "Ціна < 5 & > 3: <b>ні</b>, &amp; <script>так</script>"
    factories.live(lede=lede)
    [item] = read(client, f"/feed.{format}").items
    assert item.summary == lede


def test_a_story_without_lede_category_and_byline_is_there(client, format):
    factories.live(lede="", body="Лише текст.")
    [item] = read(client, f"/feed.{format}").items
    assert (item.summary, item.soup.text) == ("Лише текст.", "Лише текст.")
    assert item.categories == []


def test_a_long_body_arrives_whole(client, format):
    factories.live(body="Довго. " * 28_000 + "Кінець.")
    [item] = read(client, f"/feed.{format}").items
    assert item.soup.text.endswith("Довго. Кінець.")
    assert len(item.html.encode()) > 300_000


@pytest.mark.parametrize("format", ["rss", "atom"])
def test_nothing_that_xml_cannot_hold_gets_out(client, format):
    """Not even what stood in the database before the edge was watched."""
    article = factories.live(headline="Так")
    db.session.get(Article, article.id).headline = "Т\x01а\x02к\x1f\ufffe"
    db.session.commit()
    [item] = read(client, f"/feed.{format}").items
    assert item.title == "Так"


@pytest.mark.parametrize("sign", ILLEGAL[:29] + ILLEGAL[-2:] + ["\ud800", "\udfff"])
def test_every_illegal_character_is_left_out_of_xml(sign):
    element = root("a")
    add(element, "b", f"x{sign}y", c=f"x{sign}y")
    child = ElementTree.fromstring(written(element))[0]
    assert child.text == child.get("c") == "xy"


@pytest.mark.shared
@pytest.mark.parametrize("name", ["strings.json", "injection_strings.json"])
def test_no_string_that_broke_another_system_breaks_xml(shared, name):
    strings = [
        text
        for texts in json.loads((shared / "vectors" / name).read_text()).values()
        for text in texts
    ]
    assert len(strings) > 100
    element = root("a")
    for text in strings:
        add(element, "b", text, c=text)
    for child, text in zip(ElementTree.fromstring(written(element)), strings, strict=True):
        said = "".join(sign for sign in text if sign not in ILLEGAL)
        assert (child.text or "", child.get("c") or "") == (said, said)


@pytest.mark.one_database
def test_json_feed_is_json_for_any_reader(client):
    hostile_stories(factories.category("Місто"))
    feed = json.loads(client.get("/feed.json").data.decode("utf-8", "strict"))
    assert len(feed["items"]) == len(HEADLINES)


def test_the_address_of_a_source_is_written_as_the_internet_does(client):
    typed = "https://новини.example/шлях?a=<1>&b=%"
    factories.live(source_name="Новини", source_url=typed)
    [item] = client.get("/feed.json").json["items"]
    url = "https://xn--b1amarcd.example/%D1%88%D0%BB%D1%8F%D1%85?a=%3C1%3E&b=%25"
    assert item["_newsroom"]["source"]["url"] == url
    assert f'<a href="{url.replace("&", "&amp;")}">' in item["content_html"]
