"""What people paste comes out clean, keeps what matters, and never runs."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from newsroom.language.body import clean
from tests import factories
from tests.browser.rich_text import Text

PASTED = Path(__file__).parent / "pasted"

FROM = {
    "word": "<h2>Ремонт мосту</h2><p><strong>Міст</strong> закриють, <em>каже</em> мерія:"
    ' <a href="https://rada.example/rishennia?a=1&amp;b=2">рішення</a>.</p>'
    "<ul><li>через Млини<ul><li>удень</li></ul></li><li>через Затон</li></ul>"
    "<ol><li>перше</li></ol>"
    "<h2>Об’їзд</h2><h3>Дрібніше</h3><blockquote><p>Терпіти лишилося недовго.</p></blockquote>",
    "google-docs": "<h2>Ремонт мосту</h2><p><strong>Міст</strong> закриють, <em>каже</em> мерія:"
    ' <a href="https://rada.example/rishennia">рішення</a>.</p>'
    "<ul><li>через Млини<ul><li>удень</li></ul></li><li>через Затон</li></ul>"
    "<ol><li><strong><em>перше</em></strong></li></ol>",
    "telegram": "<p><strong>Міст закриють</strong> 🔥</p>"
    "<p>Перший рядок<br>другий рядок, <em>каже</em>"
    ' <a href="https://t.me/miskrada">канал</a></p>'
    "<blockquote><p>Терпіти недовго</p></blockquote><p>Підписуйтесь</p>",
    "web-page": "<h2>Ремонт мосту</h2><p>Догори</p><p><strong>Міст</strong> закриють, каже&nbsp;"
    '<a href="/rishennia">мерія</a>.</p><p>Ще&nbsp;зле й чуже</p><p>Всередині</p>'
    "<p>Читайте також</p><p>Маршрут</p><p>Як</p><p>№ 5</p><p>через Млини</p>"
    "<p>рядок 1<br>рядок 2</p><p>Перше</p><p>Друге</p>",
}


@pytest.fixture
def text(page, let_in):
    let_in(page, factories.staff())
    page.goto("/desk/articles/new")
    return Text(page)


def test_what_other_programs_give_comes_out_clean(text):
    for program, html in FROM.items():
        text.begin()
        text.paste((PASTED / f"{program}.html").read_text(), "x")
        assert (program, text.value) == (program, html)
        assert clean(html) == html


def test_pictures_stay_behind_in_words(text, page):
    said = page.get_by_role("status").filter(has_text="Зображення")
    text.begin("<p>до</p>")
    text.paste('<p>після</p><img src="x.png" alt="x">', "після")
    expect(said).to_be_visible()
    text.type("!")
    expect(said).to_be_hidden()
    text.has("<p>допісля!</p>")


def test_plain_text_keeps_its_paragraphs_and_lines(text):
    text.begin()
    text.paste(text="Перший\r\nрядок\n \n\n<b>Другий</b> &amp;\n")
    text.has("<p>Перший<br>рядок</p><p>&lt;b&gt;Другий&lt;/b&gt; &amp;amp;</p>")
    text.begin("<p>Між словами</p>")
    text.press("Home", "Control+ArrowRight", "Control+ArrowRight")
    text.paste(text=" одне")
    text.has("<p>Між словами одне</p>")


def test_an_address_on_an_empty_line_becomes_a_card_and_undo_makes_it_a_link(text):
    text.begin("<p>Слово</p>")
    text.press("Enter")
    text.paste(text="https://www.example.com/новина/1\n")
    text.has(
        '<p>Слово</p><figure><a href="https://www.example.com/новина/1">example.com/новина/1</a></figure>'
    )
    text.press("Control+z")
    text.has(
        '<p>Слово</p><p><a href="https://www.example.com/новина/1">https://www.example.com/новина/1</a></p>'
    )
    text.press("Control+z")
    text.has("<p>Слово</p>")


def test_an_address_over_words_is_their_link_and_among_words_is_a_link(text):
    text.begin("<p>Читайте тут</p>")
    text.press("Control+Shift+ArrowLeft")
    text.paste(text="https://example.com/")
    text.has('<p>Читайте <a href="https://example.com/">тут</a></p>')
    text.begin("<p>Тут: </p>")
    text.type("ось ")
    text.paste(text="https://example.com/")
    text.has('<p>Тут:ось <a href="https://example.com/">https://example.com/</a></p>')


def test_what_was_copied_here_comes_back_as_it_was(text):
    body = (
        "<p>Слово</p><aside><p>Нагадаємо</p></aside><figure><blockquote><p>Гучно</p></blockquote>"
        '<figcaption>Хто</figcaption></figure><figure><a href="/news/x">Картка</a></figure>'
        "<hr><p>Кінець</p>"
    )
    text.begin(body)
    text.press("Control+a", "Control+c", "Delete")
    text.has("")
    text.press("Control+v")
    text.has(body)


def test_five_megabytes_of_text_are_refused_in_words_and_nothing_is_lost(text, page):
    text.begin("<p>Моє</p>")
    page.evaluate("() => { window.begun = performance.now() }")
    text.paste(text="слово " * 100, times=9_000)
    expect(page.get_by_role("status").filter(has_text="Задовге")).to_be_visible()
    assert text.value == "<p>Моє</p>"
    assert page.evaluate("performance.now() - window.begun") < 2000


def test_of_five_megabytes_of_markup_the_text_is_taken(text, page):
    text.begin("<p>Моє</p>")
    page.evaluate("() => { window.begun = performance.now() }")
    text.paste("<p class=MsoNormal style='mso-ansi-language:UK'></p>" * 10, " слово", times=10_000)
    assert len(text.value) == len("<p>Моє слово" + " слово" * 9_999 + "</p>")
    assert page.evaluate("performance.now() - window.begun") < 2000


PASTE_EACH = """(element, sources) => sources.map(html => {
  element.value = "";
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "x");
  const how = { clipboardData: data, bubbles: true, cancelable: true };
  element.querySelector("[role=textbox]").dispatchEvent(new ClipboardEvent("paste", how));
  return element.value;
})"""


@pytest.mark.shared
def test_hostile_html_neither_runs_nor_complains(text, page, shared, console):
    vectors = json.loads((shared / "vectors/xss-html.json").read_text())
    page.evaluate("() => { window.ran = 0; window.alert = () => { window.ran += 1 } }")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    values = text.element.evaluate(PASTE_EACH, [vector["html"] for vector in vectors])
    page.wait_for_timeout(300)  # whatever would run, has run
    assert len(values) > 100
    assert page.evaluate("window.ran") == 0
    assert asked == []
    assert console.unexpected() == []
    assert [value for value in values if clean(value) != value] == []
