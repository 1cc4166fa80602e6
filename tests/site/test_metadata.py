"""What pages say of themselves to search engines and to those who show a link to them."""

import json
import re

import pytest

from newsroom.articles.bylines import Author
from newsroom.articles.corrections import Correction
from newsroom.database import db
from newsroom.site.listing_pages import PAGE
from tests import factories
from tests.every_address import public_addresses

BASE = "https://news.example"
ELSEWHERE = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    "--></title><base href='//evil.example'>",
    "\" content='x' onload=\"alert(1)",
    "]]>&lt;/script&gt;&amp;quot;",
    "\u2028\u2029 {{ 7*7 }} ${7*7}",
]
on_our_base = pytest.mark.settings(BASE_URL=BASE)


def things(page):
    """The JSON-LD of a page, by type."""
    found = [json.loads(tag.string) for tag in page.select("script[type='application/ld+json']")]
    return {thing["@type"]: thing for thing in found}


def tags(page):
    """Open Graph's, each with all its values."""
    found = {}
    for tag in page.select("meta[property]"):
        found.setdefault(tag["property"], []).append(tag["content"])
    return found


def pages(app, client):
    """Every page for readers, by its address."""
    urls = [url for url in public_addresses(app) if not re.match("/(widget|partners)/", url)]
    answers = {url: client.get(url, headers=ELSEWHERE) for url in urls}
    return {
        url: answer.soup
        for url, answer in answers.items()
        if answer.mimetype == "text/html" and answer.soup.html
    }


@on_our_base
def test_every_page_says_what_it_is_where_it_is_and_how_it_looks(app, client):
    found = pages(app, client)
    assert {"/"} < set(found)
    for url, page in found.items():
        about = tags(page)
        assert [link["href"] for link in page.select("link[rel=canonical]")] == [BASE + url], url
        assert about["og:url"] == [BASE + url], url
        for name in ("og:title", "og:type", "og:site_name", "og:image", "og:image:alt"):
            assert [bool(value) for value in about[name]] == [True], (url, name)
        assert page.select_one("meta[name='twitter:card']")["content"] == "summary_large_image"


@on_our_base
def test_no_address_comes_from_the_host_that_was_asked_for(app, client):
    for url, page in pages(app, client).items():
        assert "evil.example" not in str(page), url
        for thing in things(page).values():
            assert not re.search(r"https?://(?!news\.example/|schema\.org)", json.dumps(thing)), url


def test_no_page_speaks_of_a_translation_that_there_is_not(app, client):
    for url, page in pages(app, client).items():
        assert not page.select("[hreflang]"), url
        assert "og:locale:alternate" not in tags(page)


@pytest.mark.parametrize(
    ("language", "locale"),
    [
        pytest.param(*pair, marks=pytest.mark.settings(SITE_LANGUAGE=pair[0]))
        for pair in [("uk", "uk_UA"), ("en", "en_US")]
    ],
)
@pytest.mark.one_database
def test_the_language_is_the_sites(client, language, locale):
    article = factories.live()
    page = client.read(f"/news/{article.slug}")
    assert tags(page)["og:locale"] == [locale]
    assert things(page)["NewsArticle"]["inLanguage"] == language


def test_a_page_that_is_not_there_is_known_by_no_address(client):
    gone = factories.taken_down()
    for url in ("/nothing", f"/news/{gone.slug}"):
        page = client.get(url).soup
        assert not page.select("link[rel=canonical], meta[property]"), url
        assert page.select_one("meta[name=robots]")["content"] == "noindex"


@on_our_base
def test_an_article_tells_open_graph_when_and_by_whom(client, at):
    category = factories.category("Громада")
    given = {"lede": "Лід.", "byline": "Олена Гук, Тарас Пасічник", "tags": "міст, тарифи"}
    given |= {"category_id": category.id}
    article = factories.live(since=at("2026-11-24 14:02"), **given)
    at("2026-11-24 15:30")
    factories.save(article, headline="Стало", **given)
    article.publish()
    page = client.read(f"/news/{article.slug}")
    about = tags(page)
    assert about["og:type"] == ["article"]
    assert about["og:title"] == ["Стало"]
    assert about["og:description"] == ["Лід."]
    assert page.select_one("meta[name=description]")["content"] == "Лід."
    assert about["article:published_time"] == ["2026-11-24T12:02:00Z"]
    assert about["article:modified_time"] == ["2026-11-24T13:30:00Z"]
    assert about["article:section"] == ["Громада"]
    people = [f"{BASE}/authors/{slug}" for slug in ("olena-huk", "taras-pasichnyk")]
    assert about["article:author"] == people
    assert about["article:tag"] == ["міст", "тарифи"]


@on_our_base
def test_an_article_is_a_news_article_of_ours(client, at):
    category = factories.category("Громада")
    article = factories.live(
        since=at("2026-11-24 14:02"),
        headline="Міст відкрили",
        lede="Лід.",
        body="Один два три.\n\nЧотири п’ять.",
        byline="Олена Гук",
        tags="міст",
        category_id=category.id,
        source_name="Reuters",
        source_url="https://example.org/1",
    )
    said = at("2026-11-25 09:00")
    db.session.add(Correction(article_id=article.id, created_at=said, text="Міст, а не тунель."))
    url = f"{BASE}/news/{article.slug}"
    found = things(client.read(f"/news/{article.slug}"))
    story = found["NewsArticle"]
    assert story["headline"] == "Міст відкрили"
    assert story["mainEntityOfPage"]["@id"] == story["url"] == url
    assert story["datePublished"] == "2026-11-24T12:02:00Z"
    assert story["dateModified"] == "2026-11-25T07:00:00Z"  # the correction came last
    author = {"@type": "Person", "name": "Олена Гук", "url": f"{BASE}/authors/olena-huk"}
    assert story["author"] == [author]
    assert story["keywords"] == ["міст"]
    assert story["publisher"]["name"] == "Редакція"
    assert story["wordCount"] == 5
    assert story["isBasedOn"]["url"] == "https://example.org/1"
    assert story["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "Міст, а не тунель.",
            "datePublished": "2026-11-25T07:00:00Z",
        }
    ]
    way = [(step["name"], step["item"]) for step in found["BreadcrumbList"]["itemListElement"]]
    assert way == [
        ("Редакція", f"{BASE}/"),
        ("Громада", f"{BASE}/categories/hromada"),
        ("Міст відкрили", url),
    ]


def test_what_is_not_known_is_left_out(client):
    page = client.read(f"/news/{factories.live(byline='').slug}")
    story = things(page)["NewsArticle"]
    assert not {"isBasedOn", "correction", "articleSection", "image"} & set(story)
    assert story["author"]["@type"] == "NewsMediaOrganization"
    assert not {"article:section", "article:author"} & set(tags(page))


@on_our_base
def test_the_front_page_says_whose_site_it_is(client):
    found = things(client.read("/"))
    assert found["NewsMediaOrganization"]["url"] == f"{BASE}/"
    assert found["WebSite"]["publisher"]["@id"] == found["NewsMediaOrganization"]["@id"]


@on_our_base
def test_an_authors_page_says_who_they_are(client):
    factories.live(byline="Олена Гук")
    author = db.session.scalars(db.select(Author)).one()
    author.job, author.biography = "репортерка", "Пише про <мости>."
    page = client.read("/authors/olena-huk")
    assert tags(page)["og:type"] == ["profile"]
    assert tags(page)["og:description"] == ["Пише про <мости>."]
    assert things(page)["ProfilePage"]["mainEntity"] == {
        "@type": "Person",
        "name": "Олена Гук",
        "url": f"{BASE}/authors/olena-huk",
        "jobTitle": "репортерка",
        "description": "Пише про <мости>.",
    }


@on_our_base
def test_a_plain_page_says_in_short_what_stands_in_it(client, at):
    page = factories.page("Контакти", "Пишіть на <пошту>.")
    page.updated_at = at("2026-11-24 14:02")
    read = client.read(f"/pages/{page.slug}")
    assert tags(read)["og:title"] == ["Контакти"]
    assert tags(read)["og:description"] == ["Пишіть на <пошту>."]
    about = things(read)["WebPage"]
    assert about["url"] == f"{BASE}/pages/{page.slug}"
    assert about["dateModified"] == "2026-11-24T12:02:00Z"


@on_our_base
def test_older_pages_of_a_list_are_their_own_and_not_to_be_found_by_searching(client):
    category = factories.category()
    for _ in range(PAGE + 1):
        factories.live(category_id=category.id)
    first = client.read(f"/categories/{category.slug}?utm_source=elsewhere")
    assert first.select_one("link[rel=canonical]")["href"] == f"{BASE}/categories/{category.slug}"
    assert "noindex" not in first.select_one("meta[name=robots]")["content"]
    older = first.select_one("a[rel=next]")["href"]
    page = client.read(f"{older}&utm_source=elsewhere")
    assert page.select_one("link[rel=canonical]")["href"] == BASE + older
    assert page.select_one("meta[name=robots]")["content"] == "noindex"


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.one_database
def test_no_text_breaks_out_of_its_place(client, text):
    article = factories.live(headline=text, lede=text, byline=text.replace(",", ""), tags=text[:50])
    db.session.add(Correction(article_id=article.id, text=text))
    page = client.read(f"/news/{article.slug}")
    story = things(page)["NewsArticle"]
    assert story["headline"] == article.headline
    assert story["correction"][0]["text"] == text
    assert tags(page)["og:title"] == [article.headline]
    for script in page.select("script"):
        assert script.has_attr("src") != (script.get("type") == "application/ld+json")
        assert "<" not in (script.string or "")
    assert not page.select("base")
