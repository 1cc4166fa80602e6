"""What is put together by hand is judged as the editor's own form judges it."""

from dataclasses import replace
from uuid import uuid4

import pytest

from newsroom.database import db
from newsroom.language.body import MAX_CHARACTERS
from tests import factories
from tests.articles.desk import address, revisions

CHOOSE = "Зберегти вибране"


@pytest.fixture
def ask(editor):
    """The page that asks which of two values of one field stays, and the article."""

    def asked(name, one, other):
        article = factories.draft(editor.person)
        begun = article.working.wording
        article.set_aside(
            replace(begun, **{name: one}), by=editor.person, save_id=str(uuid4()), base_number=1
        )
        factories.save(article, text=replace(begun, **{name: other}))
        db.session.commit()
        return article, editor.read(address(article, "/merges/2"))

    return asked


def by_hand(key, text):
    return {f"choice-{key}": "hand", f"hand-{key}": text}


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("source_url", "javascript:alert(1)", "Введіть повну адресу"),
        ("source_url", "https://a.example/ два", "Введіть повну адресу"),
        ("source_url", "https://a.example/" + "a" * 2000, "Скоротіть на 18 знаків"),
        ("headline", "Г" * 5000, "Скоротіть на 4700 знаків"),
        ("lede", "Л" * 1001, "Скоротіть на 1 знак"),
        ("byline", "Н" * 301, "Скоротіть на 1 знак"),
        ("tags", ", ".join("абвгдежзийк"), "10"),
        ("source_name", "Д" * 201, "Скоротіть на 1 знак"),
        ("photo_credit", "Ф" * 301, "Скоротіть на 1 знак"),
    ],
)
@pytest.mark.one_database
def test_what_the_form_would_refuse_is_refused_beside_its_question(
    editor, ask, name, typed, sentence
):
    article, page = ask(name, "https://b.example/", "https://c.example/")
    answer = editor.press(page, CHOOSE, **by_hand(name, typed))
    assert answer.status_code == 422
    assert sentence in answer.soup.select_one(f"#{name}-error").text.replace("\u00a0", "")
    assert answer.soup.select_one(f"#hand-{name}").text.strip() == typed
    assert len(revisions(article)) == 3


def test_a_body_that_is_too_long_is_refused_with_the_number(editor, ask):
    article, page = ask("body", "<p>Мій.</p>", "<p>Їхній.</p>")
    answer = editor.press(page, CHOOSE, **by_hand("body-0", "я" * (MAX_CHARACTERS + 7)))
    assert "Скоротіть на 7 знаків" in answer.soup.select_one("#body-0-error").text
    assert len(revisions(article)) == 3


def test_pieces_that_are_too_long_only_together_are_refused_too(editor, ask):
    begun = "<p>Один.</p><p>Спільний.</p><p>Два.</p>"
    article = factories.draft(editor.person, body=begun)
    wording = article.working.wording
    mine, theirs = (begun.replace(".", f" {who}.") for who in ("мій", "їхній"))
    mine, theirs = (text.replace("Спільний мій", "Спільний") for text in (mine, theirs))
    theirs = theirs.replace("Спільний їхній", "Спільний")
    article.set_aside(
        replace(wording, body=mine), by=editor.person, save_id=str(uuid4()), base_number=1
    )
    factories.save(article, text=replace(wording, body=theirs))
    page = editor.read(address(article, "/merges/2"))
    long = "я" * (MAX_CHARACTERS - 10)
    answer = editor.press(page, CHOOSE, **by_hand("body-0", long), **by_hand("body-1", long))
    assert (answer.status_code, len(revisions(article))) == (422, 3)
    assert "Скоротіть на" in answer.soup.select_one("#body-1-error").text


def test_what_is_typed_by_hand_is_tidied_as_in_the_form(editor, ask):
    article, page = ask("photo_credit", "Один", "Два")
    editor.press(page, CHOOSE, **by_hand("photo_credit", " Фото:  Getty\tImages "))
    assert article.working.photo_credit == "Getty Images"
