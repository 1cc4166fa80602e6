"""The session ends, the token is old, the role is another: the text stays, and the same save goes through in the end."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import delete

from newsroom.database import db
from newsroom.staff.models import StaffSession
from tests import factories
from tests.browser.desk import Desk, address, revisions, saves_of

SESSION_OVER = "status of 401"


@pytest.fixture
def person(page, sign_in):
    person = factories.staff(name="Олена Гук")
    sign_in(page, person)
    return person


def end_all_sessions():
    db.session.execute(delete(StaffSession))
    db.session.commit()


def sign_in_here(page, person):
    notice = page.locator("#session-notice")
    notice.get_by_label("Електронна пошта").fill(person.email)
    notice.get_by_label("Пароль").fill(factories.PASSWORD)
    notice.get_by_role("button", name="Увійти").click()


def test_a_session_that_ended_begins_anew_in_place_and_the_same_save_goes_through(
    desk, page, person, article, console
):
    console.expect(SESSION_OVER)
    end_all_sessions()
    saves = saves_of(page)
    desk.lede.fill("Написане вночі")
    desk.says("сеанс скінчився")
    expect(page.get_by_role("heading", name="Сеанс скінчився")).to_be_visible()
    expect(desk.lede).to_be_focused()
    desk.keeps("Написане вночі")
    sign_in_here(page, person)
    desk.is_saved()
    assert [revision.lede for revision in revisions(article)[1:]] == ["Написане вночі"]
    assert _ids(saves[0]) == _ids(saves[-1])
    expect(page.locator("#session-notice section")).to_have_count(0)
    expect(desk.lede).to_have_value("Написане вночі")
    desk.keeps_nothing()


def test_the_words_written_while_signed_out_are_saved_too(desk, page, person, article, console):
    console.expect(SESSION_OVER)
    end_all_sessions()
    desk.lede.fill("Раз")
    desk.says("сеанс скінчився")
    desk.text.begin("<p>Два</p>")
    desk.text.type(" і три")
    page.keyboard.press("Control+s")
    desk.says("сеанс скінчився")
    sign_in_here(page, person)
    desk.is_on_the_server(article, lede="Раз", body="<p>Два і&nbsp;три</p>")
    assert not any(revision.is_aside for revision in revisions(article))


def test_an_old_token_is_exchanged_and_the_save_goes_through_unseen(
    desk, page, person, article, console
):
    console.expect(SESSION_OVER)
    page.evaluate(
        "document.querySelectorAll('[name=csrf_token]').forEach(field => { field.value = 'old' })"
    )
    desk.lede.fill("Той самий сеанс")
    desk.is_on_the_server(article, lede="Той самий сеанс")
    desk.is_saved()
    expect(page.locator("#session-notice")).to_be_empty()


def test_publishing_with_an_old_token_publishes(desk, page, article, console):
    console.expect(SESSION_OVER)
    page.evaluate(
        "document.querySelectorAll('[name=csrf_token]').forEach(field => { field.value = 'old' })"
    )
    desk.button("Опублікувати зараз").click()
    expect(page.get_by_text("Опубліковано «Міст»")).to_be_visible()


def test_somebody_else_who_signed_in_on_this_browser_saves_nothing_of_this_page(
    desk, page, article, sign_in, console
):
    console.expect(SESSION_OVER)
    other = factories.staff(name="Інша Людина")
    sign_in(page.context.new_page(), other)
    saves = saves_of(page)
    desk.lede.fill("Слова Олени")
    desk.says("ви більше не маєте права")
    desk.keeps("Слова Олени")
    page.keyboard.press("Control+s")
    desk.says("ви більше не маєте права")
    assert len(revisions(article)) == 1
    assert saves


def test_an_editor_who_is_a_reporter_now_keeps_the_text_and_reads_why(page, sign_in, console):
    console.expect("status of 404")
    article = factories.draft(headline="Чужий матеріал")
    person = factories.staff()
    sign_in(page, person)
    desk = Desk(page, address(article))
    person.role = "reporter"
    db.session.commit()
    desk.lede.fill("Ще мої слова")
    desk.says("ви більше не маєте права змінювати цей матеріал. Текст цілий у цьому браузері")
    expect(desk.lede).to_have_value("Ще мої слова")
    desk.keeps("Ще мої слова")
    person.role = "editor"
    db.session.commit()
    page.keyboard.press("Control+s")
    desk.is_on_the_server(article, lede="Ще мої слова")


def _ids(request):
    return [value for name, value in _fields(request) if name == "save_id"]


def _fields(request):
    from urllib.parse import parse_qsl

    return parse_qsl(request.post_data)
