"""«3 хв тому» stays true on an open page, in the server's own words, without asking anybody."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from newsroom import clock
from tests import factories
from tests.browser.polls import is_poll, polls_of, show

MINUTE, HOUR, DAY = 60, 3600, 86_400
# Nobody asks, and the server's words are those of this very moment.
STILL = {"RECENT_SECONDS": 86_400, "WIDGET_SECONDS": 86_400, "KEPT_BYTES": 0}
TICK = 15  # seconds between two looks at the clock
LANGUAGES = [
    pytest.param(marks=pytest.mark.settings(SITE_LANGUAGE=language, **STILL), id=language)
    for language in ("uk", "en")
]
AGES = [
    *(-MINUTE, 0, 1, MINUTE - 1, MINUTE, MINUTE + 1, 2 * MINUTE, 3 * MINUTE, 5 * MINUTE - 1),
    *(5 * MINUTE, 12 * MINUTE, 59 * MINUTE, HOUR - 1, HOUR, 2 * HOUR - 1, 2 * HOUR),
    *(5 * HOUR, 22 * HOUR, DAY - 1),
]


@pytest.fixture(params=["a page", "the widget"])
def where(request, app):
    """Two scripts keep the times."""
    return "/" if request.param == "a page" else f"/widget/{factories.partner().key}"


@pytest.fixture
def since():
    moment = clock.now().replace(microsecond=0)
    factories.live(since=moment)
    return moment


def wait_until(page: Page, moment) -> None:
    """Let the page's next look at its clock fall exactly on this moment."""
    page.clock.set_system_time(moment - timedelta(seconds=TICK))
    page.clock.run_for(TICK * 1000)


@pytest.mark.parametrize((), LANGUAGES)
def test_it_ticks_by_itself_and_says_what_the_server_says(page, client, at, where, since):
    page.clock.install(time=since)
    page.clock.pause_at(since + timedelta(seconds=1))
    page.goto(where)
    asked = polls_of(page)
    shown = page.locator("#recent-posts time")
    for age in AGES:
        moment = since + timedelta(seconds=age)
        wait_until(page, moment)
        at(max(moment, since))
        words = client.read(where).select_one("#recent-posts time")
        assert shown.text_content() == words.text, age
        assert (shown.get_attribute("data-fresh") is None) == ("data-fresh" not in words.attrs), age
    wait_until(page, since + timedelta(days=1))
    expect(shown).to_have_text(shown.get_attribute("data-date"))
    assert asked == []


def test_a_tab_that_nobody_looks_at_asks_for_nothing_until_somebody_does(page, where, since):
    page.clock.install()
    page.goto(where)
    asked = polls_of(page)
    show(page, False)
    page.clock.run_for(5 * MINUTE * 1000)
    assert asked == []
    with page.expect_request(is_poll):
        show(page)


@pytest.mark.settings(WIDGET_SECONDS=15)
def test_a_tab_before_somebodys_eyes_asks_every_fifteen_seconds_or_so(page, where, since):
    page.clock.install()
    page.goto(where)
    for _ in range(3):
        with page.expect_response(lambda answer: is_poll(answer.request)):
            page.clock.run_for(20_000)


def test_a_tab_that_lay_hidden_tells_the_right_time_at_once(page, where, since):
    page.clock.install()
    page.goto(where)
    show(page, False)
    page.clock.set_system_time(since + timedelta(minutes=44))
    show(page)
    expect(page.locator("#recent-posts time")).to_have_text("44 хв тому")
