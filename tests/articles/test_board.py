"""The board: what is on the desk, by state, with counts, filters and a quick find."""

import pytest

from tests import factories
from tests.articles.board_pages import ALL, fill, headlines, tabs
from tests.articles.desk import SAVE, address
from tests.moments import kyiv


@pytest.fixture
def articles():
    fill()


def test_everything_stands_in_groups_by_state(editor, articles):
    page = editor.read("/desk/articles")
    assert headlines(page) == ALL
    assert list(headlines(page)) == list(ALL)


@pytest.mark.parametrize("state", ALL)
def test_a_tab_shows_one_state(editor, articles, state):
    page = editor.read("/desk/articles")
    link = page.select_one(f"#tabs a[href*='state={state}']")
    page = editor.read(link["href"])
    assert headlines(page) == {state: ALL[state]}
    assert page.select_one("#tabs a[aria-current]")["href"] == link["href"]


def test_tabs_count_every_state(editor, articles):
    factories.live()
    counts = {
        "Усі": "15",
        "Чекають на редактора": "2",
        "Повернуто": "2",
        "Чернетки": "2",
        "Схвалено": "2",
    }
    counts |= {"Схвалено": "2", "Заплановано": "2", "На сайті": "3", "Знято": "2"}
    for url in ("/desk/articles", "/desk/articles?state=draft"):
        shown = tabs(editor.read(url))
        assert shown == counts
        assert list(shown) == list(counts)


def test_an_unknown_state_shows_everything(editor, articles):
    assert headlines(editor.read("/desk/articles?state=lost")) == ALL


def test_an_article_moves_to_the_live_ones_when_its_time_comes(editor, at):
    at("2026-11-24 12:00")
    factories.scheduled(kyiv("2026-11-24 12:30"), headline="О пів на першу")
    assert headlines(editor.read("/desk/articles")) == {"scheduled": ["О пів на першу"]}
    at("2026-11-24 12:30")
    page = editor.read("/desk/articles")
    assert headlines(page) == {"live": ["О пів на першу"]}
    assert tabs(page)["На сайті"] == "1"


def test_a_row_tells_what_an_editor_needs(editor, colleague):
    olena = colleague(name="Олена Гук").person
    article = factories.live(
        by=olena, headline="Міст", byline="Тарас", category_id=factories.category("Місто").id
    )
    editor.press(editor.read(address(article)), SAVE, lede="Уточнено.", note="за ДСНС")
    row = editor.read("/desk/articles").select_one(f"#article-{article.id}")
    text = " ".join(row.text.split())
    words = ("На сайті", "Міст", "є неопубліковані зміни", "версія 2", "за ДСНС", "Місто", "Тарас")
    for word in words:
        assert word in text
    assert row.a["href"] == address(article)


def test_a_row_without_a_note_says_who_saved_it(editor, colleague):
    factories.draft(by=colleague(name="Олена Гук").person)
    assert "Олена Гук" in editor.read("/desk/articles").select_one(".row__note").text


def test_an_article_without_a_headline_can_be_opened(editor):
    article = factories.draft(headline="")
    link = editor.read("/desk/articles").select_one(".row__headline a")
    assert (link.text, link["href"]) == ("Без заголовка", address(article))


def test_an_empty_desk_says_what_to_do(editor):
    page = editor.read("/desk/articles")
    assert "Тут ще нічого немає" in page.main.text
    assert page.select(".empty a[href='/desk/articles/new']")


def test_the_board_shows_the_working_copy(editor):
    article = factories.live(headline="На сайті так")
    editor.press(editor.read(address(article)), SAVE, headline="А на столі так")
    assert headlines(editor.read("/desk/articles")) == {"live": ["А на столі так"]}


def test_a_reporter_sees_and_counts_only_their_own(reporter, editor, articles):
    factories.draft(by=reporter.person, headline="Моя чернетка")
    factories.live(by=editor.person, headline="Підписав я", byline=reporter.person.name)
    page = reporter.read("/desk/articles")
    assert headlines(page) == {"draft": ["Моя чернетка"], "live": ["Підписав я"]}
    assert tabs(page)["Усі"] == "2"


@pytest.mark.parametrize("query", ["q=чернетка", "state=draft", "author=me", "state=live"])
def test_no_filter_shows_a_reporter_what_is_not_theirs(reporter, articles, query):
    assert headlines(reporter.read(f"/desk/articles?{query}")) == {}


def test_the_desk_opens_on_the_board(editor):
    assert editor.get("/desk/").location == "/desk/articles"
