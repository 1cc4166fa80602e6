"""The day's work without a mouse: everything is reached, seen and kept by the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.rich_text import Text

# Whether somebody sees where they are: something has the focus, shows it, and is on the screen.
SEEN = """() => {
  const one = document.activeElement, { top, bottom, width } = one.getBoundingClientRect();
  const isDrawn = ({ outlineStyle, outlineWidth, boxShadow }) =>
    (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
  return one !== document.body && one.matches(":focus-visible")
    && (isDrawn(getComputedStyle(one)) || isDrawn(getComputedStyle(one, "::after")))
    && width > 0 && bottom > 0 && top < innerHeight;
}"""

# What a key says that stands in one place and has another letter on it.
TYPE = "key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', key))"


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, target, most: int = 40) -> None:
    """On with Tab until it is reached; every stop on the way shows itself."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if target.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached in {most} steps")


def test_from_the_sign_in_to_a_published_article(page, new_context):
    person = factories.staff()
    email = person.email
    page.goto("/sign-in")
    press(page, "Tab")
    expect(page.get_by_role("link", name="Перейти до змісту")).to_be_focused()
    assert page.evaluate(SEEN)
    press(page, "Enter")
    expect(page.locator("main")).to_be_focused()
    tab_to(page, page.locator("[name=email]"))
    page.keyboard.type(email)
    tab_to(page, page.locator("[name=password]"))
    page.keyboard.type(factories.PASSWORD)
    press(page, "Enter")
    page.wait_for_url("**/desk/articles")  # with its scripts: keys are heard from then on
    expect(page.get_by_role("heading", name="Матеріали", level=1)).to_be_visible()
    press(page, "n")
    page.wait_for_url("**/desk/articles/new")
    tab_to(page, page.get_by_label("Заголовок", exact=True))
    page.keyboard.type("Міст відкрили")
    press(page, "Enter")
    expect(page.get_by_label("Лід", exact=True)).to_be_focused()
    page.keyboard.type("Рух відновлено.")
    text = Text(page)
    tab_to(page, text.surface)
    text.type("Перші авто поїхали о шостій.")
    press(page, "Control+s")
    expect(page.locator("#save-label")).to_contain_text("Збережено")
    expect(text.surface).to_be_focused()
    press(page, "Control+Enter")
    expect(page.get_by_role("status").get_by_text("Опубліковано")).to_be_visible()
    expect(text.surface).to_be_focused()


@pytest.fixture
def board(page, sign_in):
    """The board with three drafts, the newest on top."""
    person = factories.staff()
    for headline in ("Третя", "Друга", "Перша"):
        factories.draft(person, headline=headline)
    sign_in(page, person)
    return page


def row(page: Page, headline: str):
    return page.get_by_role("link", name=headline, exact=True)


def test_j_and_k_walk_along_the_rows_and_enter_opens_one(board):
    for key, headline in (
        ("j", "Перша"),
        ("j", "Друга"),
        ("j", "Третя"),
        ("j", "Третя"),
        ("k", "Друга"),
    ):
        press(board, key)
        expect(row(board, headline)).to_be_focused()
        assert board.evaluate(SEEN)
    press(board, "Enter")
    expect(board.get_by_label("Заголовок", exact=True)).to_have_value("Друга")


def test_the_keys_are_the_same_places_on_a_ukrainian_keyboard(board):
    for key, code, headline in (
        ("о", "KeyJ", "Перша"),
        ("о", "KeyJ", "Друга"),
        ("л", "KeyK", "Перша"),
    ):
        board.evaluate(TYPE, {"key": key, "code": code, "bubbles": True})
        expect(row(board, headline)).to_be_focused()
    board.evaluate(TYPE, {"key": "т", "code": "KeyN", "bubbles": True})
    board.wait_for_url("**/desk/articles/new")


def test_slash_finds_and_the_place_is_kept_while_the_list_changes(board):
    press(board, "/")
    search = board.get_by_role("searchbox")
    expect(search).to_be_focused()
    board.keyboard.type("друг j n")
    press(board, *["Backspace"] * 4)
    expect(board.locator("[data-row]")).to_have_count(1)
    expect(search).to_be_focused()
    expect(search).to_have_value("друг")
    press(board, "Escape", "j")
    expect(row(board, "Друга")).to_be_focused()


@pytest.mark.parametrize("button", ["#save", "#publish"])
@pytest.mark.parametrize("source", ["", "де воно"], ids=["taken", "refused"])
def test_a_button_keeps_the_focus_when_its_answer_comes(board, console, button, source):
    console.expect("status of 422")
    row(board, "Перша").press("Enter")
    board.get_by_label("Посилання на джерело").fill(source)
    board.locator("#lede").fill("Лід.")
    board.locator(button).focus()
    press(board, "Enter")
    said = "не так" if source else "Збережено"
    expect(board.locator("#save-label")).to_contain_text(said)
    expect(board.locator(button)).to_be_focused()
    assert board.evaluate(SEEN)


@pytest.mark.parametrize("field", ["Заголовок", "Текст"])
def test_what_was_refused_shows_the_focus_too(board, console, field):
    console.expect("status of 422")
    press(board, "n")
    board.wait_for_url("**/desk/articles/new")
    if field == "Текст":
        board.get_by_label("Заголовок", exact=True).fill("Міст")
    press(board, "Control+Enter")
    control = board.get_by_role("textbox", name=field, exact=True)
    expect(control).to_have_attribute("aria-invalid", "true")
    board.locator("#save").focus()
    shadow = "one => getComputedStyle(one).boxShadow"
    unfocused = control.evaluate(shadow)
    control.focus()
    assert control.evaluate(shadow) != unfocused


def test_single_keys_can_be_turned_off_and_stay_so(board):
    board.get_by_role("button", name="Вимкнути клавіші").click()
    press(board, "j")
    expect(row(board, "Перша")).not_to_be_focused()
    board.reload()
    press(board, "n")
    expect(board.get_by_role("heading", name="Матеріали", level=1)).to_be_visible()
    board.get_by_role("button", name="Увімкнути клавіші").click()
    press(board, "j")
    expect(row(board, "Перша")).to_be_focused()


def test_a_refusal_of_what_was_asked_is_said_and_the_list_stays(board, console):
    console.expect("status of 503")
    refused = '<div class="notice" id="refused" role="alert"><p>Зайнято</p></div>'
    board.route("**/desk/articles?*", lambda route: route.fulfill(status=503, body=refused))
    board.get_by_role("searchbox").fill("друг")
    expect(board.get_by_role("alert")).to_contain_text("Зайнято")
    expect(board.locator("[data-row]")).to_have_count(3)
    board.unroute("**/desk/articles?*")
    board.get_by_role("searchbox").fill("дру")
    expect(board.locator("[data-row]")).to_have_count(1)
    expect(board.get_by_role("alert")).to_have_count(0)
