"""Presence: who else is here, what they have saved, and what an open, idle editor costs the server."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import Desk, address, revisions

POLL = "**/presence"
HOUR = 3600


@pytest.fixture
def olena():
    return factories.staff(name="Олена Гук")


@pytest.fixture
def article(olena):
    return factories.draft(by=olena, headline="Міст", lede="Лід.", body="Один.\n\nДва.")


@pytest.fixture
def open_by(new_context, let_in, article):
    def open_by(person, clock=False):
        page = new_context().new_page()
        let_in(page, person)
        if clock:
            page.clock.install()
        return Desk(page, address(article))

    return open_by


@pytest.fixture
def irina(open_by):
    desk = open_by(factories.staff(name="Ірина Сов’як"), clock=True)
    desk.page.wait_for_load_state("networkidle")
    desk.page.evaluate(COUNT)
    return desk


# Counts the polls whose answers have been taken in, not only received.
COUNT = """() => {
  window.taken ??= 0;
  document.addEventListener("htmx:finally:request", () => window.taken++);
}"""


def next_poll(desk, milliseconds=25_000):
    before = desk.page.evaluate("window.taken")
    desk.page.clock.run_for(milliseconds)
    desk.page.wait_for_function("before => window.taken > before", arg=before)


def test_who_comes_is_seen_and_who_goes_is_no_more(open_by, olena, irina):
    company = irina.page.locator(".company__one")
    expect(company).to_have_count(0)
    other = open_by(olena)
    with other.page.expect_response(POLL):
        other.page.evaluate("htmx.trigger('#company', 'every')")
    next_poll(irina)
    expect(company).to_contain_text("Олена Гук")
    other.page.goto("/desk/articles")  # the word of farewell is on its way
    for _ in range(10):
        next_poll(irina)
        if not company.count():
            return
    raise AssertionError(company.text_content())


def test_a_newer_revision_comes_in_where_nobody_types(irina, olena, article):
    irina.text.surface.locator("p").nth(1).click()
    irina.text.press("End")
    factories.save(
        article,
        by=olena,
        text=factories.wording(headline="Міст", lede="Лід.", body="Один, але інакше.\n\nДва."),
    )
    next_poll(irina)
    irina.text.has("<p>Один, але інакше.</p><p>Два.</p>")
    expect(irina.meeting).to_contain_text("Тим часом з’явилася версія 2 (Олена Гук)")
    irina.text.type("!")
    irina.text.has("<p>Один, але інакше.</p><p>Два.!</p>")
    irina.page.clock.run_for(1100)
    irina.is_on_the_server(article, body="<p>Один, але інакше.</p><p>Два.!</p>")
    assert len(revisions(article)) == 3


def test_looking_at_a_newer_revision_makes_none(irina, article):
    factories.save(
        article, text=factories.wording(headline="Інший", lede="Лід.", body="Один.\n\nДва.")
    )
    next_poll(irina)
    expect(irina.headline).to_have_value("Інший")
    assert len(revisions(article)) == 2


def test_a_newer_revision_is_told_while_one_cannot_save(irina, article, console):
    console.expect("net::ERR_", "htmx:error")
    irina.page.route("**/autosaves", lambda route: route.abort())
    irina.lede.fill("Мій лід.")
    irina.page.clock.run_for(1100)
    irina.says("сервер не відповідає")
    factories.save(
        article, text=factories.wording(headline="Інший", lede="Лід.", body="Один.\n\nДва.")
    )
    next_poll(irina)
    expect(irina.page.locator("[data-newer]")).to_be_visible()
    irina.page.unroute("**/autosaves")
    irina.page.clock.run_for(35_000)
    irina.is_on_the_server(article, headline="Інший", lede="Мій лід.")
    expect(irina.page.locator("[data-newer]")).to_be_hidden()


def test_an_open_idle_editor_asks_the_server_no_more_than_300_times_an_hour(irina):
    page = irina.page
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("Math.random = () => 0")  # polls are spread by chance, here they are not
    for _ in range(HOUR // 21):
        next_poll(irina, milliseconds=21_000)
    assert 150 < len(asked) <= 300, len(asked)
    assert {url.rsplit("/", 1)[-1] for url in asked} == {"presence"}


def test_presence_stands_in_nobodys_way(open_by, olena, irina, axe):
    other = open_by(olena)
    with other.page.expect_response(POLL):
        other.page.evaluate("htmx.trigger('#company', 'every')")
    next_poll(irina)
    expect(irina.page.locator(".company__one")).to_contain_text("Олена Гук")
    axe(irina.page)
