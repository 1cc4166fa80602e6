"""The watch kept in browser tests sees what it is there for, and the server can be killed."""

import pytest

from tests import factories
from tests.browser.accessibility import barriers


@pytest.mark.parametrize(
    ("trouble", "event", "heard"),
    [
        ("console.error('spoken')", "console", "spoken"),
        ("setTimeout(() => { throw new Error('thrown') })", "pageerror", "thrown"),
        ("document.body.setAttribute('style', 'color: red')", "console", "style-src"),
        ("fetch('/nothing')", "console", "status of 404"),
    ],
)
def test_what_a_page_complains_about_is_heard(page, console, trouble, event, heard):
    page.goto("/sign-in")
    assert console.unexpected() == []
    with page.expect_event(event):
        page.evaluate(f"() => {{ {trouble} }}")
    assert any(heard in complaint for complaint in console.unexpected())
    console.expect(heard)


def test_axe_sees_what_stands_in_the_way(page):
    page.goto("/sign-in")
    assert barriers(page) == []
    page.evaluate("document.querySelectorAll('label').forEach(label => label.remove())")
    assert any("label" in barrier for barrier in barriers(page))


def test_a_server_that_was_killed_starts_again_with_its_database(page, server, sign_in):
    person = factories.staff()
    server.kill()
    server.start()
    sign_in(page, person)


def test_what_the_test_reads_does_not_hold_up_the_server(page, sign_in):
    """Outside a request reading takes SQLite's lock too: it is let go when the server needs it."""
    person = factories.staff()
    assert person.name
    sign_in(page, person)
