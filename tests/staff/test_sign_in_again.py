"""A session that ends under somebody's hands: they sign in where they are, and no word is lost."""

import json

import pytest
from sqlalchemy import delete, select

from newsroom.articles.models import Revision
from newsroom.database import db
from newsroom.staff.models import StaffSession
from tests import factories
from tests.factories import PASSWORD

TYPED = {"headline": "Міст відкрили", "body": "Перший абзац.\n\nДругий  абзац."}


@pytest.fixture
def person(app):
    return factories.staff("reporter")


@pytest.fixture
def own(client, person):
    return factories.sign_in(client, person)


@pytest.fixture
def editor(own):
    """A page with a text being written, whose session has just ended."""
    page = own.read("/desk/articles/new")
    db.session.execute(delete(StaffSession))
    return page


def sign_in_again(own, fragment, person, password=PASSWORD):
    return own.press(fragment, "Увійти", htmx=True, email=person.email, password=password)


def renew_tokens(page, answer):
    """What the page's script does when it hears that the session is renewed."""
    token = json.loads(answer.headers["HX-Trigger"])["session-renewed"]["token"]
    for field in page.select("input[name=csrf_token]"):
        field["value"] = token


def saved():
    return list(db.session.scalars(select(Revision)))


def test_a_save_with_a_dead_session_gets_the_sign_in_into_the_page(own, editor):
    answer = own.press(editor, "Зберегти", htmx=True, **TYPED)
    assert answer.status_code == 401
    assert answer.headers["HX-Retarget"] == "#session-notice"
    assert editor.select_one(answer.headers["HX-Retarget"])
    assert answer.soup.select_one(answer.headers["HX-Reselect"])
    assert "Сеанс скінчився" in answer.text
    assert saved() == []


def test_signing_in_there_renews_the_token_and_the_same_save_goes_through(own, editor, person):
    refused = own.press(editor, "Зберегти", htmx=True, **TYPED)
    answer = sign_in_again(own, refused, person)
    assert answer.status_code == 200
    assert "натисніть «Зберегти» ще раз" in answer.text
    renew_tokens(editor, answer)
    assert own.press(editor, "Зберегти", htmx=True, **TYPED).status_code == 200
    [revision] = saved()
    assert revision.headline == TYPED["headline"]
    assert revision.body == "<p>Перший абзац.</p><p>Другий абзац.</p>"


def test_the_token_from_before_is_refused_after_signing_in_there(own, editor, person):
    sign_in_again(own, own.press(editor, "Зберегти", htmx=True, **TYPED), person)
    assert own.press(editor, "Зберегти", **TYPED).status_code == 400
    assert saved() == []


def test_a_wrong_password_is_refused_in_place(own, editor, person):
    refused = own.press(editor, "Зберегти", htmx=True, **TYPED)
    answer = sign_in_again(own, refused, person, "не той пароль")
    assert answer.status_code == 422
    assert "Неправильна адреса або пароль" in answer.soup.select_one(".field__error").text
    assert "HX-Trigger" not in answer.headers
    assert sign_in_again(own, answer, person).status_code == 200


def test_the_poll_of_a_desk_left_open_gets_401_and_no_page(own):
    panel = own.read("/desk/articles").select_one("#recent-posts")
    db.session.execute(delete(StaffSession))
    answer = own.get(panel["hx-get"], headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert not answer.soup.html


def test_an_old_token_under_a_live_session_is_renewed_in_place(own, editor, person):
    """Somebody signed in again in another tab: this one has the token from before."""
    factories.sign_in(own, person)
    answer = own.press(editor, "Зберегти", htmx=True, **TYPED)
    assert answer.status_code == 401
    assert answer.headers["HX-Retarget"] == "#session-notice"
    assert answer.soup.select_one(answer.headers["HX-Reselect"])
    assert not answer.soup.select("form")
    renew_tokens(editor, answer)
    assert own.press(editor, "Зберегти", htmx=True, **TYPED).status_code == 200
    assert len(saved()) == 1


def test_an_old_token_in_the_sign_in_itself_brings_a_new_form(own, editor, person):
    fragment = own.press(editor, "Зберегти", htmx=True, **TYPED)
    own.delete_cookie("newsroom")  # as signing out in another tab does
    answer = sign_in_again(own, fragment, person)
    assert answer.status_code == 401
    assert sign_in_again(own, answer, person).status_code == 200


def test_another_site_learns_no_token(own, editor, person):
    factories.sign_in(own, person)
    headers = {"HX-Request": "true", "Sec-Fetch-Site": "cross-site"}
    answer = own.post("/desk/articles", data=TYPED, headers=headers)
    assert answer.status_code == 403
    assert "HX-Trigger" not in answer.headers
    assert saved() == []
