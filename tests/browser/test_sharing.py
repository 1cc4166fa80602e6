"""Passing an article on with what the browser itself can do."""

import pytest
from playwright.sync_api import expect

from tests import factories

MENU = (
    "navigator.canShare = () => true; navigator.share = async (what) => { window.shared = what; };"
)


@pytest.fixture
def address(app):
    return f"/news/{factories.live(headline='Міст').slug}"


def test_the_link_is_copied_and_said_to_be(page, address):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address)
    page.get_by_role("button", name="Скопіювати посилання").click()
    expect(page.get_by_role("button", name="Скопійовано")).to_be_visible()
    expect(page.locator(".share [role=status]")).to_have_text("Скопійовано")
    assert page.evaluate("navigator.clipboard.readText()").endswith(address)


def test_a_browser_with_a_menu_of_its_own_offers_it(page, address):
    page.add_init_script(MENU)
    page.goto(address)
    page.get_by_role("button", name="Надіслати…").click()
    shared = page.evaluate("window.shared")
    assert shared["title"] == "Міст"
    assert shared["url"].endswith(address)


def test_a_browser_without_one_offers_none(page, address):
    page.add_init_script("delete Navigator.prototype.canShare; delete Navigator.prototype.share;")
    page.goto(address)
    expect(page.get_by_role("link", name="Telegram")).to_be_visible()
    expect(page.get_by_role("button", name="Надіслати…")).to_have_count(0)


def clipboard(page, answer):
    page.evaluate(f"void (navigator.clipboard.writeText = async () => {{ {answer} }})")


def test_a_clipboard_that_is_refused_is_no_fault_and_says_nothing(page, address, console):
    page.goto(address)
    clipboard(page, "throw new Error()")
    button = page.get_by_role("button", name="Скопіювати посилання")
    button.click()
    expect(button).to_be_visible()
    expect(page.locator(".share [role=status]")).to_be_empty()


def test_what_cannot_be_copied_stays_selected_and_the_word_returns(page, app):
    page.clock.install()
    page.goto(f"/partners/{factories.partner().key}")
    button = page.locator("[data-copy]").first
    clipboard(page, "")
    button.click()
    expect(button).to_have_text("Скопійовано")
    page.clock.run_for(6000)
    expect(button).to_have_text("Копіювати")
    clipboard(page, "throw new Error()")
    button.click()
    expect(button).to_have_text("Копіювати")
    chosen = "document.activeElement.selectionEnd - document.activeElement.selectionStart"
    assert page.evaluate(chosen) > 0
