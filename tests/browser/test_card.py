"""An article's address pasted into somebody else's WordPress: the card stands there and fits."""

import micawber
import pytest
from playwright.sync_api import expect

from newsroom.database import db
from tests import factories
from tests.browser import wordpress

WIDTHS = (280, 320, 390, 600, 900)
LONG = {
    "headline": "Міст через Плесо відкрили на два дні раніше, ніж обіцяли торік навесні",
    "lede": "Рух лівим берегом відновлено вночі, а не в понеділок. " * 4,
}


@pytest.fixture
def story(app):
    return factories.live(category_id=factories.category("Громада").id, **LONG)


@pytest.fixture
def post(server, host, story):
    """The address of a post with the story's card, as WordPress makes it."""
    provider = micawber.Provider(f"{server.url}/oembed", user_agent="WordPress")
    db.session.commit()
    about = provider.request(f"{server.url}/news/{story.slug}", maxwidth=600, maxheight=900)
    return host.serve("/post", wordpress.page(about["html"]))


def card(page):
    return page.frame_locator("iframe").locator(".card")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_card_is_as_high_as_what_it_shows(page, post, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(post)
    expect(page.locator("iframe")).to_be_visible()
    expect(page.locator("blockquote")).to_be_hidden()
    expect(card(page).get_by_role("heading")).to_contain_text("Міст через Плесо")
    page.wait_for_function("heard.length > 0")
    assert int(page.locator("iframe").get_attribute("height")) == card(page).evaluate(
        "() => document.documentElement.scrollHeight"
    )


def test_it_follows_its_page_when_that_becomes_narrower(page, post):
    page.set_viewport_size({"width": 900, "height": 800})
    page.goto(post)
    expect(page.locator("iframe")).to_be_visible()
    high = int(page.locator("iframe").get_attribute("height"))
    page.set_viewport_size({"width": 280, "height": 800})
    page.wait_for_function(f"Number(document.querySelector('iframe').height) > {high}")


def test_a_link_leads_the_page_to_the_article(page, post, server, story):
    page.goto(post)
    card(page).get_by_role("link", name="Міст").click()
    page.wait_for_url(f"{server.url}/news/{story.slug}")
    expect(page.locator("h1")).to_contain_text("відкрили")


def test_what_the_card_says_is_what_wordpress_listens_to(page, post, server, story):
    page.goto(post)
    page.wait_for_function("heard.length > 0")
    secret = page.locator("iframe").get_attribute("data-secret")
    heard = page.evaluate("heard")
    assert {(said["message"], said["secret"]) for said in heard} == {("height", secret)}
    page.evaluate("heard.length = 0")
    frame = "document.querySelector('iframe').contentWindow"
    page.evaluate(f"{frame}.postMessage({{ message: 'ready', secret: 'wrong' }}, '*')")
    page.evaluate(f"{frame}.postMessage({{ message: 'ready', secret: '{secret}' }}, '*')")
    page.wait_for_function("heard.length > 0")
    assert len(page.evaluate("heard")) == 1


def test_a_secret_that_comes_later_is_used(page, server, host, story):
    """As where WordPress's script finds a frame without one."""
    frame = (
        f'<iframe sandbox="allow-scripts" src="{server.url}/news/{story.slug}?embed=true"></iframe>'
    )
    page.goto(
        host.serve(
            "/",
            f"<title>-</title><link rel=icon href='data:,'><script>{wordpress.SCRIPT}</script>{frame}",
        )
    )
    expect(card(page)).to_be_visible()
    assert page.evaluate("heard") == []
    page.evaluate("document.querySelector('iframe').src += '#?secret=abcdefghij'")
    page.wait_for_function("heard.length > 0")
    assert page.evaluate("heard")[0]["secret"] == "abcdefghij"


def test_without_a_script_around_it_it_is_still_a_card(page, server, host, story):
    frame = f'<iframe src="{server.url}/news/{story.slug}?embed=true#?secret=abcdefghij" width="600"></iframe>'
    page.goto(host.serve("/", f"<title>-</title><link rel=icon href='data:,'>{frame}"))
    expect(card(page)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_card_stands_in_nobodys_way(page, story, axe, scheme):
    page.emulate_media(color_scheme=scheme)
    for width in (280, 600):
        page.set_viewport_size({"width": width, "height": 600})
        page.goto(f"/news/{story.slug}?embed=true")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_article_itself_is_framed_by_nobody(page, server, host, story, console):
    console.expect("frame-ancestors")
    with page.expect_event("requestfailed") as refused:
        page.goto(
            host.serve(
                "/",
                f'<link rel=icon href="data:,"><iframe src="{server.url}/news/{story.slug}"></iframe>',
            )
        )
    assert refused.value.failure == "net::ERR_BLOCKED_BY_RESPONSE"
