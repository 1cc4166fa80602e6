"""HTML that runs scripts in browsers, stored by the real form: in a real browser nothing runs."""

from itertools import chain, cycle, islice

import pytest

from newsroom.articles.models import Article
from newsroom.database import db
from tests import factories
from tests.articles.desk import PUBLISH
from tests.browser.trap import Trap
from tests.pressing import find_button, submission
from tests.safety import vectors

pytestmark = pytest.mark.shared

LINES = ("headline", "lede", "photo_credit", "note")
AT_ONCE = 60
GREAT_PART = 0.8  # of the vectors; 97 of 100 ran when this was written


@pytest.fixture
def person(client):
    person = factories.staff("chief")
    factories.sign_in(client, person)
    return person


@pytest.fixture
def stored(client, person, shared):
    """Published by the form of a new article, which is read once."""
    form = submission(find_button(client.read("/desk/articles/new"), PUBLISH), {})
    cookie = client.get_cookie("newsroom").value  # without all the messages that nobody reads

    def publish(**typed):
        save_id = {"save_id": f"00000000-0000-4000-8000-{next(factories.numbers):012}"}
        client.set_cookie("newsroom", cookie)
        answer = client.post(form.url, data=dict(form.fields) | save_id | typed)
        assert answer.status_code == 303, answer.soup.select(".field__error")
        return db.session.get(Article, int(answer.location.rpartition("/")[2]))

    category = factories.category("Рубрика").id
    return [publish(category=category, **typed) for typed in articles(shared)]


def articles(shared):
    """Every vector in each of four lines, and as HTML in the body of one article in four."""
    html = vectors.html(shared)
    packs = list(vectors.packed(html, 290))
    bodies = vectors.groups(html, 20)
    for at in range(len(packs)):
        lines = dict(zip(LINES, islice(cycle(packs), at, None), strict=False))
        hostile = next(bodies, []) if at % len(LINES) == 0 else []
        body = "<p>Початок.</p>" + "".join(f"<p>{one}</p>" for one in hostile)
        yield lines | {"byline": packs[at][:180], "source_name": packs[at][:180], "body": body}
    assert not list(bodies)


def walk(page, trap, address):
    """A list, from page to page."""
    trap.holds(page, address)
    while (older := page.locator("main a[rel=next]")).count():
        trap.holds(page, older.get_attribute("href"))


def test_nothing_runs(page, server, sign_in, person, stored):
    partner = factories.partner()
    read = [(f"/news/{one.slug}", f"/desk/articles/{one.id}") for one in stored[:: len(LINES)]]
    trap = Trap(page.context, server.url)
    sign_in(page, person)
    for address in ("/", f"/widget/{partner.key}", *chain(*read)):
        trap.holds(page, address)
    for address in ("/categories/rubryka", "/desk/articles?state=live"):
        walk(page, trap, address)


def test_the_trap_catches_them_where_they_are_served_as_they_are(page, host, shared, console):
    console.expect("")
    trap = Trap(page.context, host.origin)
    html = vectors.html(shared)[::3]
    for group in vectors.groups(enumerate(html), AT_ONCE):
        page.goto(host.serve("/", "".join(framed(host, n, one) for n, one in group)))
    assert len(trap.fell) > GREAT_PART * len(html)


def framed(host, name, html):
    address = host.serve(f"/{name}", f"<!doctype html><body>{html}")
    return (
        f'<iframe name="{name}" src="{address}" sandbox="allow-scripts allow-same-origin"></iframe>'
    )
