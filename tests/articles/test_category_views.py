"""The desk's page of categories."""

import pytest

from newsroom.articles.categories import Category
from newsroom.database import db
from tests import factories

ADD, RENAME = "Додати", "Перейменувати"


def add(client, name):
    return client.press(client.read("/desk/categories"), ADD, name=name)


def rename(client, category, name):
    form = client.read("/desk/categories").select_one(f"#name-{category.id}").find_parent("form")
    return client.press(form, RENAME, name=name)


def told(answer):
    return answer.soup.select_one("[role=status]").text.strip()


def refusal(answer, control):
    assert answer.status_code == 422
    field = answer.soup.select_one(control)
    return answer.soup.find(id=field["aria-describedby"]).text.strip(), field["value"]


def names():
    return db.session.scalars(
        db.select(Category.name).order_by(Category.position, Category.id)
    ).all()


def test_a_new_category_stands_last_in_the_masthead(client, editor):
    for name in ("Місто", "Гроші"):
        assert told(add(editor, name)) == f"Додано рубрику «{name}»."
    links = client.read("/").select(".masthead nav a")
    assert [(a.text, a["href"]) for a in links] == [
        ("Місто", "/categories/misto"),
        ("Гроші", "/categories/hroshi"),
    ]


def test_a_new_category_has_a_page_before_it_has_news(client, editor):
    add(editor, "Місто")
    assert "ще немає новин" in client.read("/categories/misto").main.text


def test_a_name_keeps_its_address_when_it_changes(client, editor):
    category = factories.category("Місто")
    assert told(rename(editor, category, "Наше місто")) == "Перейменовано на «Наше місто»."
    assert client.read("/categories/misto").h1.text == "Наше місто"
    assert client.get("/categories/nashe-misto").status_code == 404


def test_a_category_may_change_only_its_capitals(editor):
    rename(editor, factories.category("місто"), "Місто")
    assert names() == ["Місто"]


WRONG = [
    ("", "Введіть назву"),
    ("   ", "Введіть назву"),
    ("я" * 61, "Скоротіть на 1 знак"),
    ("МІСТО", "Така рубрика вже є"),
]


@pytest.mark.parametrize(("typed", "sentence"), WRONG)
def test_a_wrong_new_name_is_refused_in_words_and_kept(editor, typed, sentence):
    factories.category("Місто")
    assert refusal(add(editor, typed), "#new-name") == (sentence, typed.strip())
    assert names() == ["Місто"]


@pytest.mark.parametrize(("typed", "sentence"), WRONG)
def test_a_wrong_other_name_is_refused_in_words_beside_its_own_category(editor, typed, sentence):
    factories.category("Місто")
    money = factories.category("Гроші")
    answer = rename(editor, money, typed)
    assert refusal(answer, f"details[open] #name-{money.id}") == (sentence, typed.strip())
    assert names() == ["Місто", "Гроші"]


@pytest.mark.parametrize(("name", "slug"), [("Місто!", "misto-2"), ("新聞", "category")])
def test_every_category_has_an_address_of_its_own(client, editor, name, slug):
    factories.category("Місто")
    add(editor, name)
    assert client.read(f"/categories/{slug}").h1.text == name


def test_the_longest_name_is_kept(editor):
    add(editor, "щ" * 60)
    assert names() == ["щ" * 60]


def test_only_live_articles_are_counted(editor):
    category = factories.category("Місто")
    for make in (factories.draft, factories.taken_down, factories.live, factories.live):
        make(category_id=category.id)
    text = editor.read("/desk/categories").select_one(".categories__about").text
    assert text == "2 матеріали на сайті · /categories/misto"


@pytest.mark.parametrize("number", [99, 2**31, 10**20])
def test_a_category_that_never_was_is_not_there(editor, number):
    category = factories.category()
    page = editor.read("/desk/categories")
    form = page.select_one(f"#name-{category.id}").find_parent("form")
    form["action"] = f"/desk/categories/{number}"
    assert editor.press(form, RENAME, name="Інша").status_code == 404


def test_a_new_name_shows_in_articles_and_lists(client, editor):
    category = factories.category("Місто")
    article = factories.live(category_id=category.id)
    rename(editor, category, "Наше місто")
    for url in (f"/news/{article.slug}", "/", "/desk/articles", f"/desk/articles/{article.id}"):
        assert "Наше місто" in editor.read(url).main.text
