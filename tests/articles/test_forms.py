"""What a person may type: anything wrong gets a sentence beside its field, and all typed stays."""

import pytest

from newsroom.language.body import MAX_CHARACTERS
from tests import factories
from tests.articles.desk import PUBLISH, SAVE, TYPED, address, articles, error, fields, revisions

WHOLE_ADDRESS = "Введіть повну адресу, з https://"
WRONG = [
    ("headline", "я" * 301, "Скоротіть на 1 знак"),
    ("headline", "я" * 322, "Скоротіть на 22 знаки"),
    ("lede", "я" * 1005, "Скоротіть на 5 знаків"),
    ("body", "я" * (MAX_CHARACTERS + 2), "Скоротіть на 2 знаки"),
    ("byline", "я" * 301, "Скоротіть на 1 знак"),
    ("source_name", "я" * 201, "Скоротіть на 1 знак"),
    ("source_url", "https://a.example/" + "я" * 2000, "Скоротіть на 18 знаків"),
    ("photo_credit", "я" * 301, "Скоротіть на 1 знак"),
    ("note", "я" * 311, "Скоротіть на 11 знаків"),
    ("source_url", "radio.example/mist", WHOLE_ADDRESS),
    ("source_url", "//radio.example", WHOLE_ADDRESS),
    ("source_url", "javascript:alert(1)", WHOLE_ADDRESS),
    ("source_url", "https://", WHOLE_ADDRESS),
    ("source_url", "https://[radio", WHOLE_ADDRESS),
    ("source_url", "https://radio example/", WHOLE_ADDRESS),
]
TABLE = pytest.mark.parametrize(
    ("name", "text", "sentence"), WRONG, ids=[f"{n}-{t[:12]}-{len(t)}" for n, t, _ in WRONG]
)


@TABLE
@pytest.mark.one_database
def test_a_refusal_says_why_beside_the_field_and_keeps_all_that_was_typed(
    editor, name, text, sentence
):
    typed = {**TYPED, name: text}
    answer = editor.press(editor.read("/desk/articles/new"), SAVE, **typed)
    assert answer.status_code == 422
    assert error(answer.soup, name) == sentence
    assert typed.items() <= fields(answer.soup).items()
    assert articles() == []


@pytest.mark.parametrize("button", [SAVE, PUBLISH])
@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_refusal_on_an_old_article_keeps_what_was_typed_and_what_was_saved(editor, htmx, button):
    article = factories.draft(headline="Було")
    typed = {**TYPED, "headline": "я" * 301}
    answer = editor.press(editor.read(address(article)), button, htmx=htmx, **typed)
    assert answer.status_code == 422
    assert typed.items() <= fields(answer.soup).items()
    assert [revision.headline for revision in revisions(article)] == ["Було"]


def test_a_refused_form_goes_through_once_it_is_mended(editor):
    answer = editor.press(editor.read("/desk/articles/new"), SAVE, **TYPED | {"note": "я" * 301})
    editor.press(answer, SAVE, note="коротко")
    assert [r.headline for r in revisions(articles()[0])] == [TYPED["headline"]]


def test_the_summary_leads_to_every_field_to_mend(editor):
    page = editor.read("/desk/articles/new")
    answer = editor.press(page, SAVE, headline="я" * 301, lede="я" * 1001)
    links = answer.soup.select("#what-is-wrong a")
    assert [(a["href"], a.text) for a in links] == [("#headline", "Заголовок"), ("#lede", "Лід")]


@pytest.mark.parametrize(
    ("name", "longest"),
    [("headline", 300), ("lede", 1000), ("source_name", 200), ("photo_credit", 300), ("note", 300)],
)
def test_the_longest_text_that_is_allowed_is_kept(editor, name, longest):
    editor.press(editor.read("/desk/articles/new"), SAVE, **{"body": "Слово", name: "ї" * longest})
    assert getattr(articles()[0].working, name) == "ї" * longest


def test_the_longest_body_is_kept(editor):
    text = "слово " * (MAX_CHARACTERS // 6)
    editor.press(editor.read("/desk/articles/new"), SAVE, body=text)
    assert articles()[0].working.body == f"<p>{text.strip()}</p>"


def test_many_short_names_are_kept_or_refused_in_words_however_they_are_spaced(editor):
    names = ",".join(f"{n:02}" for n in range(100))
    assert len(names) < 300 < len(names.replace(",", ", "))
    answer = editor.press(editor.read("/desk/articles/new"), SAVE, headline="Слово", byline=names)
    assert answer.status_code == 422
    assert error(answer.soup, "byline") == "Скоротіть на 98 знаків"
    assert "00, 01, 02" in fields(answer.soup)["byline"]


def test_names_are_kept_once_each_with_a_comma_and_a_space(editor):
    page = editor.read("/desk/articles/new")
    editor.press(page, SAVE, headline="Слово", byline=" Олена Гук,Тарас  Пасічник , ,Олена Гук")
    assert articles()[0].working.byline == "Олена Гук, Тарас Пасічник"


@pytest.mark.parametrize(
    "typed", ["Фото: Getty Images", "фото:Getty Images", "Photo: Getty Images"]
)
def test_the_photo_credit_is_kept_without_the_word_that_the_page_adds(editor, typed):
    editor.press(editor.read("/desk/articles/new"), SAVE, headline="Слово", photo_credit=typed)
    assert articles()[0].working.photo_credit == "Getty Images"


@pytest.mark.parametrize("category", ["99", "-1", "x", "9" * 30, ""])
def test_a_category_that_is_not_offered_is_refused_in_words(editor, category):
    factories.category()
    page = editor.read("/desk/articles/new")
    page.select_one("[name=category] option[selected]")["value"] = category
    answer = editor.press(page, SAVE, **TYPED)
    assert answer.status_code == 422
    assert error(answer.soup, "category")
    assert TYPED.items() <= fields(answer.soup).items()


def test_a_refusal_speaks_the_language_of_who_reads_it(colleague):
    client = colleague(language="en")
    typed = {"headline": "я" * 301, "lede": "я" * 1002, "source_url": "radio"}
    soup = client.press(client.read("/desk/articles/new"), "Save", **typed).soup
    assert error(soup, "headline") == "Shorten this by 1 character"
    assert error(soup, "lede") == "Shorten this by 2 characters"
    assert error(soup, "source_url") == "Enter a whole address, with https://"
