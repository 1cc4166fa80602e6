"""What went together by itself is listed with whose it is, beside a merge and after an autosave."""

import pytest
from bs4 import BeautifulSoup

from tests import factories
from tests.articles.desk import SAVE, address
from tests.client import FROM_HTMX

BODY = "Один.\n\nДва.\n\nТри."


@pytest.fixture
def article():
    return factories.draft(headline="Було", lede="Лід.", body=BODY)


@pytest.fixture
def save(article):
    """``save(client, page, headline=…)``: from a page that was opened before."""

    def save(client, page=None, **typed):
        return client.press(page or client.read(address(article)), SAVE, **typed)

    return save


def listed(soup):
    """Whose it is and where → the words, with +what came+ and -what went-."""
    for said in soup.select(".joined__list .difference__said"):
        said.decompose()
    for mark, sign in (("ins", "+"), ("del", "-")):
        for piece in soup.select(f".joined__list {mark}"):
            piece.replace_with(f"{sign}{piece.text}{sign}")
    return [
        (
            " ".join(one.select_one(".joined__who").text.split()),
            one.select(".difference__words")[0].text,
        )
        for one in soup.select(".joined__list > li")
    ]


def test_the_merge_page_lists_what_needed_no_choice(editor, colleague, article, save):
    mine, other = editor.read(address(article)), colleague(name="Тарас Пасічник")
    save(other, headline="Їхній", lede="Лід новий.", body="Один.\n\nДва.\n\nТри, чотири.")
    answer = save(editor, mine, headline="Мій", body="Один, мій.\n\nДва.\n\nТри.")
    assert listed(answer.soup) == [
        ("Тарас Пасічник · Лід", "Лід+ новий+."),
        ("Ви · Текст", "Один+, мій+."),
        ("Тарас Пасічник · Текст", "Три+, чотири+."),
    ]


def test_the_merge_page_does_not_list_what_is_asked(editor, colleague, article, save):
    mine, other = editor.read(address(article)), colleague()
    save(other, headline="Їхній", body="Один, їхній.\n\nДва.\n\nТри.")
    answer = save(editor, mine, headline="Мій", body="Один, мій.\n\nДва.\n\nТри.")
    assert answer.soup.select("#headline, #body-0")
    assert listed(answer.soup) == []


def test_what_both_did_alike_is_listed_once(editor, colleague, article, save):
    mine, other = editor.read(address(article)), colleague(name="Тарас Пасічник")
    save(other, headline="Їхній", lede="Однаково.", body="Один.\n\nДва.")
    answer = save(editor, mine, headline="Мій", lede="Однаково.", body="Один.\n\nДва.")
    assert listed(answer.soup) == [
        ("Тарас Пасічник · Лід", "-Лід-+Однаково+."),
        ("Тарас Пасічник · Текст", "-Три.-"),
    ]


def autosave(client, page, article, **typed):
    form = page.select_one("#article-form")
    hidden = {one["name"]: one["value"] for one in form.select("[type=hidden][value]")}
    words = {"headline": "Було", "lede": "Лід.", "body": BODY, "category": "0"}
    fields = hidden | words | typed | {"by_itself": "1"}
    return client.post(address(article, "/autosaves"), data=fields, headers=FROM_HTMX).json


def test_an_autosave_tells_which_words_came_from_whom(app, editor, colleague, article, save):
    mine = editor.read(address(article))
    save(colleague(name="Тарас Пасічник"), body="Один, Тарасів.\n\nДва.\n\nТри.")
    save(colleague(name="Ірина Лоза"), lede="Лід Ірини.", body="Один, Тарасів.\n\nДва.")
    told = autosave(editor, mine, article, body="Один.\n\nДва, мій.\n\nТри.")
    assert told["outcome"] == "merged"
    soup = BeautifulSoup(told["joined"], "html.parser")
    assert soup.summary.text == "Надійшли 3 зміни"
    assert listed(soup) == [
        ("Ірина Лоза · Лід", "Лід+ Ірини+."),
        ("Тарас Пасічник · Текст", "Один+, Тарасів+."),
        ("Ірина Лоза · Текст", "-Три.-"),
    ]
