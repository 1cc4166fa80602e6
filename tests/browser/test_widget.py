"""The widget on a partner's page in a real browser: there, and nowhere else."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from newsroom import clock
from newsroom.database import db
from tests import factories
from tests.browser.host import Host
from tests.browser.polls import is_poll, polls_of

OFTEN = pytest.mark.settings(WIDGET_SECONDS=1)
REFUSED = "frame-ancestors"
HOST_PAGE = """<!doctype html><html lang="uk"><title>Вісник</title>
<link rel="icon" href="data:,"><style>{style}</style><h1>Вісник</h1>{frame}</html>"""
NOT_FRAMED = (
    "/",
    "/news/mist-vidkryly",
    "/recent",
    "/sign-in",
    "/desk/articles",
    "/nowhere",
    "/healthz",
)
LOUD_LOOKS = ["rgb(255, 0, 0)", "40px"]
LOUD = "* { color: red !important; font: 40px monospace !important; display: block !important }"


@pytest.fixture
def other_host():
    host = Host()
    yield host
    host.stop()


@pytest.fixture
def snippet(app, server, host):
    """What the terminal prints for a partner who lives at `host`."""
    app.config["BASE_URL"] = server.url
    printed = app.test_cli_runner().invoke(
        args=["partners", "add", "Вісник", "--origin", host.origin]
    )
    db.session.rollback()
    [line] = re.findall("<iframe.*</iframe>", printed.output)
    return line


@pytest.fixture
def story():
    return factories.live(
        headline="Міст відкрили", since=clock.now() - timedelta(minutes=3, seconds=1)
    )


def paste(page, host, frame, style=""):
    """Open a page of this site with the frame in it; returns what is inside the frame."""
    page.goto(host.serve("/", HOST_PAGE.format(frame=frame, style=style)))
    return page.frame_locator("iframe")


def posts(frame):
    return frame.locator("#recent-posts li")


@OFTEN
def test_what_is_pasted_shows_the_posts_and_what_is_new_within_one_poll(page, host, snippet, story):
    frame = paste(page, host, snippet)
    expect(posts(frame)).to_have_count(1)
    expect(posts(frame).get_by_role("time")).to_have_text("3 хв тому")
    factories.live(headline="Нова")
    polls = polls_of(page)
    expect(posts(frame).locator("h3")).to_have_text(["Нова", "Міст відкрили"])
    assert 200 not in [poll.response().status for poll in polls if is_poll(poll)][1:]
    factories.live(headline="Ще новіша")
    expect(posts(frame).locator("h3")).to_have_text(["Ще новіша", "Нова", "Міст відкрили"])


@OFTEN
def test_new_posts_leave_the_focus_where_it_is(page, host, snippet, story):
    link = paste(page, host, snippet).get_by_role("link", name="Міст відкрили")
    link.focus()
    factories.live(headline="Нова")
    expect(posts(page.frame_locator("iframe"))).to_have_count(2)
    expect(link).to_be_focused()


def test_a_post_opens_on_our_site_and_leaves_theirs_where_it_is(page, host, snippet, story):
    frame = paste(page, host, snippet)
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="Міст відкрили").click()
    expect(opened.value.locator("h1")).to_have_text("Міст відкрили")
    assert page.url == f"{host.origin}/"


def test_without_scripts_it_is_right_too(new_context, host, snippet, story):
    page = new_context(java_script_enabled=False).new_page()
    frame = paste(page, host, snippet)
    expect(posts(frame).get_by_role("time")).to_have_text("3 хв тому")


def test_their_style_does_not_reach_into_it(page, host, snippet, story):
    frame = paste(page, host, snippet, style=LOUD)
    assert looks(page.locator("h1")) == LOUD_LOOKS
    for part in ("h1 a", "li a", "li p", "li time"):
        assert not set(looks(frame.locator(part).first)) & set(LOUD_LOOKS)


def looks(part):
    return part.evaluate(
        "one => (({ color, fontSize }) => [color, fontSize])(getComputedStyle(one))"
    )


def test_another_site_cannot_frame_it(page, other_host, snippet, story, console):
    console.expect(REFUSED)
    with page.expect_event("requestfailed") as refused:
        paste(page, other_host, snippet)
    assert refused.value.failure == "net::ERR_BLOCKED_BY_RESPONSE"
    expect(posts(page.frame_locator("iframe"))).to_have_count(0)
    assert [REFUSED in said for said in console.complaints] == [True]


@pytest.mark.usefixtures("snippet", "story")
def test_nothing_else_is_framed_even_by_a_partner(page, host, server, console):
    console.expect(REFUSED, "status of 404")
    frames = [f'<iframe src="{server.url}{path}" title="-"></iframe>' for path in NOT_FRAMED]
    refused = []
    page.on("requestfailed", lambda request: refused.append(request.failure))
    paste(page, host, "".join(frames))
    assert refused == ["net::ERR_BLOCKED_BY_RESPONSE"] * len(NOT_FRAMED)
    assert {frame.url for frame in page.main_frame.child_frames} == {
        "chrome-error://chromewebdata/"
    }
