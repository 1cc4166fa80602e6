"""A save that is refused leaves the text where it is, and says beside it what to do."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import delete, select, update

from newsroom.articles.models import Revision
from newsroom.database import db
from newsroom.staff.models import Staff, StaffSession
from tests import factories
from tests.factories import PASSWORD


@pytest.fixture
def person(app):
    return factories.staff()


@pytest.fixture
def editor(page, person, let_in):
    """A page on which somebody has typed a headline."""
    let_in(page, person)
    page.goto("/desk/articles/new")
    page.get_by_label("Заголовок", exact=True).fill("Міст відкрили")
    return page


def save(page):
    page.get_by_role("button", name="Зберегти").click()


def notice(page):
    return page.locator("#session-notice")


def headline(page):
    return page.get_by_label("Заголовок", exact=True).input_value()


def saved():
    db.session.rollback()
    found = db.session.scalars(select(Revision.headline)).all()
    db.session.rollback()
    return found


def test_after_the_session_has_ended_one_signs_in_beside_the_text(editor, person, console):
    console.expect("401")
    db.session.execute(delete(StaffSession))
    db.session.commit()
    save(editor)
    notice(editor).get_by_text("Сеанс скінчився").wait_for()
    notice(editor).get_by_label("Електронна пошта").fill(person.email)
    notice(editor).get_by_label("Пароль").fill(PASSWORD)
    notice(editor).get_by_role("button", name="Увійти").click()
    # It says so, and what was typed may be saved before anybody has read that.
    expect(notice(editor).get_by_label("Пароль")).to_have_count(0)
    assert headline(editor) == "Міст відкрили"
    save(editor)
    editor.wait_for_url("**/desk/articles/1")
    assert saved() == ["Міст відкрили"]


def test_a_right_that_was_taken_away_is_told_above_the_text(editor, console):
    console.expect("403")
    db.session.execute(update(Staff).values(role="reporter"))
    db.session.commit()
    editor.locator("#publish").click()
    editor.locator("#save-label", has_text="У вас немає на це права").wait_for()
    assert headline(editor) == "Міст відкрили"
    save(editor)
    editor.wait_for_url("**/desk/articles/1")
    assert saved() == ["Міст відкрили"]
