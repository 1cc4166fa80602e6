"""Words on readers' pages: tied where people read them, as they were typed where machines do."""

import json
import re

import pytest

from newsroom.articles.corrections import Correction
from newsroom.database import db
from newsroom.language.slugs import slugify
from newsroom.site.days import day_of
from tests import factories

TYPED = "Удар по порту в Одесі: «У пам’яті – „Мрія“ з нами» і 5 млн ₴"
TIED = "Удар по~порту в~Одесі: «У~пам’яті~– „Мрія“ з~нами» і~5~млн~₴"
pytestmark = pytest.mark.one_database


@pytest.fixture
def story():
    factories.category("Місто")
    return factories.live(
        headline=TYPED,
        lede=f"{TYPED}.",
        body=f"{TYPED}.",
        byline="Олена Гук",
        tags="порт",
        category_id=factories.category("Порт").id,
    )


@pytest.fixture
def related(story):
    """On its page the other one is named."""
    return factories.live(category_id=story.category_id, tags="порт", headline="Інше")


def shown(tag):
    return tag.get_text().strip().replace("\u00a0", "~")


def test_a_headline_is_tied_wherever_it_stands(client, story, related):
    partner = factories.partner()
    db.session.add(Correction(article_id=story.id, text="Було не так."))
    day = day_of(story.publish_at)
    pages = ["/", "/recent", "/categories/port", "/tags/port", f"/authors/{slugify('Олена Гук')}"]
    pages += [f"/news/{story.slug}", f"/news/{related.slug}", f"/archive/{day}", "/corrections"]
    pages += [f"/widget/{partner.key}", f"/news/{story.slug}?embed=true"]
    for url in pages:
        page = client.read(url)
        found = [
            shown(tag) for tag in page.select("h1, h2, h3, li a, article a") if "Удар" in tag.text
        ]
        assert found, url
        assert set(found) == {TIED}, url


def test_the_lede_and_the_body_are_tied_too(client, story):
    page = client.read(f"/news/{story.slug}")
    assert shown(page.select_one(".article__lede")) == f"{TIED}."
    sparingly = "Удар по порту в~Одесі: «У~пам’яті~– „Мрія“ з~нами» і~5~млн~₴."
    assert shown(page.select_one(".prose p")) == sparingly


def test_what_machines_read_has_what_was_typed(client, story):
    page = client.read(f"/news/{story.slug}")
    data = [json.loads(script.string) for script in page.select("script[type*=json]")]
    assert data[0]["headline"] == TYPED
    assert page.select_one("meta[property='og:title']")["content"] == TYPED
    assert TYPED in page.title.text
    for head in (page.head, *(client.read(url).head for url in ("/", "/categories/port"))):
        assert "\u00a0" not in str(head)


@pytest.mark.parametrize(
    "url", ["/feed.rss", "/feed.atom", "/feed.json", "/feed.ninjs.json", "/news-sitemap.xml"]
)
def test_no_feed_has_ties_that_nobody_typed(client, story, url):
    answer = client.get(url)
    assert answer.status_code == 200
    text = json.dumps(json.loads(answer.text), ensure_ascii=False) if "js" in url else answer.text
    assert "пам’яті" in text
    assert not re.search("\u00a0|&nbsp;|&#160;|&#xa0;", text, re.IGNORECASE)


def test_a_space_that_somebody_typed_not_to_break_stays_everywhere(client):
    story = factories.live(headline="Ціна 4\u00a0800 гривень")
    assert "Ціна 4\u00a0800 гривень" in client.read(f"/news/{story.slug}").title.text


@pytest.mark.parametrize("headline", ["日本語", "😀 😀", "…!?", "العربية"])
def test_a_title_without_our_letters_has_an_address_all_the_same(client, headline):
    story = factories.live(headline=headline)
    assert re.fullmatch("news-[0-9]+", story.slug)
    assert client.read(f"/news/{story.slug}").h1.text == headline
