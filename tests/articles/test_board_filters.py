"""The board's filters and its quick find: rows and counts of what matches."""

import pytest

from tests import factories
from tests.articles.board_pages import ALL, fill, headlines, tabs
from tests.articles.desk import SAVE, UPDATE, address

FIND = "Знайти"


@pytest.fixture
def articles():
    fill()


def test_a_category_filters_rows_and_counts(editor):
    city, money = factories.category("Місто"), factories.category("Гроші")
    factories.live(headline="Міст", category_id=city.id)
    factories.draft(headline="Парк", category_id=city.id)
    factories.live(headline="Бюджет", category_id=money.id)
    page = editor.press(editor.read("/desk/articles"), FIND, category="Місто").soup
    assert headlines(page) == {"draft": ["Парк"], "live": ["Міст"]}
    assert tabs(page)["Усі"] == "2"
    assert page.select_one("[name=category] option[selected]").text == "Місто"


def test_an_author_filters_rows_and_counts(editor):
    factories.live(headline="Міст", byline="Олена Гук, Тарас Пасічник")
    factories.draft(headline="Парк", byline="Тарас Пасічник")
    factories.draft(headline="Бюджет", byline="Ірина Лоза")
    page = editor.press(editor.read("/desk/articles"), FIND, author="Тарас Пасічник").soup
    assert headlines(page) == {"draft": ["Парк"], "live": ["Міст"]}
    assert tabs(page)["Чернетки"] == "1"


def test_a_live_article_stays_with_its_authors_until_others_are_published(editor):
    article = factories.live(headline="Міст", byline="Олена Гук")
    editor.press(editor.read(address(article)), SAVE, byline="Ірина Лоза")
    for author, found in (("olena-huk", {"live": ["Міст"]}), ("iryna-loza", {})):
        assert headlines(editor.read(f"/desk/articles?author={author}")) == found
    editor.press(editor.read(address(article)), UPDATE)
    for author, found in (("olena-huk", {}), ("iryna-loza", {"live": ["Міст"]})):
        assert headlines(editor.read(f"/desk/articles?author={author}")) == found


def test_mine_are_those_that_i_began_or_sign(editor, colleague):
    other = colleague(name="Олена Гук")
    factories.draft(by=editor.person, headline="Почав я")
    factories.draft(by=other.person, headline="Підписав я", byline=editor.person.name)
    factories.draft(by=other.person, headline="Чужа")
    page = editor.read("/desk/articles?author=me")
    assert headlines(page) == {"draft": ["Підписав я", "Почав я"]}
    assert page.select_one(".rail a[aria-current]").text.strip() == "Мої"


def test_filters_work_together_and_stay_when_a_tab_is_opened(editor):
    city = factories.category("Місто").id
    factories.live(headline="Міст", category_id=city, byline="Олена Гук")
    factories.live(headline="Міст без рубрики", byline="Олена Гук")
    factories.draft(headline="Міст-чернетка", category_id=city, byline="Олена Гук")
    typed = {"q": "міст", "category": "Місто", "author": "Олена Гук"}
    page = editor.press(editor.read("/desk/articles"), FIND, **typed).soup
    assert headlines(page) == {"draft": ["Міст-чернетка"], "live": ["Міст"]}
    page = editor.read(page.select_one("#tabs a[href*='state=live']")["href"])
    assert headlines(page) == {"live": ["Міст"]}
    assert page.select_one("[name=q]")["value"] == "міст"


def test_the_state_stays_when_something_is_found(editor, articles):
    page = editor.press(editor.read("/desk/articles?state=live"), FIND, q="один").soup
    assert headlines(page) == {"live": ["Живий один"]}


def test_filters_are_cleared_at_one_stroke_and_the_state_stays(editor, articles):
    page = editor.read("/desk/articles?state=live&q=один")
    page = editor.read(page.find("a", string="Показати всі")["href"])
    assert headlines(page) == {"live": ALL["live"]}


@pytest.mark.parametrize("query", ["q=немає", "category=nema", "author=nema"])
def test_when_nothing_matches_the_board_says_so_and_leads_back(editor, articles, query):
    page = editor.read(f"/desk/articles?{query}")
    assert "Нічого не знайдено" in page.main.text
    assert page.find("a", string="Показати всі")


@pytest.mark.parametrize("typed", ["у лісі", "у\u00a0лісі"])
def test_quick_find_minds_no_difference_between_spaces(editor, typed):
    factories.draft(headline="Пожежа у\u00a0лісі")
    page = editor.press(editor.read("/desk/articles"), FIND, q=typed).soup
    assert headlines(page) == {"draft": ["Пожежа у\u00a0лісі"]}


HEADLINES = ["КИЇВ і Ґанок", "Знижка 100% на все", "за_файлом", "за файлом", "Київ \\ Львів"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("київ", ["Київ \\ Львів", "КИЇВ і Ґанок"]),
        ("КИЇВ І", ["КИЇВ і Ґанок"]),
        ("ґАНОК", ["КИЇВ і Ґанок"]),
        ("  ганок", []),
        ("%", ["Знижка 100% на все"]),
        ("00% н", ["Знижка 100% на все"]),
        ("_", ["за_файлом"]),
        ("за_ф", ["за_файлом"]),
        ("\\", ["Київ \\ Львів"]),
        ("/", []),
        ("'", []),
        ("ки\u0456\u0308в", ["Київ \\ Львів", "КИЇВ і Ґанок"]),
        ("Ірини", HEADLINES[::-1]),
        ("я" * 2000, []),
    ],
)
def test_quick_find_takes_text_as_it_stands_in_any_case(editor, typed, found):
    for headline in HEADLINES:
        factories.draft(headline=headline, byline="Пані Ірини")
    page = editor.press(editor.read("/desk/articles"), FIND, q=typed).soup
    assert headlines(page).get("draft", []) == found


@pytest.mark.parametrize("query", ["q=%00", "q=%FF", "category=%00", "author=%00", "author=%FF"])
def test_dirt_in_the_filters_breaks_nothing(editor, articles, query):
    assert editor.get(f"/desk/articles?{query}").status_code in {200, 404}
