"""Views and clicks as real pages of partners make them: once a page, only what somebody looks at."""

from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from newsroom.database import db
from newsroom.partners import snippets
from newsroom.partners.counts import Count
from newsroom.partners.showing import shown_by
from tests import factories
from tests.partners.boxes import BROWSER

PAGE = """<!doctype html><html lang="uk"><title>Вісник</title><link rel="icon" href="data:,">
<body style="margin: 0"><p style="height: 3000px">Текст</p>{box}</body></html>"""
AWAY = 'Object.defineProperty(document, "hidden", { get: () => window.name === "away" })'
BACK = "window.name = ''; document.dispatchEvent(new Event('visibilitychange'))"
TO_THE_BOX = "document.querySelector('newsroom-posts, iframe').scrollIntoView()"


@pytest.fixture
def partner(host):
    return factories.partner(host.origin, name="Вісник")


@pytest.fixture
def boxes(app, server, partner):
    """What is pasted, by its kind."""
    app.config["BASE_URL"] = server.url
    with app.test_request_context():
        made = {"script": snippets.script(shown_by(partner)) * 2}
        made["frame"] = snippets.frame(shown_by(partner))
    db.session.rollback()
    return made


@pytest.fixture
def story():
    return factories.live(headline="Міст відкрили")


@pytest.fixture
def page(new_context):
    """A browser of somebody, whose clock goes on in leaps."""
    page = new_context(user_agent=BROWSER).new_page()
    page.add_init_script(AWAY)
    page.clock.install()
    return page


@pytest.fixture
def counted(page):
    """What pages have asked to be counted so far: (kind of box, the post that was clicked)."""
    asked = Counter()

    def hear(request):
        if "/count" in request.url:
            given = parse_qs(urlsplit(request.url).query)
            asked[given["by"][0], *given.get("clicked", [])] += 1

    page.context.on("request", hear)
    return asked


def look(page, inside):
    """Scroll down to the box, and look at it for a while."""
    link = inside.get_by_role("link", name="Міст відкрили").first
    with page.expect_request("**/count?*"):
        page.evaluate(TO_THE_BOX)
    return link


@pytest.mark.settings(WIDGET_SECONDS=1)
def test_who_looks_and_who_follows_a_link_is_counted_once(
    page, host, boxes, story, server, counted, partner
):
    page.goto(host.serve("/", PAGE.format(box=boxes["script"])))
    expect(page.locator("newsroom-posts li")).to_have_count(2)
    page.clock.run_for(10_000)
    assert counted == {}  # it stands far below

    page.evaluate("window.name = 'away'")
    page.evaluate(TO_THE_BOX)
    expect(page.locator("newsroom-posts").first).to_be_in_viewport()
    page.clock.run_for(10_000)
    assert counted == {}  # nobody is there

    with page.expect_request("**/count?*"):
        page.evaluate(BACK)
    link = page.get_by_role("link", name="Міст відкрили").first
    for _ in range(3):
        with page.expect_response("**/*.json*"):
            page.clock.run_for(3_000)
    assert counted == {("script",): 1}  # two boxes, many polls, one page

    number = str(story.id)
    with page.context.expect_page():
        link.click(button="middle")
    link.click(button="right")
    link.press("Enter")
    expect(page.locator("h1")).to_have_text("Міст відкрили")
    assert counted == {("script",): 1, ("script", number): 2}

    page.goto(host.serve("/frame", PAGE.format(box=boxes["frame"])))
    link = look(page, page.frame_locator("iframe"))
    page.clock.run_for(10_000)
    with page.context.expect_page():
        link.click()
    assert counted["frame",] == 1
    assert counted["frame", number] == 1

    page.goto(f"{server.url}/partners/{partner.key}")
    expect(page.frame_locator("iframe").get_by_role("link", name="Міст відкрили")).to_be_visible()
    page.clock.run_for(10_000)
    assert counted.total() == 5  # our own page only shows how it looks

    server.stop()  # in good order: nothing is lost
    found = {
        (row.article_id, row.embed): (row.views, row.clicks) for row in db.session.query(Count)
    }
    assert found == {
        (0, "script"): (1, 2),
        (story.id, "script"): (1, 2),
        (0, "frame"): (1, 1),
        (story.id, "frame"): (1, 1),
    }
