"""Signing in: who may comes in, and who may not learns nothing by trying."""

import json
import re

import pytest
from sqlalchemy import event, select

from newsroom.database import db
from newsroom.staff import models
from tests import factories
from tests.factories import PASSWORD

WRONG = "Неправильна адреса або пароль"


def try_in(client, email, password, page="/sign-in"):
    return client.press(client.read(page), "Увійти", email=email, password=password)


def test_the_right_password_opens_the_desk(client):
    person = factories.staff()
    answer = try_in(client, person.email, PASSWORD)
    assert answer.request.path == "/desk/articles"
    assert person.name in answer.text


def test_an_e_mail_is_known_however_it_is_written(client):
    factories.staff(email="olena@example.org")
    assert try_in(client, " Olena@Example.ORG ", PASSWORD).request.path == "/desk/articles"


def test_a_wrong_password_is_refused_beside_its_field_and_the_e_mail_stays(client):
    person = factories.staff()
    answer = try_in(client, person.email, "не той пароль")
    assert answer.status_code == 422
    password = answer.soup.select_one("input[name=password]")
    assert WRONG in answer.soup.find(id=password["aria-describedby"]).text
    assert password.get("value", "") == ""
    assert answer.soup.select_one("input[name=email]")["value"] == person.email
    assert client.get("/desk/articles").status_code == 302


def test_an_unknown_account_answers_like_a_wrong_password(client):
    person = factories.staff()
    wrong, unknown = (
        re.sub(r'(name="csrf_token" value=)"[^"]+"', r"\1", try_in(client, email, "x").text)
        for email in (person.email, "nobody@example.org")
    )
    assert wrong.replace(person.email, "nobody@example.org") == unknown
    assert WRONG in unknown


def test_an_unknown_account_takes_as_much_work_as_a_wrong_password(client, monkeypatch):
    person = factories.staff()
    work = []

    class Counting:
        def verify(self, password_hash, password):
            work.append(re.match(r"\$argon2id\$v=19\$[^$]+", password_hash)[0])
            return hasher.verify(password_hash, password)

    hasher = models.hasher
    monkeypatch.setattr(models, "hasher", Counting())
    page = client.read("/sign-in")
    for email in (person.email, "nobody@example.org"):
        event.listen(db.engine, "before_cursor_execute", count := lambda *_: work.append("SQL"))
        client.press(page, "Увійти", email=email, password="не той пароль")
        event.remove(db.engine, "before_cursor_execute", count)
    known, unknown = work[: len(work) // 2], work[len(work) // 2 :]
    assert known == unknown
    assert known.count("$argon2id$v=19$m=19456,t=2,p=1") == 1


def test_a_password_is_kept_as_owasp_asks(app):
    kept = factories.staff().password_hash
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert PASSWORD not in kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"password": PASSWORD}, "Введіть свою електронну пошту"),
        ({"email": "olena@example.org"}, "Введіть пароль"),
        ({"email": "o" * 250 + "@example.org", "password": "x"}, "Це не адреса електронної пошти"),
        ({"email": "olena@example.org", "password": "x" * 1001}, "Це задовге"),
    ],
)
def test_what_is_missing_or_too_long_is_said_in_words(client, typed, sentence):
    answer = client.press(client.read("/sign-in"), "Увійти", **typed)
    assert answer.status_code == 422
    assert sentence in answer.text


@pytest.mark.parametrize(
    "email", ["a\x00@example.org", "\x00", "' or 1=1 --", "a@b\r\nX: y", "є@є.є"]
)
def test_an_odd_e_mail_is_only_a_wrong_one(client, email):
    assert try_in(client, email, "не той пароль").status_code == 422


def test_the_page_that_was_asked_for_opens_after_signing_in(client):
    person = factories.staff()
    asked = client.get("/desk/articles?state=draft&q=міст")
    answer = try_in(client, person.email, PASSWORD, page=asked.location)
    assert answer.request.full_path == "/desk/articles?state=draft&q=%D0%BC%D1%96%D1%81%D1%82"


HOSTILE = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/ /evil.example",
    "http:evil.example",
    "http:/evil.example",
    "https:@evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,hi",
    "evil.example",
    "@evil.example",
    "?next=//evil.example",
    "#//evil.example",
    "/\x01/evil.example",
    "/desk\r\nSet-Cookie: a=b",
    "//[::1]/",
    "//[",
    "",
]


@pytest.mark.one_database
@pytest.mark.parametrize("wanted", HOSTILE)
def test_signing_in_never_leads_to_another_site(client, wanted):
    person = factories.staff()
    form = {"email": person.email, "password": PASSWORD, "next": wanted}
    token = client.read("/sign-in").select_one("input[name=csrf_token]")["value"]
    assert client.post("/sign-in", data={"csrf_token": token, **form}).location == "/desk/"
    page = client.get("/sign-in", query_string={"next": wanted})
    answer = client.press(page, "Увійти", email=person.email, password=PASSWORD)
    assert answer.request.path == "/desk/articles"


def test_a_link_to_the_sign_in_brings_no_text_to_be_sent(client):
    """Only a form that this browser itself posted is offered again, never one out of a link."""
    person = factories.staff(role="chief")
    planted = {"action": "/desk/articles/publication", "fields": [["headline", "Підкинуте"]]}
    page = client.get("/sign-in", query_string={"carried": json.dumps(planted), "password": "x"})
    answer = client.press(page, "Увійти", email=person.email, password=PASSWORD)
    assert "Підкинуте" not in page.text + answer.text
    assert answer.request.path == "/desk/articles"


def test_nothing_of_the_session_before_survives_signing_in(client):
    person = factories.staff()
    before = client.read("/sign-in").select_one("input[name=csrf_token]")["value"]
    page = try_in(client, person.email, PASSWORD).soup
    person_form = page.select_one("form[action='/desk/sign-out']")
    person_form.select_one("input[name=csrf_token]")["value"] = before
    assert client.press(person_form, "Вийти").status_code == 400


def test_only_the_hash_of_a_session_is_kept(client):
    factories.sign_in(client, factories.staff())
    with client.session_transaction() as session:
        token = session["sign_in"]
    kept = db.session.scalars(select(models.StaffSession.token_hash)).one()
    assert kept == models.StaffSession.hashed(token) != token
