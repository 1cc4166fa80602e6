"""The buttons and keys of the rich text editor, without a mouse."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.rich_text import Text


@pytest.fixture
def text(page, let_in):
    let_in(page, factories.staff())
    page.goto("/desk/articles/new")
    return Text(page)


def test_the_toolbar_is_one_stop_for_tab_and_arrows_walk_in_it(text):
    text.begin("<p>Слово</p>")
    text.press("Alt+F10")
    first, last = text.tool("Напівжирний"), text.tool("Повторити")
    expect(first).to_be_focused()
    text.press("ArrowRight")
    expect(text.tool("Курсив")).to_be_focused()
    text.press("End")
    expect(last).to_be_focused()
    text.press("ArrowRight")
    expect(first).to_be_focused()
    text.press("ArrowLeft")
    expect(last).to_be_focused()
    text.press("Home")
    expect(first).to_be_focused()
    assert text.toolbar.locator("button[tabindex='0']").count() == 1
    text.press("Escape")
    expect(text.surface).to_be_focused()


def test_a_tool_pressed_by_key_does_its_work_and_gives_the_text_back(text):
    text.begin("<p>Слово</p>")
    text.press("Control+a", "Alt+F10", "Enter")
    expect(text.surface).to_be_focused()
    text.has("<p><strong>Слово</strong></p>")
    expect(text.tool("Напівжирний")).to_have_attribute("aria-pressed", "true")
    text.press("Alt+F10", "ArrowRight", "Space")
    text.has("<p><strong><em>Слово</em></strong></p>")


def test_every_tool_has_a_name_and_says_its_keys(text):
    for button in text.toolbar.get_by_role("button").all():
        name, keys = button.get_attribute("aria-label"), button.get_attribute("aria-keyshortcuts")
        said = f"{name} ({keys.replace('Control', 'Ctrl')})" if keys else name
        assert re.search("[А-ЯІЇЄҐ]", name)
        assert button.get_attribute("title") == said


def test_a_tool_that_cannot_work_here_rests(text):
    text.begin('<figure><a href="/news/x">Картка</a></figure>')
    text.press("Control+Home")
    expect(text.tool("Картка посилання")).to_have_attribute("aria-pressed", "true")
    for name in ("Напівжирний", "Посилання", "Підзаголовок", "Маркований список", "Повторити"):
        expect(text.tool(name)).to_have_attribute("aria-disabled", "true")


def test_tab_leaves_the_text(text):
    text.begin("<ul><li>раз</li></ul>")
    text.press("Tab")
    expect(text.surface).not_to_be_focused()
    assert text.value == "<ul><li>раз</li></ul>"
    text.press("Shift+Tab")
    expect(text.surface).to_be_focused()
    text.press("Shift+Tab")
    expect(text.page.locator("#lede")).to_be_focused()


BLOCKS = {
    "Control+Alt+2": "<h2>Слово</h2>",
    "Control+Alt+3": "<h3>Слово</h3>",
    "Control+Shift+7": "<ol><li>Слово</li></ol>",
    "Control+Shift+8": "<ul><li>Слово</li></ul>",
    "Control+Shift+9": "<blockquote><p>Слово</p></blockquote>",
    "Control+Shift+6": "<aside><p>Слово</p></aside>",
    "Control+Shift+5": "<figure><blockquote><p>Слово</p></blockquote></figure>",
}


def test_the_same_keys_make_a_block_and_unmake_it(text):
    for keys, html in BLOCKS.items():
        text.begin("<p>Слово</p>")
        text.press(keys)
        text.has(html)
        text.press(keys)
        text.has("<p>Слово</p>")
        text.press("Control+z", "Control+z")
        text.has("<p>Слово</p>")


def test_a_link_is_made_changed_and_removed_by_keys(text):
    text.begin("<p>Читайте тут</p>")
    text.press("Control+Shift+ArrowLeft", "Control+k")
    expect(text.address).to_be_focused()
    text.type("example.com/новина")
    text.press("Enter")
    expect(text.surface).to_be_focused()
    text.has('<p>Читайте <a href="https://example.com/новина">тут</a></p>')

    text.press("ArrowLeft", "ArrowRight", "Control+k")
    expect(text.address).to_have_value("https://example.com/новина")
    text.type("olena@example.com")
    text.press("Enter")
    text.has('<p>Читайте <a href="mailto:olena@example.com">тут</a></p>')

    text.press("Control+k", "Delete", "Enter")
    text.has("<p>Читайте тут</p>")


def test_an_address_that_leads_nowhere_is_refused_in_words(text):
    for wrong in ("javascript:alert(1)", "//evil.example", "просто слова", ""):
        text.begin("<p>Слово</p>")
        text.press("Control+a", "Control+k")
        text.type(wrong)
        text.press("Enter")
        expect(text.page.locator("#body-tools-wrong")).to_contain_text("адресу")
        expect(text.address).to_be_focused()
        expect(text.address).to_have_attribute("aria-invalid", "true")
        text.press("Escape")
        expect(text.surface).to_be_focused()
        expect(text.address).to_be_hidden()
        text.type("!")
        text.has("<p>!</p>")


def test_enter_in_the_field_of_an_address_does_not_send_the_article(text, page):
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    text.begin("<p>Слово</p>")
    text.press("Control+a", "Control+k")
    text.type("/news/mist")
    text.press("Enter")
    text.has('<p><a href="/news/mist">Слово</a></p>')
    assert "POST" not in sent


def test_one_writes_on_before_and_after_a_figure(text):
    text.begin('<figure><a href="/news/x">Картка</a></figure>')
    text.press("Control+Home", "End", "Enter")
    text.type("після")
    text.has('<figure><a href="/news/x">Картка</a></figure><p>після</p>')
    text.press("Control+Home", "Enter")
    text.press("ArrowUp")
    text.type("до")
    text.has('<p>до</p><figure><a href="/news/x">Картка</a></figure><p>після</p>')


def test_backspace_at_its_beginning_makes_plain_text_of_a_figure(text):
    text.begin(
        '<figure><a href="/news/x">Картка</a></figure><figure><blockquote><p>Слова</p></blockquote>'
        "<figcaption>Хто</figcaption></figure>"
    )
    text.press("Control+Home", "Backspace")
    text.has(
        '<p><a href="/news/x">Картка</a></p><figure><blockquote><p>Слова</p></blockquote>'
        "<figcaption>Хто</figcaption></figure>"
    )
    text.press("ArrowDown", "Home", "Backspace")
    text.has('<p><a href="/news/x">Картка</a></p><p>Слова</p><p>Хто</p>')


def test_lists_go_no_deeper_than_the_server_keeps_them(text):
    text.begin("<ul><li>0</li></ul>")
    for depth in range(1, 9):
        text.press("Enter")
        text.type(str(depth))
        text.press("Control+]")
    assert text.value.count("<ul>") == 6


def test_a_disabled_field_cannot_be_written_in(text):
    text.begin("<p>Слово</p>")
    text.element.evaluate("element => element.setAttribute('disabled', '')")
    expect(text.surface).to_have_attribute("contenteditable", "false")
    expect(text.tool("Напівжирний")).to_have_attribute("aria-disabled", "true")
    text.element.evaluate("element => element.removeAttribute('disabled')")
    text.surface.click()
    text.type("!")
    expect(text.surface).to_have_attribute("contenteditable", "true")


@pytest.mark.parametrize(("phone", "hints"), [(True, 0), (False, 1)])
def test_keys_are_told_only_where_there_is_a_keyboard(new_context, let_in, phone, hints):
    page = new_context(has_touch=phone, is_mobile=phone).new_page()
    let_in(page, factories.staff())
    page.goto("/desk/articles/new")
    Text(page)
    expect(page.get_by_text("Alt+F10").filter(visible=True)).to_have_count(hints)
