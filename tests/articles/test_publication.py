"""Publish, update, take down, publish again; and what readers see of each."""

import pytest

from tests import factories
from tests.articles.desk import (
    PUBLISH,
    SAVE,
    TYPED,
    UPDATE,
    address,
    articles,
    error,
    fields,
    revisions,
)
from tests.moments import kyiv

MODES = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
TAKE_DOWN = "Зняти з публікації"
LISTS = ("/", "/categories/misto", "/recent")


@pytest.fixture
def category():
    return factories.category("Місто")


def listed(client):
    """Which of the public lists link to which articles."""
    return [{a["href"] for a in client.read(url).select("a[href^='/news/']")} for url in LISTS]


@MODES
def test_a_new_article_is_published_at_one_stroke(client, editor, category, htmx):
    page = editor.read("/desk/articles/new")
    answer = editor.press(page, PUBLISH, htmx=htmx, **TYPED, category="Місто")
    (article,) = articles()
    assert answer.request.path == address(article)
    assert "Опубліковано «Міст через Плесо відкрили»." in answer.text
    assert listed(client) == [{f"/news/{article.slug}"}] * 3


@MODES
def test_a_draft_is_published_as_it_stands_in_the_form(client, editor, htmx):
    article = factories.draft(headline="Чернетка")
    editor.press(editor.read(address(article)), PUBLISH, htmx=htmx, headline="Готове")
    assert client.read(f"/news/{article.slug}").h1.text == "Готове"
    assert [revision.headline for revision in revisions(article)] == ["Чернетка", "Готове"]


@pytest.mark.one_database
def test_a_headline_in_quotes_has_the_inner_marks_and_what_is_out_is_not_handed_over(
    editor, colleague
):
    article = factories.draft(headline="Рада: «Мова»")
    page = editor.press(editor.read(address(article)), PUBLISH)
    assert "Опубліковано «Рада: „Мова“»." in page.text
    english = colleague(language="en")
    page = english.press(english.read(address(article)), "Publish the update")
    assert "“Рада: «Мова»”." in page.text
    page = editor.read(address(article))
    assert not page.select_one("#hand-over")
    editor.press(page, SAVE, lede="Ще не вийшло.")
    assert editor.read(address(article)).select_one("#hand-over")


def test_readers_see_all_that_was_typed_for_them_and_no_note(client, editor, category):
    editor.press(editor.read("/desk/articles/new"), PUBLISH, **TYPED, category="Місто")
    main = client.read(f"/news/{articles()[0].slug}").select_one("main")
    text = main.text.replace("\u00a0", " ")
    for name in ("headline", "lede", "source_name", "photo_credit"):
        assert TYPED[name] in text
    assert [li.text for li in main.select(".byline li")] == ["Олена Гук", "Тарас Пасічник"]
    assert main.select_one(".prose aside").text == "Нагадаємо, міст закрили навесні."
    assert main.select_one(f"a[href='{TYPED['source_url']}']")
    assert main.select_one("a[href='/categories/misto']").text == "Місто"
    assert TYPED["note"] not in text


@pytest.mark.parametrize("kind", ["silent", "update"])
def test_an_update_is_called_one_and_a_publication_after_a_take_down_is_not(editor, kind):
    article = factories.live(headline="Міст")
    page = editor.read(address(article))
    answer = editor.press(page, UPDATE, lede="Інакше.", update_kind=kind)
    assert "Оновлення опубліковано: «Міст»." in answer.text
    page = editor.press(answer.soup, "Зняти з публікації").soup
    assert "Опубліковано «Міст»." in editor.press(page, PUBLISH).text


@pytest.mark.parametrize(
    ("typed", "name", "sentence"),
    [
        ({"headline": ""}, "headline", "Введіть заголовок"),
        ({"body": "\n \n"}, "body", "Напишіть текст"),
    ],
)
@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_what_is_not_ready_is_refused_in_words_and_kept(editor, typed, name, sentence, htmx):
    answer = editor.press(editor.read("/desk/articles/new"), PUBLISH, htmx=htmx, **TYPED | typed)
    assert answer.status_code == 422
    assert error(answer.soup, name) == sentence
    kept = {key: text.strip() for key, text in (TYPED | typed).items()}
    assert kept.items() <= fields(answer.soup).items()
    (article,) = articles()
    assert (article.state, len(revisions(article))) == ("draft", 1)
    assert getattr(article.working, name) == ""
    form = answer.soup.select_one("#article-form")
    assert form["action"] == address(article, "/revisions")


def test_what_was_refused_is_published_once_it_is_mended(client, editor):
    answer = editor.press(editor.read("/desk/articles/new"), PUBLISH, **TYPED | {"headline": ""})
    editor.press(answer, PUBLISH, headline="Ось він")
    (article,) = articles()
    assert [revision.headline for revision in revisions(article)] == ["", "Ось він"]
    assert client.read(f"/news/{article.slug}").h1.text.replace("\u00a0", " ") == "Ось він"


def test_an_update_that_is_refused_is_kept_and_readers_see_what_they_had(client, editor):
    article = factories.live(headline="На сайті")
    answer = editor.press(editor.read(address(article)), UPDATE, headline="", lede="Новий лід.")
    assert answer.status_code == 422
    assert error(answer.soup, "headline") == "Введіть заголовок"
    assert article.working.lede == "Новий лід."
    assert client.read(f"/news/{article.slug}").h1.text == "На\u00a0сайті"


def test_a_refused_publication_can_still_be_saved(editor):
    answer = editor.press(editor.read("/desk/articles/new"), PUBLISH, headline="Без тексту")
    editor.press(answer, SAVE)
    assert [article.state for article in articles()] == ["draft"]


@MODES
def test_publishing_twice_changes_nothing(client, editor, at, htmx):
    at("2026-11-24 14:02")
    article = factories.draft()
    page = editor.read(address(article))
    editor.press(page, PUBLISH, htmx=htmx)
    before = client.read(f"/news/{article.slug}").main
    at("2026-11-24 14:05")
    editor.press(page, PUBLISH, htmx=htmx)
    assert client.read(f"/news/{article.slug}").main == before
    assert (article.publish_at, article.updated_at) == (kyiv("2026-11-24 14:02"), None)


@MODES
def test_an_update_shows_the_new_text_at_the_old_place_and_says_when(client, editor, at, htmx):
    at("2026-11-24 14:02")
    article = factories.live(headline="Стара назва")
    other = factories.live(since=kyiv("2026-11-24 14:01"))
    at("2026-11-24 15:30")
    editor.press(editor.read(address(article)), UPDATE, htmx=htmx, headline="Нова назва")
    page = client.read(f"/news/{article.slug}")
    assert page.h1.text == "Нова назва"
    times = [time["datetime"] for time in page.select(".byline time")]
    assert times == ["2026-11-24T12:02:00Z", "2026-11-24T13:30:00Z"]
    recent = [a["href"] for a in page.select("#recent-posts h3 a")]
    assert recent == [f"/news/{article.slug}", f"/news/{other.slug}"]


def test_an_update_is_saved_first_and_published_later(client, editor):
    article = factories.live(headline="Стара назва")
    editor.press(editor.read(address(article)), SAVE, headline="Нова назва")
    assert client.read(f"/news/{article.slug}").h1.text == "Стара назва"
    editor.press(editor.read(address(article)), UPDATE)
    assert client.read(f"/news/{article.slug}").h1.text == "Нова назва"
    assert len(revisions(article)) == 2


def test_an_update_moves_the_article_to_its_new_category(client, editor, category):
    article = factories.live(category_id=factories.category("Гроші").id)
    editor.press(editor.read(address(article)), UPDATE, category="Місто")
    assert client.read("/categories/misto").select("main h2 a")
    assert not client.read("/categories/hroshi").select("main h2 a")


def test_what_is_taken_down_is_gone_in_words_with_a_way_on(client, editor, category):
    article = factories.live(headline="Помилка", category_id=category.id)
    answer = editor.press(editor.read(address(article)), TAKE_DOWN, reason="хибне джерело")
    assert "Знято з публікації «Помилка»." in answer.text
    gone = client.get(f"/news/{article.slug}")
    assert gone.status_code == 410
    assert gone.soup.h1.text == "Цей матеріал знято"
    assert gone.soup.select("main a[href='/']")
    assert listed(client) == [set()] * 3


def test_the_reason_stays_in_the_newsroom(client, editor):
    article = factories.live()
    editor.press(editor.read(address(article)), TAKE_DOWN, reason="хибне джерело")
    assert "хибне джерело" in editor.read("/desk/articles").text
    assert "хибне джерело" not in client.get(f"/news/{article.slug}").text


@pytest.mark.parametrize("state", ["live", "scheduled"])
def test_a_reason_too_long_is_refused_in_words_and_kept(editor, at, state):
    at("2026-11-24 12:00")
    moment = {"at": kyiv("2026-11-24 13:00")} if state == "scheduled" else {}
    article = getattr(factories, state)(**moment)
    answer = editor.press(editor.read(address(article)), TAKE_DOWN, reason="я" * 301)
    assert answer.status_code == 422
    assert error(answer.soup, "reason") == "Скоротіть на 1 знак"
    assert answer.soup.select_one("details[open] [name=reason]")["value"] == "я" * 301
    assert article.state == state


def test_taking_down_twice_keeps_the_first_time_and_reason(editor, colleague, at):
    at("2026-11-24 14:00")
    article = factories.live()
    one, other = editor.read(address(article)), colleague()
    other.press(other.read(address(article)), TAKE_DOWN, reason="перша")
    at("2026-11-24 14:05")
    editor.press(one, TAKE_DOWN)
    assert article.taken_down_at == kyiv("2026-11-24 14:00")
    assert article.taken_down_why == "перша"


@MODES
def test_what_was_taken_down_is_published_again_at_its_old_time(client, editor, at, htmx):
    at("2026-11-24 14:00")
    article = factories.taken_down(category_id=None)
    at("2026-11-24 18:00")
    editor.press(editor.read(address(article)), PUBLISH, htmx=htmx)
    page = client.read(f"/news/{article.slug}")
    assert page.select_one(".byline time")["datetime"] == "2026-11-24T12:00:00Z"
    assert (article.taken_down_at, article.taken_down_why) == (None, "")


def test_what_was_taken_down_is_published_again_with_its_mended_text(client, editor):
    article = factories.taken_down(headline="Хибне")
    editor.press(editor.read(address(article)), SAVE, headline="Виправлене")
    assert client.get(f"/news/{article.slug}").status_code == 410
    editor.press(editor.read(address(article)), PUBLISH)
    assert client.read(f"/news/{article.slug}").h1.text == "Виправлене"


def test_an_unknown_address_is_not_found_in_words_with_a_way_on(client):
    answer = client.get("/news/takoho-ne-bulo")
    assert answer.status_code == 404
    assert answer.soup.h1.text == "Такої сторінки немає"
    assert answer.soup.select("main a[href='/']")


def test_the_link_to_the_source_has_nothing_in_it_that_no_address_may_have(client, app):
    """As it was typed it stays in the field; in a link it is a valid address."""
    article = factories.live(source_url='https://a.example/<b>?q="|"')
    link = client.read(f"/news/{article.slug}").select_one("a[href^='https://a.example']")
    assert link["href"] == "https://a.example/%3Cb%3E?q=%22%7C%22"
