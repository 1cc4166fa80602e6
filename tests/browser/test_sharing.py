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
