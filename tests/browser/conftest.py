"""A real browser on a real server. Any complaint in the browser's console fails the test."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import chromium
from tests.browser.accessibility import barriers
from tests.browser.console import Console
from tests.browser.host import Host
from tests.serving import Server

HERE = Path(__file__).parent
# Several workers, their browsers and servers share few cores: a test that lost a race there is asked
# once more and named in the summary («R»); one that fails twice has failed.
ONCE_MORE = pytest.mark.flaky(reruns=1, condition="PYTEST_XDIST_WORKER" in os.environ)
SECONDS_TO_WAIT = 30  # for a state; three workers may share two cores with whatever else runs


def pytest_itemcollected(item):
    if item.path.is_relative_to(HERE):
        item.add_marker("browser")
        item.add_marker(ONCE_MORE)


@pytest.fixture
def server(app, database, settings, photos_folder, tmp_path):
    """The newsroom, serving the database of `app`. `kill` and `start` it as the test needs."""
    settings = {"PHOTOS": photos_folder, **settings}
    server = Server(database, tmp_path / "server.log", settings)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def host():
    """Somebody else's site, on an origin of its own."""
    host = Host()
    yield host
    host.stop()


@pytest.fixture(scope="session")
def base_url():
    """None: each test has its own server. The plugin's fixture is of a kind that pytest drops."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, pytestconfig):
    is_shown = pytestconfig.getoption("--headed")
    return {
        **browser_type_launch_args,
        "executable_path": chromium.installed() if is_shown else chromium.without_windows(),
        "args": chromium.ARGUMENTS,
    }


@pytest.fixture
def browser_context_args(browser_context_args, server):
    return {
        **browser_context_args,
        "base_url": server.url,
        "locale": "uk-UA",
        "timezone_id": "Europe/Kyiv",
    }


@pytest.fixture
def console():
    console = Console()
    yield console
    assert not console.unexpected(), "\n".join(console.unexpected())


expect.set_options(timeout=SECONDS_TO_WAIT * 1000)


@pytest.fixture
def new_context(new_context, console):
    """Another person's browser: `new_context().new_page()`."""
    from newsroom.database import db

    # What the test read holds SQLite's lock; before the server may want it, the test lets go.
    session = db.session()

    def watched(**options):
        context = new_context(**options)
        context.set_default_timeout(SECONDS_TO_WAIT * 1000)
        context.on("request", lambda _request: session.commit())
        console.watch(context)
        return context

    return watched


@pytest.fixture
def sign_in():
    """Signs a member of staff in on the real page: `sign_in(page, person)`."""
    from tests.factories import PASSWORD

    def enter(page, person):
        page.goto("/sign-in")
        page.locator("[name=email]").fill(person.email)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url("**/desk/**")

    return enter


@pytest.fixture
def let_in(app, server):
    """Signed in already, where the test is of what comes after the door: `let_in(page, person)`."""
    from newsroom.database import db

    def enter(page, person):
        name, client = app.config["SESSION_COOKIE_NAME"], app.test_client()
        with client.session_transaction() as session:
            session["sign_in"] = person.begin_session(hours=1_000_000)
        db.session.commit()
        cookie = {"httpOnly": True, "name": name, "sameSite": "Lax", "url": server.url}
        page.context.add_cookies([{**cookie, "value": client.get_cookie(name).value}])

    return enter


@pytest.fixture
def person(page, let_in):
    """Who writes on `page`."""
    from tests import factories

    person = factories.staff(name="Олена Гук")
    let_in(page, person)
    return person


@pytest.fixture
def article(person):
    """Theirs, a draft of two paragraphs."""
    from tests import factories

    return factories.draft(by=person, headline="Міст", body="Один.\n\nДва.")


@pytest.fixture
def desk(page, article):
    """The editor, with the article in it."""
    from tests.browser.desk import Desk, address

    return Desk(page, address(article))


@pytest.fixture
def axe():
    """Nothing on the page stands in anybody's way: `axe(page)`."""

    def check(page):
        found = barriers(page)
        assert not found, "\n\n".join(found)

    return check
