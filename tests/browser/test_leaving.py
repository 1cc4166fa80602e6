"""Somebody leaves the editor with words that the server has not got: nothing is lost, and nothing spins."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from newsroom.articles.notes import Note
from newsroom.database import db
from tests import factories
from tests.browser.desk import AUTOSAVE, Desk, address, revisions

NOTE = "Подивіться, будь ласка."


@pytest.fixture
def article(person):
    return factories.draft(by=person, headline="Міст", lede="Лід.", body="Один.")


def notes():
    with Session(db.engine) as session:
        return session.scalars(select(Note.text)).all()


def write_a_note(desk):
    field = desk.page.locator("#note-text")
    field.fill(NOTE)
    desk.page.get_by_role("button", name="Додати примітку").click()
    return field


def test_a_note_waits_until_the_text_is_saved(desk, article):
    desk.headline.fill("Міст відкрили")
    write_a_note(desk)
    expect(desk.page.get_by_text(NOTE)).to_be_visible()
    assert revisions(article)[-1].headline == "Міст відкрили"


def test_while_nothing_can_be_saved_a_note_waits_and_asks_once(desk, article, console):
    console.expect("net::ERR_", "htmx:error")
    asked = []
    desk.page.route(AUTOSAVE, lambda route: (asked.append(1), route.abort("internetdisconnected")))
    desk.headline.fill("Міст відкрили")
    desk.says("Не збережено")
    field = write_a_note(desk)
    desk.page.wait_for_timeout(1500)
    assert len(asked) <= 4
    expect(field).to_have_value(NOTE)
    assert notes() == []
    desk.page.unroute(AUTOSAVE)
    desk.page.get_by_role("button", name="Додати примітку").click()
    expect(desk.page.get_by_text(NOTE)).to_be_visible()
    assert notes() == [NOTE]
    assert revisions(article)[-1].headline == "Міст відкрили"


def test_a_text_that_may_not_be_saved_stands_in_no_notes_way(desk, article, console):
    console.expect("status of 413")
    desk.page.route(AUTOSAVE, lambda route: route.fulfill(status=413, body="Забагато"))
    desk.page.on("dialog", lambda dialog: dialog.accept())
    desk.headline.fill("Міст відкрили")
    desk.says("Не збережено")
    write_a_note(desk)
    expect(desk.page.get_by_text(NOTE)).to_be_visible()
    assert notes() == [NOTE]


def test_reloading_within_a_second_of_typing_shows_and_saves_the_last_words(desk, article):
    for n in range(4):
        desk.headline.fill(f"Спроба {n}")
        desk.page.reload()
        expect(desk.headline).to_have_value(f"Спроба {n}")
        desk.is_saved()
    desk.headline.fill("Нарешті")
    desk.says("Збережено")
    desk.is_on_the_server(article, headline="Нарешті")
    assert not [revision for revision in revisions(article) if revision.is_aside]


@pytest.mark.browser_context_args(timezone_id="America/New_York")
def test_the_label_tells_the_newsrooms_time_wherever_the_reporter_is(desk):
    desk.headline.fill("Міст відкрили")
    desk.says("Збережено")
    by_itself = desk.label.text_content().split()[-1]
    desk.page.locator("#publish").click()
    expect(desk.page.get_by_role("status").get_by_text("Опубліковано")).to_be_visible()
    hour, minute = map(int, desk.label.text_content().split()[-1].split(":"))
    then = int(by_itself[:2]) * 60 + int(by_itself[3:])
    assert (hour * 60 + minute - then) % 1440 <= 1


@pytest.fixture
def live(page, person):
    article = factories.live(person, headline="Міст", lede="Лід.", body="Один.")
    return Desk(page, address(article))


def correct(desk, words):
    desk.page.get_by_label("Що було не так").check()
    if words:
        desk.page.locator("#correction").fill(words)


def test_a_correction_that_has_gone_out_is_not_offered_again(live, console):
    console.expect("status of 422")
    correct(live, "")
    live.page.locator("#publish").click()
    live.says("не так")
    live.page.locator("#correction").fill("Міст, а не брід.")
    live.keeps("Міст, а не брід.")
    live.page.locator("#publish").click()
    expect(live.page.get_by_role("status").get_by_text("Опубліковано")).to_be_visible()
    live.keeps_nothing()
    live.page.reload()
    live.is_saved()
    expect(live.recovery).to_be_hidden()


def test_a_correction_half_typed_when_the_article_is_taken_down_is_offered(live):
    correct(live, "Міст, а не")
    live.page.get_by_text("Зняти з публікації…").click()
    live.page.get_by_role("button", name="Зняти з публікації", exact=True).click()
    expect(live.page.get_by_role("status").get_by_text("Знято з публікації")).to_be_visible()
    live.recovery.get_by_text("Чим відрізняється").click()
    expect(live.recovery).to_contain_text("Міст, а не")
