"""<rich-text> in a page: a field that others read, fill, merge into, move and morph around."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.rich_text import Text

LISTEN = """() => {
  window.events = [];
  const note = event => window.events.push(`${event.type} ${event.target.localName}`);
  for (const name of ["input", "merge"]) document.addEventListener(name, note);
}"""


@pytest.fixture
def text(page, let_in):
    let_in(page, factories.staff())
    page.goto("/desk/articles/new")
    page.evaluate(LISTEN)
    return Text(page)


def events(page):
    return page.evaluate("window.events.splice(0)")


def test_it_is_a_field_of_its_form(text, page):
    text.begin("<p>Слово</p>")
    sent = "() => new FormData(document.querySelector('#article-form')).getAll('body')"
    assert page.evaluate(sent) == ["<p>Слово</p>"]
    text.type("!")
    assert page.evaluate(sent) == ["<p>Слово!</p>"]
    assert text.element.evaluate("element => element.form.id") == "article-form"
    text.element.evaluate("element => element.form.reset()")
    assert page.evaluate(sent) == [""]


def test_it_gives_its_value_its_text_and_its_blocks(text):
    text.set("<p>Один<br>два</p><p></p><ul><li>три</li></ul><hr>")
    read = text.element.evaluate("element => [element.value, element.text, element.blocks]")
    assert read == [
        "<p>Один<br>два</p><ul><li>три</li></ul><hr>",
        "Один\nдва\n\nтри",
        ["<p>Один<br>два</p>", "<ul><li>три</li></ul>", "<hr>"],
    ]


def test_only_what_a_person_does_is_input(text, page):
    text.begin("<p>Слово</p>")
    text.merge("<p>Слова</p>")
    text.merge("<p>Слова</p>")
    assert events(page) == ["merge rich-text"]
    text.type("!")
    assert events(page) == ["input rich-text"]
    text.tool("Напівжирний").click()
    text.press("Control+z")
    assert set(events(page)) == {"input rich-text"}


def test_its_label_leads_into_it(text, page):
    page.locator("label[for=body]").click()
    expect(text.surface).to_be_focused()
    page.locator("#headline").focus()
    page.evaluate("() => { location.hash = 'body' }")
    expect(text.surface).to_be_focused()


def test_a_merge_replaces_only_what_differs_and_keeps_the_caret(text, page):
    text.begin("<p>Раз</p><p>Два</p><p>Три</p><p>Чотири</p>")
    text.press("ArrowUp", "End")
    text.type(" моє")
    page.evaluate("() => { window.kept = document.querySelectorAll('rich-text p')[2] }")
    text.merge("<p>Раз-раз</p><h2>Нове</h2><p>Два</p><p>Три моє</p>")
    assert page.evaluate("window.kept.isConnected && window.kept.textContent") == "Три моє"
    expect(text.surface).to_be_focused()
    text.type("!")
    text.has("<p>Раз-раз</p><h2>Нове</h2><p>Два</p><p>Три моє!</p>")


def test_a_merge_into_the_paragraph_one_writes_in_moves_the_caret_with_its_word(text):
    text.begin("<p>Кіт спить</p>")
    text.press("ArrowLeft", "ArrowLeft")
    text.merge("<p>Рудий кіт <em>таки</em> спить вдома</p>")
    text.type("_")
    text.has("<p>Рудий кіт <em>таки</em> спи_ть вдома</p>")


def test_undo_takes_back_ones_own_words_and_never_the_merged_ones(text):
    text.begin("<p>Раз</p><p>Два</p>")
    text.type(" моє")
    text.merge("<p>Їхнє</p><p>Раз</p><p>Два моє</p>")
    text.press("Control+z")
    text.has("<p>Їхнє</p><p>Раз</p><p>Два</p>")
    text.press("Control+Shift+z")
    text.has("<p>Їхнє</p><p>Раз</p><p>Два моє</p>")


def test_an_empty_paragraph_where_one_is_about_to_write_survives_a_merge(text):
    text.begin("<p>Раз</p><p>Два</p>")
    text.press("ArrowUp", "End", "Enter")
    text.merge("<p>Раз!</p><p>Два!</p>")
    text.type("між")
    text.has("<p>Раз!</p><p>між</p><p>Два!</p>")


MERGED = [
    ("", "<p>Все нове</p>"),
    ("<p>Було</p>", ""),
    ("<p>а</p><p>б</p><p>в</p>", "<p>в</p><p>а</p>"),
    ("<p>а</p>", "<h2>а</h2>"),
    ("<ul><li>а</li></ul>", "<ul><li>а</li><li>б</li></ul>"),
    ("<p>а<br>б</p><hr><p>в</p>", "<hr><p>а</p><hr>"),
    ("<p>а</p>", "<figure><blockquote><p>а</p></blockquote><figcaption>б</figcaption></figure>"),
    ('<figure><a href="/a">а</a></figure>', '<figure><a href="/b">а</a></figure>'),
    ('<p><a href="/a">а</a></p>', '<p><a href="/b">а</a></p>'),
    ("<p>один два три</p>", "<p><strong>один</strong> три<br>чотири</p>"),
]


def test_after_a_merge_it_is_what_was_merged(text):
    for before, after in MERGED + [pair[::-1] for pair in MERGED]:
        text.set(before)
        text.merge(after)
        assert (before, text.value) == (before, after)


def test_what_was_typed_since_the_common_base_stays(text):
    """An answer tells of the words that were sent; one has typed on meanwhile."""
    base = "<p>а</p><p>б</p><p>в</p>"
    merge = "(element, [html, base]) => element.merge(html, base)"
    text.begin("<p>а</p><p>б моє</p><p>в</p><p>нове моє</p>")
    whole = text.element.evaluate(merge, ["<p>а їхнє</p><p>б</p><p>їхнє</p><p>в</p>", base])
    assert whole is True
    assert text.value == "<p>а їхнє</p><p>б моє</p><p>їхнє</p><p>в</p><p>нове моє</p>"

    text.begin("<p>а</p><p>б моє</p><p>в</p>")
    whole = text.element.evaluate(merge, ["<p>а їхнє</p><p>б їхнє</p><p>в</p>", base])
    assert whole is False
    assert text.value == "<p>а їхнє</p><p>б моє</p><p>в</p>"

    text.begin("<p>а</p><p>між моє</p><p>б</p>")
    assert text.element.evaluate(merge, ["<p>в</p>", base]) is True
    assert text.value == "<p>між моє</p>"


def test_a_merge_waits_for_the_word_that_is_being_composed(text, page):
    keyboard = page.context.new_cdp_session(page)
    text.begin("<p>раз</p><p>два</p>")
    keyboard.send(
        "Input.imeSetComposition", {"text": " сло", "selectionStart": 4, "selectionEnd": 4}
    )
    text.has("<p>раз</p><p>два сло</p>")
    text.merge("<p>раз!</p><p>два сло</p>")
    keyboard.send("Input.insertText", {"text": " слово"})
    text.has("<p>раз!</p><p>два слово</p>")


def test_it_may_be_moved_and_taken_out_and_put_back(text, page):
    text.begin("<p>Слово</p>")
    text.type("!")
    text.element.evaluate("element => document.querySelector('.words').prepend(element)")
    assert text.value == "<p>Слово!</p>"
    page.evaluate("() => { window.out = document.querySelector('rich-text'); out.remove() }")
    page.evaluate("() => document.querySelector('.words').append(window.out)")
    text.surface.focus()
    text.press("Control+z")
    text.has("<p>Слово</p>")
    text.press("Control+End")
    text.type("?")
    text.has("<p>Слово?</p>")


def test_the_server_s_words_come_in_with_a_new_page_around_it(text, page):
    """htmx morphs the page around it; a changed ``html`` is merged."""
    text.begin("<p>Слово</p>")
    text.element.evaluate("element => element.setAttribute('html', '<p>Слово з сервера</p>')")
    text.has("<p>Слово з сервера</p>")
    assert events(page) == ["merge rich-text"]
    text.element.evaluate("element => element.setAttribute('invalid', '')")
    expect(text.surface).to_have_attribute("aria-invalid", "true")
