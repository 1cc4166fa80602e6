"""A planned time that has passed is told where it stands, as soon as it has."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from newsroom import clock
from tests import factories
from tests.browser.desk import Desk, address

MINUTE = timedelta(minutes=1)


@pytest.fixture
def open_with(page, let_in):
    def open_with(planned_at):
        article = factories.draft(headline="Міст", planned_at=planned_at.replace(second=0))
        return Desk(page, address(article))

    let_in(page, factories.staff())
    return open_with


def test_a_later_time_settles_it(open_with, page):
    desk = open_with(clock.now() - 10 * MINUTE)
    notice = page.locator("#time-passed")
    expect(notice).to_be_visible()
    page.get_by_label("Дата", exact=True).fill("2050-01-01")
    expect(notice).to_be_hidden()
    page.get_by_label("Дата", exact=True).fill("2020-01-01")
    expect(notice).to_be_visible()
    page.get_by_role("radio", name="Одразу").check(force=True)
    expect(notice).to_be_hidden()
    expect(desk.button("Опублікувати зараз")).to_be_visible()


def test_it_is_told_when_the_time_passes_while_somebody_writes(open_with, page):
    page.clock.install()
    open_with(clock.now() + 5 * MINUTE)
    notice = page.locator("#time-passed")
    expect(notice).to_be_hidden()
    page.clock.fast_forward("06:00")
    expect(notice).to_be_visible()
