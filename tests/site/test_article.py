"""An article as readers see it: block by block, in the order of a news page."""

from datetime import timedelta

import pytest

from newsroom import clock
from newsroom.articles import addresses
from newsroom.database import db
from tests import factories

BODY = """Про це сказав міський голова, передає Reuters.

Він зазначив, що <міст> відкриють о 5 ранку.

Нагадаємо, що рух зупинили навесні."""


def words(tag):
    return " ".join(tag.text.split())


@pytest.fixture
def story(app):
    return factories.live(
        headline="Міст у Білоріччі відкрили",
        lede="Рух лівим берегом відновлено.",
        body=BODY,
        byline="Олена Гук, Тарас Пасічник",
        category_id=factories.category("Громада").id,
        source_name="Reuters",
        source_url="https://example.org/bridge?a=1&b=2",
        photo_credit="Getty Images",
    )


def read(client, article):
    return client.read(f"/news/{article.slug}")


def test_the_blocks_stand_in_the_order_of_a_news_page(client, story):
    page = read(client, story)
    blocks = page.select(
        ".article__category, h1, .article__lede, .byline__names li, .prose > *, .article__end p,"
        "#recent-posts h2"
    )
    assert [words(block) for block in blocks] == [
        "Громада",
        "Міст у Білоріччі відкрили",
        "Рух лівим берегом відновлено.",
        "Олена Гук",
        "Тарас Пасічник",
        "Про це сказав міський голова, передає Reuters.",
        "Він зазначив, що <міст> відкриють о 5 ранку.",
        "Нагадаємо, що рух зупинили навесні.",
        "Фото: Getty Images",
        "Джерело: Reuters",
        "Останні публікації",
    ]


def test_the_background_stands_aside(client, story):
    aside = read(client, story).select_one(".prose aside")
    assert aside.p.text.startswith("Нагадаємо")


def test_the_source_leads_to_where_it_was(client, story):
    link = read(client, story).select_one(".article__end a")
    assert (link.text, link["href"]) == ("Reuters", "https://example.org/bridge?a=1&b=2")


def test_a_source_without_a_name_is_called_by_its_host(client):
    article = factories.live(source_url="https://www.radio.example/mist?a=1")
    link = read(client, article).select_one(".article__end a")
    assert (link.text, link["href"]) == ("radio.example", "https://www.radio.example/mist?a=1")


def test_a_source_without_a_link_is_only_named(client):
    end = read(client, factories.live(source_name="Reuters")).select_one(".article__end")
    assert words(end) == "Джерело: Reuters"
    assert not end.select("a")


def test_an_update_on_the_other_side_of_summer_says_its_own_zone(client, at):
    article = factories.live(since=at("2026-10-24 14:02"))
    factories.save(article)
    at("2026-10-26 09:00")
    article.publish()
    zones = [words(zone) for zone in read(client, article).select(".byline__zone")]
    assert zones == ["за Києвом (UTC+3)", "за Києвом (UTC+2)"]


def test_the_category_leads_to_its_page_and_is_marked_in_the_masthead(client, story):
    page = read(client, story)
    assert page.select_one(".article__category a")["href"] == "/categories/hromada"
    assert words(page.select_one(".masthead__nav [aria-current]")) == "Громада"


def test_an_article_without_a_category_says_so_quietly(client):
    page = read(client, factories.live())
    assert words(page.select_one(".article__no-category")) == "Без рубрики"
    assert not page.select(".article__category a")


def test_what_was_not_given_leaves_no_empty_block(client):
    page = read(client, factories.live(lede="", byline=""))
    assert not page.select(".article__lede, .byline__names, .article__end")
    assert not page.select("[content='']")


def test_the_time_is_the_newsrooms_and_says_whose(client, at):
    article = factories.live(since=at("2026-11-24 14:02"))
    byline = read(client, article).select_one(".byline")
    assert words(byline) == "24 листопада 2026, 14:02 за Києвом (UTC+2)"
    assert byline.time["datetime"] == "2026-11-24T12:02:00Z"


def test_only_an_update_says_when_it_was_updated(client, at):
    article = factories.live(since=at("2026-11-24 14:02"))
    at("2026-11-24 15:00")
    factories.save(article, headline="Інший заголовок")
    assert "Оновлено" not in read(client, article).select_one(".byline").text
    at("2026-11-24 15:30")
    article.publish()
    page = read(client, article)
    assert "Оновлено 24 листопада 2026, 15:30" in words(page.select_one(".byline"))
    assert "24 листопада 2026, 14:02" in words(page.select_one(".byline"))
    assert words(page.h1) == "Інший заголовок"


def test_publishing_the_same_text_again_is_no_update(client, at):
    article = factories.live(since=at("2026-11-24 14:02"))
    at("2026-11-24 15:00")
    article.publish()
    assert "Оновлено" not in read(client, article).select_one(".byline").text


@pytest.mark.settings(BASE_URL="https://news.example")
def test_others_find_the_article_by_its_own_address(client, story):
    page = client.read(f"/news/{story.slug}", headers={"Host": "evil.example"})
    about = {meta["property"]: meta["content"] for meta in page.select("meta[property]")}
    assert (
        page.select_one("link[rel=canonical]")["href"] == f"https://news.example/news/{story.slug}"
    )
    assert about["og:url"] == f"https://news.example/news/{story.slug}"
    assert about["og:title"] == "Міст у Білоріччі відкрили"
    assert about["article:published_time"].endswith("Z")
    assert "evil.example" not in str(page)


def test_an_address_that_changed_leads_on_for_ever(client, story):
    first = story.slug
    for slug in ("inshyi-mist", "tretii-mist"):
        addresses.change_slug(db.session, story, slug)
        db.session.commit()
    for former in (first, "inshyi-mist"):
        answer = client.get(f"/news/{former}")
        assert (answer.status_code, answer.location) == (301, "/news/tretii-mist")


def test_an_article_that_was_taken_down_is_gone_in_words_with_a_way_on(client):
    article = factories.taken_down(headline="Зняте")
    answer = client.get(f"/news/{article.slug}")
    assert answer.status_code == 410
    assert "Цей матеріал знято" in answer.soup.h1.text
    assert answer.soup.select_one("main a")["href"] == "/"
    assert "Зняте" not in answer.text


def test_a_former_address_of_an_article_taken_down_ends_at_gone(client, story):
    former = story.slug
    addresses.change_slug(db.session, story, "inshyi-mist")
    story.take_down()
    assert client.follow(client.get(f"/news/{former}")).status_code == 410


def test_what_was_never_seen_is_as_unknown_as_what_never_was(client):
    hidden = [
        factories.draft().slug,
        factories.scheduled(clock.now() + timedelta(hours=1)).slug,
        "nothing-like-this",
    ]
    answers = [client.get(f"/news/{slug}") for slug in hidden]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert "Такої сторінки немає" in answers[0].soup.h1.text
    assert answers[0].soup.select_one("main a")["href"] == "/"


def test_what_was_scheduled_and_withdrawn_was_never_there(client):
    article = factories.scheduled(clock.now() + timedelta(hours=1))
    article.take_down()
    assert client.get(f"/news/{article.slug}").status_code == 404


def test_an_article_published_again_is_back_at_its_address(client):
    article = factories.taken_down(headline="Знову тут")
    article.publish()
    assert words(read(client, article).h1) == "Знову тут"
