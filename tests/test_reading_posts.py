"""Who only asks, though by POST, waits for nobody who writes, and nobody waits for the slow."""

import pytest
from sqlalchemy import text

from newsroom.database import db
from tests import factories
from tests.articles.desk import address

NEW = "нова хвиля біля причалу"


@pytest.fixture
def editor(client):
    person = factories.staff()
    factories.sign_in(client, person)
    client.person = person
    return client


@pytest.fixture
def lock(app):
    """Somebody else's writing transaction, for as long as it lasts."""

    def held():
        db.session.commit()
        db.session.execute(text("UPDATE staff SET name = name"))

    yield held
    db.session.rollback()


@pytest.mark.one_database
def test_a_text_is_compared_while_somebody_writes(app, editor, lock):
    article = factories.draft(editor.person)
    page = editor.read(address(article))
    token = page.select_one("[name=csrf_token]")["value"]
    url = address(article, "/unsaved")
    lock()
    sent = {"csrf_token": token, "base": "1", "headline": "Інше", "body": "Текст"}
    answer = _without_the_tests_session(editor, url, sent)
    assert answer.status_code == 200
    assert "Інше" in answer.text


def _without_the_tests_session(client, url, fields):
    """The client commits what a test has begun; here that must go on."""
    from flask.testing import FlaskClient

    from tests.client import FROM_OUR_OWN_PAGE

    return FlaskClient.open(client, url, method="POST", data=fields, headers=FROM_OUR_OWN_PAGE)


@pytest.mark.one_database
def test_a_password_is_hashed_while_nobody_waits(editor, monkeypatch):
    from newsroom.staff import account

    seen = []

    class Watching:
        def hash(self, password):
            seen.append(db.session().in_transaction())
            return factories._hashed(password)

    monkeypatch.setattr(account, "hasher", Watching())
    page = editor.read("/desk/account")
    answer = editor.press(page, "Змінити пароль", current=factories.PASSWORD, new=NEW)
    assert (answer.status_code, seen) == (200, [False])


@pytest.mark.one_database
def test_a_password_that_was_changed_meanwhile_is_not_changed_again(editor, monkeypatch):
    from newsroom.staff import account

    class Slow:
        def hash(self, password):
            editor.person.keep_password("changed at the terminal")
            db.session.commit()
            return factories._hashed(password)

    monkeypatch.setattr(account, "hasher", Slow())
    page = editor.read("/desk/account")
    editor.press(page, "Змінити пароль", current=factories.PASSWORD, new=NEW)
    db.session.refresh(editor.person)
    assert editor.person.password_hash == "changed at the terminal"
