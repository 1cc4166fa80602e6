"""One line of script on a partner's page: on every kind of page that partners have."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from newsroom import clock
from newsroom.database import db
from newsroom.partners import snippets
from newsroom.partners.showing import shown_by
from tests import factories
from tests.browser.host import Host

OFTEN = pytest.mark.settings(WIDGET_SECONDS=1)
HOST_PAGE = """<!doctype html><html lang="uk"{attributes}><title>Вісник</title>
<link rel="icon" href="data:,">{head}<main><h1>Вісник</h1>{line}<p>Нижче</p>{foot}</main></html>"""
SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(one => { sum += one.value }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 500);
})"""
GLOBALS = "Object.getOwnPropertyNames(window).sort().join()"
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def story():
    return factories.live(
        headline="Міст відкрили", since=clock.now() - timedelta(minutes=3, seconds=1)
    )


@pytest.fixture
def partner(host):
    return factories.partner(host.origin, name="Вісник")


@pytest.fixture
def line(app, server, partner):
    """What the partner's page says to paste."""
    app.config["BASE_URL"] = server.url
    with app.test_request_context():
        made = snippets.script(shown_by(partner))
    db.session.rollback()
    return made


@pytest.fixture
def both(app, line, partner):
    """The line, and a frame of the same list."""
    with app.test_request_context():
        made = line + snippets.frame(shown_by(partner))
    db.session.rollback()
    return made


@pytest.fixture
def paste(page, host, line, story):
    def paste(head="", foot="", attributes="", line=line):
        html = HOST_PAGE.format(head=head, foot=foot, attributes=attributes, line=line)
        page.goto(host.serve("/", html))
        return page.locator("newsroom-posts li")

    return paste


def headlines(page):
    return page.locator("newsroom-posts h3")


def framed(page):
    return page.frame_locator("iframe").locator("#recent-posts h3")


def test_a_line_shows_the_posts(paste, page, axe):
    posts = paste()
    expect(posts).to_have_count(1)
    expect(posts.get_by_role("time")).to_have_text("3 хв тому")
    expect(posts.get_by_role("link", name="Міст відкрили")).to_have_attribute("rel", "noopener")
    expect(page.get_by_role("region", name="Останні публікації")).to_be_visible()
    axe(page)


def test_headlines_are_tied_as_on_our_own_pages(paste, page, story):
    factories.save(story, headline="Міст у Рясній")
    story.publish()
    db.session.commit()
    paste()
    expect(headlines(page)).to_have_count(1)
    assert headlines(page).all_text_contents() == ["Міст у\u00a0Рясній"]


def test_nothing_on_the_page_moves(paste, page):
    expect(paste()).to_have_count(1)
    assert page.evaluate(SHIFT) == 0


def test_it_leaves_nothing_behind_in_the_page(paste, page, story):
    paste(line="")
    before = page.evaluate(GLOBALS)
    expect(paste()).to_have_count(1)
    assert page.evaluate(GLOBALS) == before
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == [
        "",
        0,
        0,
    ]


@OFTEN
def test_what_is_new_corrected_or_taken_down_shows_within_one_poll(paste, page, both, story):
    expect(paste(line=both)).to_have_count(1)
    factories.live(headline="Нова")
    for shown in (headlines(page), framed(page)):
        expect(shown).to_have_text(["Нова", "Міст відкрили"])
    story.take_down("так треба")
    db.session.commit()
    for shown in (headlines(page), framed(page)):
        expect(shown).to_have_text(["Нова"])


@OFTEN
def test_two_boxes_ask_once(paste, page, line):
    asked = []
    page.on("request", lambda one: asked.append(one.url) if ".json" in one.url else None)
    expect(paste(foot=line)).to_have_count(2)
    before = len(asked)
    assert before == 1
    assert "?at=" in asked[0]  # boxes everywhere ask for one address within a moment
    with page.expect_response("**/*.json?*"):
        pass
    assert len(asked) == before + 1


def test_where_asking_is_forbidden_a_link_stays(paste, page, host, server, console):
    console.expect("policy", "Content Security Policy", "connect-src")
    host.policy = f"default-src 'self' 'unsafe-inline'; script-src {server.url}; img-src data:"
    expect(paste()).to_have_count(0)
    expect(page.get_by_role("link", name="Редакція: Останні публікації")).to_be_visible()


@OFTEN
def test_a_page_that_swaps_its_body_keeps_it_alive(paste, page):
    expect(paste()).to_have_count(1)
    page.evaluate("""() => {
      const kept = document.querySelector("main");
      kept.remove();
      setTimeout(() => document.body.append(kept), 50);
    }""")
    factories.live(headline="Нова")
    expect(headlines(page)).to_have_text(["Нова", "Міст відкрили"])


@pytest.mark.parametrize("width", [320, 390, 600, 900, 1200])
def test_it_fits_any_width(paste, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    factories.live(headline="Я" * 200, lede="Ю" * 300)
    expect(paste()).to_have_count(2)
    assert page.evaluate(WIDE) <= 0


@OFTEN
def test_while_we_are_down_the_last_list_stays_and_says_so(paste, page, both, server, console):
    console.expect("net::ERR_", "Failed to load")
    expect(paste(line=both)).to_have_count(1)
    expect(framed(page)).to_have_count(1)
    notes = (
        page.locator("newsroom-posts .note"),
        page.frame_locator("iframe").locator(".recent__stale"),
    )
    server.kill()
    for note in notes:
        expect(note).to_have_text(
            re.compile("Немає відповіді від нас. Цей список – від [0-9]+:[0-9]+")
        )
    for shown in (headlines(page), framed(page)):
        expect(shown).to_have_text(["Міст відкрили"])
    server.start()
    factories.live(headline="Нова")
    for shown in (headlines(page), framed(page)):
        expect(shown).to_have_text(["Нова", "Міст відкрили"])
    for note in notes:
        expect(note).to_be_hidden()


@OFTEN
def test_a_revoked_partner_shows_a_sentence_and_a_way_on(paste, page, both, partner):
    expect(paste(line=both)).to_have_count(1)
    expect(framed(page)).to_have_count(1)
    partner.status = "revoked"
    db.session.commit()
    for box in (page.locator("newsroom-posts"), page.frame_locator("iframe").locator(".card")):
        expect(box).to_contain_text("Список відпочиває")
        expect(box.get_by_role("link", name="Усі новини")).to_be_visible()
        expect(box.locator("h3")).to_have_count(0)


def test_another_site_gets_no_posts_and_keeps_the_link(page, line, story, console):
    console.expect("status of 403", "CORS", "net::ERR_FAILED")
    other = Host()
    page.goto(other.serve("/", HOST_PAGE.format(head="", foot="", attributes="", line=line)))
    with page.expect_event("requestfailed"):
        page.reload()
    expect(page.get_by_role("link", name="Редакція: Останні публікації")).to_be_visible()
    expect(page.locator("newsroom-posts li")).to_have_count(0)
    other.stop()


@OFTEN
def test_new_posts_leave_the_focus_where_it_is(paste, page):
    paste()
    link = page.get_by_role("link", name="Міст відкрили")
    link.focus()
    factories.live(headline="Нова")
    expect(headlines(page)).to_have_count(2)
    expect(link).to_be_focused()
