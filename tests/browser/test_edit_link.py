"""«Edit» on the site: for a browser of staff, and not a request from anybody else's."""

import pytest
from playwright.sync_api import expect

from tests import factories


@pytest.fixture
def asked(page):
    """The addresses of the desk that the page has asked for."""
    found = []
    page.on(
        "request", lambda request: found.append(request.url) if "/desk/" in request.url else None
    )
    return found


@pytest.fixture
def address(app):
    return f"/news/{factories.live().slug}"


def edit(page):
    return page.get_by_role("link", name="Редагувати")


def rests(page):
    page.wait_for_load_state("networkidle")


def test_a_readers_browser_asks_the_desk_for_nothing(page, address, asked):
    page.goto(address)
    rests(page)
    assert asked == []
    assert page.context.cookies() == []


def test_who_has_been_at_the_desk_gets_to_the_article_in_one_step(page, address, sign_in):
    sign_in(page, factories.staff())
    page.goto(address)
    edit(page).click()
    expect(page.get_by_label("Заголовок", exact=True)).to_be_visible()


def test_who_may_not_change_it_is_offered_nothing(page, address, sign_in, asked):
    sign_in(page, factories.staff("reporter"))
    asked.clear()
    page.goto(address)
    rests(page)
    assert len(asked) == 1
    expect(edit(page)).to_have_count(0)


def test_after_signing_out_nothing_is_asked_any_more(page, address, sign_in, asked):
    sign_in(page, factories.staff())
    page.get_by_role("button", name="Вийти").first.click()
    page.wait_for_url("**/sign-in*")
    asked.clear()
    page.goto(address)
    rests(page)
    assert asked == []


def test_when_the_session_has_ended_it_asks_once_and_never_again(
    page, address, sign_in, asked, console
):
    console.expect("status of 401")
    sign_in(page, factories.staff())
    page.context.clear_cookies()
    asked.clear()
    for _ in range(2):
        page.goto(address)
        rests(page)
    assert len(asked) == 1
    expect(edit(page)).to_have_count(0)
