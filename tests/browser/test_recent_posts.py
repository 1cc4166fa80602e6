"""The live list on open pages: it shows what is new within one poll, and disturbs nobody."""

import re
import time
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from newsroom import clock
from newsroom.database import db
from tests import factories
from tests.browser.polls import is_poll, polls_of
from tests.browser.rich_text import Text

# A poll each second, and no answer older than that in the browser's own cache.
OFTEN = pytest.mark.settings(RECENT_SECONDS=1, PUBLIC_SECONDS=0)
PATIENCE = 10_000  # milliseconds

# All but the class that htmx gives the list while it asks.
WATCH_FOR_CHANGES = """() => {
  window.changes = [];
  const isAsking = ({ target, attributeName }) => target.matches?.("#recent-posts, #articles") && attributeName === "class";
  const said = ({ type, attributeName, target }) => `${type} ${attributeName ?? ""} in ${target.outerHTML ?? target.data}`;
  new MutationObserver(seen => changes.push(...seen.filter(one => !isAsking(one)).map(said)))
    .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}"""


def posts(page: Page):
    return page.locator("#recent-posts li")


def publish(page: Page, headline: str) -> None:
    """As an editor does it."""
    page.goto("/desk/articles/new")
    page.get_by_label("Заголовок", exact=True).fill(headline)
    Text(page).begin("<p>Рух відновлено.</p>")
    page.get_by_role("button", name="Опублікувати зараз").click()
    expect(page.get_by_role("link", name="Відкрити на сайті")).to_be_visible()


@pytest.fixture
def stories():
    """Three of them, of an age that no minute's turn will change during a test."""
    return [
        factories.live(headline=headline, since=clock.now() - timedelta(minutes=minutes, seconds=1))
        for headline, minutes in (("Третя", 30), ("Друга", 12), ("Перша", 3))
    ]


@OFTEN
def test_a_publication_reaches_readers_and_colleagues_within_one_poll(page, new_context, sign_in):
    reader, colleague = new_context().new_page(), new_context().new_page()
    reader.goto("/")
    sign_in(colleague, factories.staff("reporter"))
    sign_in(page, factories.staff())
    publish(page, "Міст відкрили")
    published = time.time() * 1000
    asked = {somebody: polls_of(somebody) for somebody in (reader, colleague)}
    signs = {
        reader: reader.get_by_role("button", name="1 нова"),
        colleague: posts(colleague).first.get_by_text("Міст відкрили"),
    }
    for somebody, polls in asked.items():
        expect(signs[somebody]).to_be_visible()
        of_list = [one for one in polls if is_poll(one)]  # the board asks too, for who is writing
        answers = [(poll.timing["startTime"], poll.response().status) for poll in of_list]
        statuses = [status for began, status in answers if began > published]
        assert statuses == sorted(statuses), (
            "the first question after the publication was too early"
        )
    signs[reader].click()
    for somebody in asked:
        expect(posts(somebody).first).to_contain_text("Міст відкрили")
        expect(posts(somebody).first.get_by_role("time")).to_have_text("щойно")


@OFTEN
def test_a_take_down_reaches_open_pages_too(page, stories):
    page.goto("/")
    expect(posts(page)).to_have_count(3)
    stories[1].take_down("так треба")
    db.session.commit()
    expect(posts(page).locator("h3")).to_have_text(["Перша", "Третя"])
    expect(posts(page).nth(1)).to_contain_text("Цей матеріал знято")


@OFTEN
def test_at_the_desk_it_renews_itself_and_what_has_not_changed_stays(page, stories, sign_in):
    sign_in(page, factories.staff("reporter"))
    link = posts(page).get_by_role("link", name="Друга")
    link.focus()
    page.evaluate("() => { window.before = [...document.querySelectorAll('#recent-posts li')] }")
    factories.live(headline="Нова")
    expect(posts(page).first).to_have_class(re.compile("is-new"))
    assert page.locator(".is-new").count() == 1
    expect(link).to_be_focused()
    assert page.evaluate(
        "before.every((post, at) => post === document.querySelectorAll('#recent-posts li')[at + 1])"
    )


@OFTEN
@pytest.mark.parametrize("where", ["/", "/desk/articles"])
def test_a_poll_with_nothing_new_touches_nothing(page, stories, sign_in, where):
    if where != "/":
        sign_in(page, factories.staff("reporter"))
    page.goto(where)
    asked = polls_of(page)
    page.evaluate(WATCH_FOR_CHANGES)
    for _ in range(2):
        page.wait_for_event("requestfinished", is_poll)
    assert {poll.response().status for poll in asked if is_poll(poll)} == {204}
    assert page.evaluate("changes") == []


@OFTEN
def test_an_answer_that_shows_nothing_new_touches_nothing_either(page, stories):
    """Such as one that some cache has kept."""
    page.goto("/")
    asked = page.locator("#recent-posts").get_attribute("hx-get")
    old = page.request.get("/recent").body()
    page.route(f"**{asked}", lambda route: route.fulfill(body=old, content_type="text/html"))
    page.evaluate(WATCH_FOR_CHANGES)
    for _ in range(2):
        page.wait_for_event("requestfinished", is_poll)
    assert page.evaluate("changes") == []


def test_the_watch_for_changes_sees_one(page, stories):
    page.goto("/")
    page.evaluate(WATCH_FOR_CHANGES)
    posts(page).first.locator("time").evaluate("time => { time.textContent = 'давно' }")
    assert page.evaluate("changes") != []


@OFTEN
def test_a_server_that_falls_and_rises_leaves_the_list_and_is_asked_again(
    page, server, stories, console
):
    console.expect("net::ERR_", "htmx:error: Failed to fetch")
    page.goto("/")
    server.kill()
    page.wait_for_event("requestfailed", is_poll)
    expect(posts(page).locator("h3")).to_have_text(["Перша", "Друга", "Третя"])
    server.start()
    factories.live(headline="Нова")
    page.get_by_role("button", name="1 нова").click(timeout=PATIENCE)
    expect(posts(page).first).to_contain_text("Нова")


def test_without_javascript_the_list_is_right(new_context, stories):
    reader = new_context(java_script_enabled=False).new_page()
    reader.goto("/")
    expect(posts(reader).get_by_role("time")).to_have_text(
        ["3 хв тому", "12 хв тому", "30 хв тому"]
    )
    posts(reader).get_by_role("link", name="Друга").click()
    expect(reader.locator("h1")).to_have_text("Друга")
