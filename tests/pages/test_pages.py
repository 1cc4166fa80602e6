"""Plain pages: written on the desk, linked from the foot of the site once published."""

import pytest
from sqlalchemy import select

from newsroom.database import db
from newsroom.pages.models import Page
from tests import factories

ADD, SAVE = "Додати", "Зберегти"


def add(client, title="Про нас"):
    return client.press(client.read("/desk/pages"), ADD, title=title)


def write(client, title="Про нас", **typed):
    """A new page with ``typed`` in it; the answer to its save."""
    typed = {"body": "Ми – газета.", "readers": "Бачать", **typed}
    return client.press(add(client, title), SAVE, **typed)


def foot(client):
    links = client.read("/").select(".footer__pages a")
    return [(a.text, a["href"]) for a in links]


CORRECTIONS = ("Виправлення", "/corrections")


def test_a_new_page_is_the_editors_own_until_it_is_published(client, editor):
    assert add(editor).soup.select_one("[name=readers][checked]")["value"] == "no"
    assert client.get("/pages/pro-nas").status_code == 404
    assert foot(client) == [CORRECTIONS]


def test_published_it_stands_at_the_foot_of_every_page(client, editor):
    article = factories.live()
    answer = write(editor, body="Ми – газета.\n\nНам десять років.")
    assert "Збережено «Про нас»." in answer.text
    assert foot(client) == [("Про нас", "/pages/pro-nas"), CORRECTIONS]
    for url in (f"/news/{article.slug}", "/corrections", "/pages/pro-nas"):
        assert client.read(url).select_one(".footer__pages a")["href"] == "/pages/pro-nas"
    page = client.read("/pages/pro-nas")
    assert " ".join(page.h1.text.split()) == "Про нас"
    assert [p.text for p in page.select(".prose p")] == ["Ми – газета.", "Нам десять років."]


def test_hidden_again_it_is_as_unknown_as_one_that_never_was(client, editor):
    write(editor)
    page = editor.read("/desk/pages/1")
    editor.press(page, SAVE, readers="Не бачать")
    assert client.get("/pages/pro-nas").text == client.get("/pages/nothing").text
    assert foot(client) == [CORRECTIONS]


def test_the_smallest_number_stands_first(client, editor):
    for title, position in (("Третя", "30"), ("Перша", "0"), ("Друга", "7")):
        write(editor, title, position=position)
    assert [name for name, _ in foot(client)] == ["Перша", "Друга", "Третя", "Виправлення"]
    listed = editor.read("/desk/pages").select(".categories__one a")
    assert [link.text for link in listed] == ["Перша", "Друга", "Третя"]


def test_the_address_stays_when_the_title_changes(client, editor):
    write(editor)
    editor.press(editor.read("/desk/pages/1"), SAVE, title="Хто ми")
    assert client.read("/pages/pro-nas").h1.text == "Хто ми"


def test_pages_of_one_title_have_addresses_of_their_own(app, editor):
    for title in ("Про нас", "про НАС", "❤", "❤"):
        add(editor, title)
    slugs = db.session.scalars(select(Page.slug).order_by(Page.id)).all()
    assert slugs == ["pro-nas", "pro-nas-2", "page", "page-2"]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"title": " "}, "title", "Введіть назву"),
        ({"title": "я" * 121}, "title", "Скоротіть на 1 знак"),
        ({"position": "-1"}, "position", "Введіть число від 0 до 99"),
        ({"position": "100"}, "position", "Введіть число від 0 до 99"),
        ({"position": "²"}, "position", "Введіть число від 0 до 99"),
        ({"position": ""}, "position", "Введіть число від 0 до 99"),
        ({"body": " "}, "readers", "Спершу напишіть текст: читачі побачили б порожню сторінку"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, editor, typed, field, sentence):
    add(editor)
    page = editor.read("/desk/pages/1")
    answer = editor.press(page, SAVE, **{"body": "Слова.", "readers": "Бачать"} | typed)
    assert answer.status_code == 422
    assert sentence in answer.soup.find(id=f"{field}-error").text
    if field != "readers":
        assert "Слова." in answer.soup.select_one("textarea[name=body]").text
    assert client.get("/pages/pro-nas").status_code == 404


def test_a_page_without_a_title_is_not_begun(editor):
    answer = add(editor, " ")
    assert answer.status_code == 422
    assert "Введіть назву" in answer.text
    assert db.session.scalar(select(Page.id)) is None


def test_what_is_typed_is_cleaned_like_an_article(client, editor):
    write(editor, body='<p onclick="x()">Ми <script>alert(1)</script><b>газета</b></p>')
    prose = client.read("/pages/pro-nas").select_one(".prose")
    assert prose.decode_contents() == "<p>Ми <strong>газета</strong></p>"


FIGURE = f'<figure data-photo="{"a" * 16}"><figcaption>Міст</figcaption></figure>'


@pytest.mark.parametrize("photos", [FIGURE, f"<div data-gallery>{FIGURE * 2}</div>"])
def test_photos_are_refused_and_the_text_is_kept(client, editor, photos):
    typed = f"<p>Ми – газета.</p>{photos}"
    answer = write(editor, body=typed)
    assert answer.status_code == 422
    said = answer.soup.select_one("#body-error").text
    assert "На сторінці ще немає фото: приберіть їх із тексту" in said
    assert answer.soup.select_one("textarea[name=body]").text.strip() == typed
    assert client.get("/pages/pro-nas").status_code == 404
    assert not answer.soup.select("[data-tool=photo], [data-tool=gallery], [src*='/photos/']")


def test_who_saves_second_sees_both_texts_and_overwrites_knowingly(client, editor, colleague):
    write(editor)
    other = colleague("chief")
    mine, theirs = editor.read("/desk/pages/1"), other.read("/desk/pages/1")
    other.press(theirs, SAVE, body="Ми – найкраща газета.")
    answer = editor.press(mine, SAVE, body="Ми – скромна газета.")
    assert answer.status_code == 409
    assert answer.soup.select_one("textarea[name=body]").text.strip() == "Ми – скромна газета."
    assert "найкраща" in answer.soup.select_one("#theirs").parent.text
    assert "найкраща" in client.read("/pages/pro-nas").main.text
    assert editor.press(answer, SAVE).status_code == 200
    assert "скромна" in client.read("/pages/pro-nas").main.text


def test_opening_and_saving_changes_no_word(client, editor):
    write(editor, body="<h2>Хто</h2><ul><li>ми</li></ul><p>Кінець.</p>")
    before = client.read("/pages/pro-nas").select_one(".prose").decode_contents()
    editor.press(editor.read("/desk/pages/1"), SAVE)
    assert client.read("/pages/pro-nas").select_one(".prose").decode_contents() == before


@pytest.mark.parametrize("number", ["0", "99", "2147483648", "9" * 30, "-1", "x"])
def test_a_page_that_is_not_there_is_404_in_words(editor, number):
    answer = editor.get(f"/desk/pages/{number}")
    assert answer.status_code == 404
    assert "Такої сторінки немає" in answer.text
