"""The journal: what the server has not is on this browser's disk within a second, and goes when the server has it."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import AUTOSAVE, Desk, address, all_kept, kill, refuse, revisions

NO_NETWORK = ("net::ERR_", "htmx:error", "status of 503")
NOWHERE_TO_KEEP = {
    "no storage at all": "Object.defineProperty(window, 'indexedDB', { value: undefined })",
    "a private window": "IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError') }",
    "no room": "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }",
}


@pytest.fixture
def offline(page, console):
    console.expect(*NO_NETWORK)
    page.route(AUTOSAVE, lambda route: route.abort("internetdisconnected"))


def test_a_key_is_on_the_disk_within_a_second(page, article, offline):
    page.clock.install()
    desk = Desk(page, address(article))
    page.clock.pause_at(page.evaluate("Date.now()") + 2000)
    desk.lede.fill("Перша літера")
    page.clock.run_for(1)
    desk.keeps("Перша літера")
    desk.lede.fill("Перша літера й друга")
    page.clock.run_for(1000)
    desk.keeps("Перша літера й друга")


def test_the_journal_is_cleared_once_the_server_has_exactly_that(page, article):
    desk = Desk(page, address(article))
    desk.lede.fill("Уже там")
    desk.keeps("Уже там")
    desk.is_saved()
    desk.keeps_nothing()


def test_a_note_that_no_revision_has_yet_is_kept_too(page, article):
    desk = Desk(page, address(article))
    page.get_by_label("Примітка до цієї версії").fill("для Ірини")
    desk.keeps("для Ірини")
    page.keyboard.press("Control+s")
    desk.is_saved()
    desk.keeps_nothing()


@pytest.mark.parametrize("trouble", NOWHERE_TO_KEEP)
def test_a_browser_that_keeps_nothing_says_so(page, article, offline, trouble):
    page.add_init_script(NOWHERE_TO_KEEP[trouble])
    desk = Desk(page, address(article))
    desk.lede.fill("Лише тут")
    expect(page.locator("#unkept")).to_be_visible()
    desk.says("цей браузер нічого не зберігає. Не закривайте сторінку")


def test_a_browser_that_keeps_nothing_still_saves_to_the_server(page, article):
    page.add_init_script(NOWHERE_TO_KEEP["a private window"])
    desk = Desk(page, address(article))
    desk.lede.fill("Лише тут")
    desk.is_saved()
    assert revisions(article)[-1].lede == "Лише тут"


def sign_out(page):
    page.goto("/desk/account")
    page.get_by_role("main").get_by_role("button", name="Вийти").click()


@pytest.fixture
def unsaved(page, article, console):
    """A text that only this browser has, its tab crashed."""
    console.expect(*NO_NETWORK)
    tab = page.context.new_page()
    tab.route(AUTOSAVE, lambda route: route.abort("internetdisconnected"))
    desk = Desk(tab, address(article))
    desk.lede.fill("Лише в цьому браузері")
    desk.keeps("Лише в цьому браузері")
    kill(tab)


def test_signing_out_with_an_unsaved_text_asks_and_staying_keeps_it(page, unsaved, article):
    sign_out(page)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Міст")
    dialog.get_by_role("button", name="Лишитися і зберегти").click()
    expect(dialog).to_be_hidden()
    assert "Лише в цьому браузері" in str(all_kept(page))
    page.goto(address(article))
    expect(page.locator("#recovery")).to_contain_text("Лише в цьому браузері")


def test_signing_out_by_consent_leaves_nothing_of_the_person_here(page, unsaved):
    sign_out(page)
    page.get_by_role("dialog").get_by_role("button", name="Вийти й стерти").click()
    page.wait_for_url("**/sign-in")
    assert all_kept(page) == []


def test_signing_out_erases_what_another_tab_would_go_on_writing_down(page, article, console):
    console.expect(*NO_NETWORK)
    writing = page.context.new_page()
    writing.route(AUTOSAVE, lambda route: route.abort("internetdisconnected"))
    desk = Desk(writing, address(article))
    desk.lede.fill("Таємниця")
    desk.keeps("Таємниця")
    sign_out(page)
    page.get_by_role("dialog").get_by_role("button", name="Вийти й стерти").click()
    page.wait_for_url("**/sign-in")
    writing.wait_for_url("**/sign-in")
    assert writing.evaluate("sessionStorage.length") == 0
    writing.close()
    assert all_kept(page) == []


def test_signing_out_with_everything_saved_asks_nothing(page, person):
    sign_out(page)
    page.wait_for_url("**/sign-in")


def test_somebody_elses_text_on_this_browser_is_neither_shown_nor_erased(
    page, unsaved, sign_in, article
):
    other = factories.staff(name="Інша Людина")
    page.context.clear_cookies()
    sign_in(page, other)
    expect(page.locator("#unsaved-here")).to_be_hidden()
    page.goto(address(article))
    expect(page.locator("#recovery")).to_be_empty()
    sign_out(page)
    page.wait_for_url("**/sign-in")
    (kept,) = all_kept(page)
    assert "Лише в цьому браузері" in str(kept)


def test_the_board_says_that_this_browser_has_an_unsaved_text_and_leads_to_it(page, unsaved):
    page.goto("/desk/articles")
    notice = page.locator("#unsaved-here")
    expect(notice).to_be_visible()
    notice.get_by_text("Чим відрізняється").click()
    expect(notice).to_contain_text("Лише в цьому браузері")
    notice.get_by_role("link", name="Міст").click()
    expect(page.locator("#recovery")).to_contain_text("Лише в цьому браузері")


def test_the_board_says_nothing_of_a_text_that_is_saved_or_still_open(page, article, console):
    console.expect(*NO_NETWORK)
    desk = Desk(page, address(article))
    refuse(page, 503, times=100)
    desk.lede.fill("У відкритому вікні")
    desk.keeps("У відкритому вікні")
    board = page.context.new_page()
    board.goto("/desk/articles")
    board.wait_for_load_state("networkidle")
    expect(board.locator("#unsaved-here")).to_be_hidden()
