"""Each way to embed us on each kind of page that partners have, one after the other."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from newsroom import clock
from newsroom.database import db
from newsroom.partners import snippets
from newsroom.partners.showing import shown_by
from tests import factories

pytestmark = [pytest.mark.one_database, pytest.mark.settings(WIDGET_SECONDS=1)]
HEADLINE = "Міст відкрили"
HOST_PAGE = """<!doctype html><html lang="uk"><title>Вісник</title><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">{head}
<main><h1>Вісник</h1>{pasted}<p>Нижче</p></main></html>"""
OURS = ["rgb(21, 24, 27)", "16px", "ltr"]
LOOKS = "one => (({ color, fontSize, direction }) => [color, fontSize, direction])(getComputedStyle(one))"
PICTURE = "xpath=ancestor::li//img[@alt='Міст']"
DRAWN = """async image => {
  image.scrollIntoView();
  while (!image.naturalWidth) await new Promise(requestAnimationFrame);
  return [image.clientWidth, image.clientHeight];
}"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
STRICT = "default-src 'self'; img-src data:"
# As Turbo does: a copy of the body is put back later, and its scripts are run again.
TURBO = """async () => {
  const copy = document.body.cloneNode(true);
  document.body.replaceWith(document.createElement("body"));
  await new Promise(requestAnimationFrame);
  document.body.replaceWith(copy);
  for (const old of copy.querySelectorAll("script")) {
    const script = document.createElement("script");
    for (const { name, value } of old.attributes) script.setAttribute(name, value);
    old.replaceWith(script);
  }
}"""


def without_style(pasted):
    """As those do whose policy forbids it: the rules stand in their own sheet."""
    return re.sub("<style>.*?</style>", "", pasted, flags=re.DOTALL)


def written(pasted):
    ready = pasted.replace("</script>", "<\\/script>").replace("\n", "")
    return f"<script>document.write('{ready}')</script>"


@dataclass
class HostPage:
    head: str = ""
    policy: str = ""
    pasted: Callable[[str], str] = str
    then: str = ""  # done in the page when the list has come
    boxes: int = 1
    frames: int = 1
    width: int = 900
    looks: list[str] = field(default_factory=lambda: OURS)


HOSTS = {
    "plain": HostPage(),
    "their styles": HostPage(
        "<style>* { all: unset } * { color: red !important; font: 40px monospace !important }</style>"
    ),
    "their styles, insisting": HostPage("<style>* { all: unset !important }</style>"),
    "their prototypes": HostPage(
        """<script>Array.prototype.extra = 1; Object.prototype.more = 2; Array.prototype.map = null;
        Element.prototype.remove = null; Array.prototype.forEach = null; String.prototype.trim = null;
        </script>"""
    ),
    "right to left": HostPage("<script>document.documentElement.dir = 'rtl'</script>"),
    "tiny": HostPage(
        "<style>body { margin: 0 }</style>", width=240, looks=[OURS[0], "15px", "ltr"]
    ),
    "document.write": HostPage(pasted=written),
    "two copies": HostPage(pasted=lambda pasted: pasted * 2, boxes=2, frames=2),
    "swapped": HostPage(then=TURBO),
    "never loaded": HostPage('<img alt="" src="/slow.png">'),
    "a policy that lets us in": HostPage(
        policy="default-src 'self'; script-src {ours}; connect-src {ours}; frame-src {ours}; img-src data: {ours}",
        pasted=without_style,
    ),
    "a policy that forbids us": HostPage(
        policy=STRICT, pasted=without_style, boxes=0, frames=0, looks=[]
    ),
}


@pytest.fixture
def pasted(app, server, host):
    photo = factories.photo(alt="Міст").name
    factories.live(headline=HEADLINE, lead_photo=photo, since=clock.now() - timedelta(minutes=3))
    partner = factories.partner(host.origin, name="Вісник")
    partner.shows_photo = True
    db.session.commit()
    app.config["BASE_URL"] = server.url
    with app.test_request_context():
        showing = shown_by(partner)
        made = snippets.script(showing) + snippets.frame(showing)
    db.session.rollback()
    return made


def show(page, host, server, kind, pasted):
    page.set_viewport_size({"width": kind.width, "height": 800})
    host.policy = kind.policy.format(ours=server.url)
    html = HOST_PAGE.format(head=kind.head, pasted=kind.pasted(pasted))
    page.goto(host.serve("/", html), wait_until="commit")
    if kind.then:
        expect(page.locator("newsroom-posts li")).to_have_count(1)
        page.evaluate(kind.then)


def test_each_embed_stands_on_each_page(page, host, server, pasted, axe, console):
    console.expect("policy", "Content Security Policy")
    page.route("**/slow.png", lambda route: None)
    for name, kind in HOSTS.items():
        show(page, host, server, kind, pasted)
        in_box = page.locator("newsroom-posts li h3 a")
        expect(in_box, name).to_have_text([HEADLINE] * kind.boxes)
        expect(page.locator("newsroom-posts"), name).to_have_count(kind.boxes)
        for at in range(kind.frames):
            page.locator("iframe").nth(at).scroll_into_view_if_needed()
            in_frame = page.frame_locator("iframe").nth(at).locator("li h3 a")
            expect(in_frame, name).to_have_text([HEADLINE])
        if kind.looks:
            assert in_box.first.evaluate(LOOKS) == kind.looks, name
            assert in_frame.evaluate(LOOKS)[0] == kind.looks[0], name
            assert in_box.first.locator(PICTURE).evaluate(DRAWN) == [72, 72], name
            assert in_frame.locator(PICTURE).evaluate(DRAWN) == [72, 72], name
        assert page.evaluate(TOO_WIDE) <= 0, name
        if name == "plain":
            axe(page)
        if name != "a policy that forbids us":
            assert not console.complaints, name
    expect(page.get_by_role("link", name="Редакція: Останні публікації")).to_have_count(2)
    own_words = [said for said in console.complaints if not said.startswith("policy:")]
    assert len(own_words) == 2, own_words  # the browser's, one for the script and one for the frame


def test_on_a_sandboxed_page_the_box_stands_and_a_link_where_the_frame_cannot(
    page, host, pasted, console
):
    console.expect("frame-ancestors", "net::ERR_BLOCKED_BY_RESPONSE")
    inner = host.serve("/inner", HOST_PAGE.format(head="", pasted=pasted))
    outer = f'<iframe title="-" sandbox="allow-scripts" width="800" height="800" src="{inner}"></iframe>'
    page.goto(host.serve("/", HOST_PAGE.format(head="", pasted=outer)))
    inside = page.frame_locator("iframe")
    expect(inside.locator("newsroom-posts li")).to_have_count(1)
    expect(inside.get_by_role("link", name="Редакція: Останні публікації")).to_be_visible()
