"""The board's filters and its quick find: rows and counts of what matches."""

import pytest
from sqlalchemy import delete, update

from newsroom.articles import word_index
from newsroom.articles.models import Article
from newsroom.database import db
from tests import factories
from tests.articles.board_pages import ALL, fill, headlines, tabs
from tests.articles.desk import SAVE, UPDATE, address

FIND, CLEAR = "Знайти", "Скинути пошук і фільтри"


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
    assert "Показано й пораховано лише те, що відповідає пошуку." in page.main.text
    page = editor.read(page.find("a", string=CLEAR)["href"])
    assert headlines(page) == {"live": ALL["live"]}
    factories.draft(by=editor.person)
    page = editor.read("/desk/articles?author=me")
    assert "Показано лише матеріали за цими фільтрами." in page.main.text
    assert "пошук" not in page.select_one(".board__filtered").text.replace(CLEAR, "")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("q=немає", "за початком слів у заголовку, авторах і тегах"),
        ("category=nema", "За цими фільтрами матеріалів немає."),
        ("author=nema&state=live", "За цими фільтрами матеріалів немає."),
    ],
)
def test_when_nothing_matches_the_board_says_so_once_and_leads_back(editor, articles, query, told):
    page = editor.read(f"/desk/articles?{query}")
    assert "Нічого не знайдено" in page.main.text
    assert told in page.select_one(".empty").text
    assert not page.select_one(".board__filtered")
    assert len(page.find_all("a", string=CLEAR)) == 1


def test_what_matches_in_other_states_only_is_counted_and_one_step_away(editor, articles):
    page = editor.read("/desk/articles?state=draft&q=живий")
    assert "У цьому стані нічого, в інших – 2." in page.select_one(".empty").text
    page = editor.read(page.find("a", string="Подивитися в усіх станах")["href"])
    assert headlines(page) == {"live": ALL["live"]}
    assert page.select_one("[name=q]")["value"] == "живий"


def test_the_short_address_of_the_desk_keeps_state_and_filters(editor, articles):
    found = editor.get("/desk/?q=один&state=live&_external=1&_scheme=evil").location
    assert found.startswith("/desk/articles?")
    assert headlines(editor.read(found)) == {"live": ["Живий один"]}
    assert editor.get("/desk/").location == "/desk/articles"


@pytest.mark.parametrize("typed", ["у лісі", "у\u00a0лісі"])
def test_quick_find_minds_no_difference_between_spaces(editor, typed):
    factories.draft(headline="Пожежа у\u00a0лісі")
    page = editor.press(editor.read("/desk/articles"), FIND, q=typed).soup
    assert headlines(page) == {"draft": ["Пожежа у\u00a0лісі"]}


KYIV, FILE, ROUND = ["Київ \\ Львів", "КИЇВ і Ґанок"], "за_файлом", "об’їзд за за́мком"
NAME = "Сузір’яження: О'Кон\u200dнор, Кот-д’Івуар"
HEADLINES = ["КИЇВ і Ґанок", NAME, "Знижка 100% на все", FILE, ROUND, "Київ \\ Львів"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("київ", KYIV),
        ("ганок", []),
        ("ґАНОК київ", ["КИЇВ і Ґанок"]),
        ("ки\u0456\u0308", KYIV),
        ("анок", []),  # in the middle of a word
        ("0", []),
        ("100 зни", ["Знижка 100% на все"]),
        ("100%, ЗНИ", ["Знижка 100% на все"]),
        ("за_ф", [FILE]),
        ("конн", [NAME]),
        ("о՚ко\u00adннор ІВУ", [NAME]),
        ("дівуар", [NAME]),
        ("обїзд їзд", [ROUND]),
        ("яження", []),
        ("за", [ROUND, FILE]),
        ("об'їзд", [ROUND]),
        ("обʼїз ЗАМК", [ROUND]),
        ("київ за", []),
        ("Ірини пан", HEADLINES[::-1]),
        ('"а" OR "к"', []),
        ("к:* | к", [KYIV[0], NAME, KYIV[1]]),
        ("%", []),
        ("\\ '", []),
        ("я" * 2000, []),
        (" ".join("київ" for _ in range(30)), KYIV),
    ],
)
def test_quick_find_finds_what_has_a_word_that_begins_with_each_of_those_typed(
    editor, typed, found
):
    """Among all, which the database's index of words does, as among one's own."""
    for headline in HEADLINES:
        factories.draft(by=editor.person, headline=headline, byline="Пані Ірини")
    page = editor.press(editor.read("/desk/articles"), FIND, q=typed).soup
    assert headlines(page).get("draft", []) == found
    page = editor.press(editor.read("/desk/articles?author=me"), FIND, q=typed).soup
    assert headlines(page).get("draft", []) == found


def test_quick_find_knows_each_change_whoever_made_it(editor):
    def found(word):
        return headlines(editor.read(f"/desk/articles?q={word}")).get("draft", [])

    article = factories.draft(headline="Міст")
    editor.press(editor.read(address(article)), SAVE, headline="Міст і парк")
    assert found("парк") == ["Міст і парк"]
    db.session.execute(update(Article).values(find_text="сад"))
    db.session.commit()
    assert found("сад") == ["Міст і парк"]
    assert found("парк") == []
    editor.press(editor.read(address(article)), SAVE, headline="Поле")
    assert found("поле") == ["Поле"]
    assert found("сад") == []
    other = factories.draft(headline="Поле за містом")
    db.session.execute(delete(Article).where(Article.id == other.id))
    db.session.commit()
    assert db.session.scalars(word_index.newest_with(["поле"])).all() == [article.id]


def test_of_a_common_word_only_the_newest_are_looked_at_and_the_desk_says_so(editor, monkeypatch):
    monkeypatch.setattr(word_index, "MOST_FOUND", 2)
    for name in ("Перша", "Друга", "Третя"):
        factories.draft(headline=f"{name} новина")
    page = editor.read("/desk/articles?q=нов")
    assert headlines(page) == {"draft": ["Третя новина", "Друга новина"]}
    assert "лише серед 2 найновіших" in page.main.text
    page = editor.read("/desk/articles?q=нов пер")
    assert headlines(page) == {"draft": ["Перша новина"]}
    assert "найновіших" not in page.main.text
    monkeypatch.setattr(word_index, "MOST_FOUND", 3)
    assert "найновіших" not in editor.read("/desk/articles?q=нов").main.text


def test_words_that_are_too_many_are_not_dropped_in_silence(editor):
    factories.draft(headline="а б в г ґ д е є")
    for typed, is_said in (("а б в г ґ д е є", False), ("а б в г ґ д е є ж", True)):
        page = editor.read(f"/desk/articles?q={typed}")
        assert headlines(page) == {"draft": ["а б в г ґ д е є"]}
        assert ("Шукаємо лише за першими 8 словами." in page.main.text) is is_said


@pytest.mark.parametrize("query", ["q=%00", "q=%FF", "category=%00", "author=%00", "author=%FF"])
def test_dirt_in_the_filters_breaks_nothing(editor, articles, query):
    assert editor.get(f"/desk/articles?{query}").status_code in {200, 404}
