"""The page where an article is written."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from newsroom import clock
from newsroom.articles.bylines import Author
from newsroom.database import db
from tests import factories
from tests.articles.board_pages import handed
from tests.articles.desk import PUBLISH, SAVE, TYPED, UPDATE, address, articles, authors, fields
from tests.every_address import addresses

STATES = ("waiting", "draft", "approved", "scheduled", "live", "taken_down")
HAND_OVER, NOTE, RETURN = "Передати редактору", "Додати примітку", "Повернути автору"


def make(state, **given):
    if state == "scheduled":
        return factories.scheduled(clock.now() + timedelta(hours=1), **given)
    if state in {"waiting", "approved"}:
        return handed("submit" if state == "waiting" else "approve", **given)
    return getattr(factories, state)(**given)


def buttons(page):
    names = {" ".join(b.text.split()) for b in page.select("main button[type=submit]")}
    return {name.split(" Ctrl")[0] for name in names}


def test_a_new_article_is_empty_and_signed_by_who_opens_it(colleague):
    page = colleague(name="Олена Гук").read("/desk/articles/new")
    nothing = dict.fromkeys(("headline", "lede", "body", "source_name", "source_url", "note"), "")
    assert (nothing | {"byline": "Олена Гук", "category": "0"}).items() <= fields(page).items()
    assert page.h1.text == "Новий матеріал"


def test_everything_that_is_typed_stands_in_a_labelled_field(editor):
    page = editor.read("/desk/articles/new")
    labels = {label["for"]: " ".join(label.text.split()) for label in page.select("label[for]")}
    wanted = {"headline": "Заголовок", "lede": "Лід", "body": "Текст", "category": "Рубрика"}
    wanted |= {"byline": "Автори", "source_name": "Джерело", "source_url": "Посилання на джерело"}
    wanted |= {"photo_credit": "Автор фото", "publish_date": "Дата", "publish_time": "Година"}
    assert wanted.items() <= labels.items()


@pytest.mark.parametrize("state", STATES)
def test_the_page_shows_what_was_saved(editor, state):
    category = factories.category()
    typed = {key: text for key, text in TYPED.items() if key != "note"}
    article = make(state, category_id=category.id, **typed)
    shown = fields(editor.read(address(article)))
    assert (typed | {"category": str(category.id), "note": ""}).items() <= shown.items()


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("waiting", {PUBLISH, "Схвалити", RETURN}),
        ("draft", {PUBLISH, HAND_OVER}),
        ("approved", {PUBLISH, RETURN}),
        ("scheduled", {PUBLISH, HAND_OVER, "Зняти з публікації"}),
        ("live", {UPDATE, "Зняти з публікації"}),
        ("taken_down", {PUBLISH}),
    ],
)
@pytest.mark.one_database
def test_an_editor_is_offered_what_makes_sense(editor, state, offered):
    page = editor.read(address(make(state)))
    assert buttons(page) == {SAVE, NOTE, "Змінити адресу"} | offered


@pytest.mark.parametrize("state", STATES)
@pytest.mark.one_database
def test_a_reporter_is_offered_only_what_they_may_do(reporter, state):
    page = reporter.read(address(make(state, by=reporter.person)))
    hands_over = state in {"draft", "scheduled", "live"}
    assert buttons(page) == {SAVE, NOTE} | ({HAND_OVER} if hands_over else set())


def test_a_reporter_is_told_who_will_publish(reporter):
    page = reporter.read("/desk/articles/new")
    assert "Опублікує редактор." in page.select_one("#publication").text


@pytest.mark.parametrize("state", STATES)
def test_only_a_live_article_leads_to_its_page(editor, state):
    article = make(state)
    page = editor.read(address(article))
    links = [a["href"] for a in page.select("a[href^='/news/']")]
    assert links == ([f"/news/{article.slug}"] if state == "live" else [])
    assert len(page.select("#publication a[href^='/news/']")) == len(links)


@pytest.mark.parametrize("state", STATES)
def test_every_article_leads_to_its_preview(editor, state):
    article = make(state)
    (link,) = editor.read(address(article)).select("a.bar__view")
    assert link["href"] == address(article, "/preview")
    assert not link.has_attr("hidden")


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("waiting", "Чекає на редактора"),
        ("draft", "Чернетка"),
        ("approved", "Схвалено"),
        ("scheduled", "Заплановано"),
        ("live", "На сайті"),
        ("taken_down", "Знято"),
    ],
)
def test_the_page_says_the_state(editor, state, word):
    assert editor.read(address(make(state))).select_one(".bar .state").text == word


def test_the_page_says_what_waits_for_publication(editor):
    article = factories.live()
    editor.press(editor.read(address(article)), SAVE, lede="Ще ні.")
    waiting = editor.read(address(article)).select_one(".panel__waiting").text
    assert waiting == "Читачі бачать версію 1; версія 2 чекає на публікацію."


def test_the_zone_stands_where_a_time_is_typed(editor, at):
    at("2026-11-24 12:00")
    assert "за Києвом (UTC+2)" in editor.read("/desk/articles/new").select_one("#publication").text


def test_categories_are_offered_in_their_order(editor):
    for name in ("Місто", "Гроші"):
        factories.category(name)
    options = editor.read("/desk/articles/new").select("[name=category] option")
    assert [option.text for option in options] == ["Без рубрики", "Місто", "Гроші"]


def test_a_name_signed_once_is_offered_next_time(editor):
    editor.press(editor.read("/desk/articles/new"), SAVE, headline="Слово", byline="Ірина Лоза")
    offered = editor.read("/desk/articles/new").select_one("#author-names")
    names = [option["value"] for option in editor.get(offered["hx-get"]).soup.select("option")]
    assert names == ["Ірина Лоза", editor.person.name]


def test_signing_makes_each_name_an_author_once(editor):
    for _ in range(2):
        page = editor.read("/desk/articles/new")
        editor.press(page, SAVE, headline="Слово", byline="Ірина Лоза, Олег Лоза")
    names = db.session.scalars(select(Author.name).where(Author.staff_id.is_(None)))
    assert sorted(names) == ["Ірина Лоза", "Олег Лоза"]


def test_names_that_differ_only_by_a_hyphen_are_two_authors(editor):
    page = editor.read("/desk/articles/new")
    editor.press(page, SAVE, headline="Слово", byline="Анна Марія, Анна-Марія")
    assert {author.slug for author in authors(articles()[0])} == {"anna-mariia", "anna-mariia-2"}


def test_a_long_history_is_cut_on_the_page_but_not_lost(editor):
    article = factories.draft()
    for _ in range(14):
        factories.save(article)
    assert len(editor.read(address(article)).select(".revisions li")) == 6
    assert len(editor.read(address(article, "/revisions")).select("tbody tr")) == 15


def test_the_page_speaks_english_to_who_chose_it(colleague):
    page = colleague(language="en").read("/desk/articles/new")
    assert page.html["lang"] == "en"
    assert page.select_one("label[for=headline]").text == "Headline"
    assert page.select_one("[name=headline]")["lang"] == "uk"  # the article is still Ukrainian


def test_the_rich_text_editor_comes_only_with_pages_that_edit(app, editor):
    with_it = {url for url in addresses(app, "GET") if b"/editor@1/" in editor.get(url).data}
    assert {re.sub(r"\d+", "N", url) for url in with_it} == {
        "/desk/articles/new",
        "/desk/articles/N",
        "/desk/pages/N",
    }
