"""oEmbed: a card for every live article of ours, whichever way its address was copied."""

from datetime import timedelta
from urllib.parse import quote, urlsplit

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from newsroom import clock
from newsroom.articles import addresses
from newsroom.database import db
from tests import factories

BASE = "https://news.example"
HOSTILE = "</a></blockquote><script>alert(1)</script>\"'<!-- ]]> & "
pytestmark = pytest.mark.settings(BASE_URL=BASE, SITE_NAME="Плесо")


@pytest.fixture
def story(app):
    return factories.live(headline="Міст відкрили", byline="Олена Гук, Тарас Пасічник")


def ask(client, url, **more):
    return client.get(
        "/oembed", query_string={"url": url, **more}, headers={"Host": "evil.example"}
    )


def address(article):
    return f"{BASE}/news/{article.slug}"


def test_an_article_has_a_card_that_names_it_before_it_is_shown(client, story):
    about = ask(client, address(story)).json
    html = about.pop("html")
    assert about == {
        "version": "1.0",
        "type": "rich",
        "title": "Міст відкрили",
        "author_name": "Олена Гук",
        "author_url": f"{BASE}/authors/olena-huk",
        "provider_name": "Плесо",
        "provider_url": f"{BASE}/",
        "width": 600,
        "height": 260,
    }
    quotation, frame = BeautifulSoup(html, "html.parser").find_all(recursive=False)
    assert (quotation.name, quotation["class"]) == ("blockquote", ["wp-embedded-content"])
    assert (quotation.a["href"], quotation.a.text) == (address(story), "Міст відкрили")
    assert (frame.name, frame["class"]) == ("iframe", ["wp-embedded-content"])
    assert frame["sandbox"] == ["allow-scripts"]
    assert frame["src"] == f"{address(story)}?embed=true#?secret={frame['data-secret']}"
    assert frame["data-secret"] == quotation["data-secret"]
    assert frame["data-secret"].isalnum()
    assert len(frame["data-secret"]) == 10
    assert frame["title"] == "«Міст відкрили» – Плесо"
    assert "\n" not in html


def test_it_says_the_same_in_xml(client, story):
    answer = ask(client, address(story), format="xml")
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    root = etree.fromstring(answer.data)
    assert root.tag == "oembed"
    said = {child.tag: child.text for child in root}
    assert said == {name: str(value) for name, value in ask(client, address(story)).json.items()}


def test_the_article_tells_where_its_card_is(client, story):
    page = client.read(f"/news/{story.slug}")
    for kind in ("application/json+oembed", "text/xml+oembed"):
        [link] = page.select(f"link[type='{kind}']")
        assert link["href"].startswith(f"{BASE}/oembed?url={quote(BASE, safe='')}")
        parts = urlsplit(link["href"])
        answer = client.get(f"{parts.path}?{parts.query}")
        assert answer.status_code == 200
        assert answer.mimetype == kind.replace("+oembed", "")
    assert not client.read("/").select("link[type*=oembed]")


@pytest.mark.parametrize(
    "copied",
    [
        "http://news.example/news/{}",
        "https://www.news.example/news/{}",
        "HTTPS://News.Example:443/news/{}/",
        "https://news.example./news/{}?utm_source=x&embed=true#corrections",
        " https://news.example/news/{} ",
    ],
)
def test_an_address_may_be_copied_in_many_ways(client, story, copied):
    answer = ask(client, copied.format(story.slug))
    assert answer.status_code == 200
    assert address(story) in answer.json["html"]


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/news/{}",
        "https://news.example.evil.example/news/{}",
        "https://evil.example/https://news.example/news/{}",
        "https://news.example@evil.example/news/{}",
        "https://olena@news.example/news/{}",
        "https://news.example:8443/news/{}",
        "https://news.example:99999/news/{}",
        "https://[news.example/news/{}",
        "https://news.example\\@evil.example/news/{}",
        "//news.example/news/{}",
        "/news/{}",
        "javascript:alert(1)//news.example/news/{}",
        "https://news.example/desk/articles/{}",
        "https://news.example/news/{}/embed",
        "https://news.example/news/",
        "https://news.example/",
        "https://news.example/news/%00{}",
        "https://news.example/news/{}\ufffe",
        "{}",
    ],
)
def test_an_address_of_something_else_has_none(client, story, url):
    assert ask(client, url.format(story.slug)).status_code == 404


def test_what_is_not_live_has_none(client):
    soon = clock.now() + timedelta(hours=1)
    for hidden in (factories.draft(), factories.scheduled(soon), factories.taken_down()):
        assert ask(client, address(hidden)).status_code == 404


def test_an_address_that_changed_leads_to_the_card_of_today(client, story):
    former = address(story)
    addresses.change_slug(db.session, story, "inshyi-mist")
    db.session.commit()
    assert f"{BASE}/news/inshyi-mist?embed=true" in ask(client, former).json["html"]
    answer = client.get(f"{urlsplit(former).path}?embed=true")
    assert (answer.status_code, answer.location) == (301, "/news/inshyi-mist?embed=true")
    story.take_down()
    assert ask(client, former).status_code == 404


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"format": "yaml"}, 501),
        ({"format": ""}, 501),
        ({"maxwidth": "wide"}, 400),
        ({"maxwidth": "0"}, 400),
        ({"maxheight": "-1"}, 400),
        ({"maxheight": "9" * 400}, 400),
        ({"maxwidth": "٣٠٠"}, 400),
    ],
)
@pytest.mark.one_database
def test_what_cannot_be_answered_is_refused_in_words(client, story, more, code):
    answer = ask(client, address(story), **more)
    assert answer.status_code == code
    assert answer.soup.h1.text


@pytest.mark.parametrize("query", ["", "?url=", "?format=json"])
@pytest.mark.one_database
def test_without_an_address_there_is_nothing_to_answer(client, query):
    assert client.get(f"/oembed{query}").status_code == 400


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ({"maxwidth": "320"}, (320, 340)),
        ({"maxwidth": "500", "maxheight": "750"}, (500, 260)),
        ({"maxwidth": "9000"}, (600, 260)),
        ({"maxwidth": "150", "maxheight": "100"}, (150, 100)),
    ],
)
@pytest.mark.one_database
def test_the_frame_is_no_larger_than_there_is_room(client, story, asked, size):
    about = ask(client, address(story), **asked).json
    frame = BeautifulSoup(about["html"], "html.parser").iframe
    assert (about["width"], about["height"]) == size
    assert (frame["width"], frame["height"]) == tuple(map(str, size))


def test_a_hostile_headline_stays_text(client):
    article = factories.live(headline=HOSTILE)
    for kind in ("json", "xml"):
        answer = ask(client, address(article), format=kind)
        about = answer.json if kind == "json" else etree.fromstring(answer.data)
        html = about["html"] if kind == "json" else about.findtext("html")
        parsed = BeautifulSoup(html, "html.parser")
        assert [tag.name for tag in parsed.find_all()] == ["blockquote", "a", "iframe"]
        assert parsed.a.text == article.headline


def test_any_site_may_read_it_and_every_cache_keep_it(client, story):
    answer = ask(client, address(story))
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"].startswith("public")
    assert ask(client, address(story)).data == answer.data
