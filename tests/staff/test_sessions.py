"""A session begins with a sign-in and ends for good; rights are those of this very moment."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from newsroom import clock
from newsroom.articles.bylines import Author
from newsroom.database import db
from newsroom.staff.models import Staff, StaffSession
from tests import factories
from tests.factories import PASSWORD


@pytest.fixture
def person(app):
    return factories.staff()


@pytest.fixture
def own(client, person):
    """The browser of ``person``, signed in."""
    return factories.sign_in(client, person)


def is_signed_in(client):
    answer = client.get("/desk/articles")
    assert answer.status_code in {200, 302}
    return answer.status_code == 200


def sign_out(client):
    rail = client.read("/desk/articles").select_one("form[action='/desk/sign-out']")
    return client.press(rail, "Вийти")


def test_signing_out_leads_to_the_sign_in_and_ends_the_session(own):
    assert sign_out(own).request.path == "/sign-in"
    assert not is_signed_in(own)


def test_a_cookie_that_was_kept_opens_nothing_after_signing_out(own):
    kept = own.get_cookie("newsroom").value
    sign_out(own)
    own.set_cookie("newsroom", kept)
    assert not is_signed_in(own)


def test_a_link_cannot_sign_anybody_out(own):
    assert own.get("/desk/sign-out").status_code == 405
    assert is_signed_in(own)


def test_signing_out_leaves_the_other_device_signed_in(app, own, person):
    phone = factories.sign_in(app.test_client(), person)
    sign_out(own)
    assert is_signed_in(phone)


def test_a_session_ends_with_the_shift(own, at, app):
    start = clock.now()
    hours = timedelta(hours=app.config["SESSION_HOURS"])
    at(start + hours - timedelta(minutes=1))
    assert is_signed_in(own)
    at(start + hours + timedelta(minutes=1))
    assert not is_signed_in(own)


@pytest.mark.settings(SESSION_HOURS=1)
def test_the_length_of_a_session_is_a_setting(own, at):
    at(clock.now() + timedelta(minutes=61))
    assert not is_signed_in(own)


def test_a_new_role_counts_from_the_next_request(own, person):
    assert own.get("/desk/categories").status_code == 200
    db.session.execute(update(Staff).values(role="reporter"))
    assert own.get("/desk/categories").status_code == 403
    assert "У вас немає на це права" in own.get("/desk/categories").text


def test_who_left_the_staff_is_signed_out_at_once(own, person):
    db.session.execute(delete(Author))
    db.session.execute(delete(Staff))
    assert not is_signed_in(own)


@pytest.mark.parametrize("cookie", ["", "x", ".eJw.x.y", "eyJzaWduX2luIjoiYSJ9.aaaaaa.bbbbbb"])
def test_a_forged_session_opens_nothing(client, person, cookie):
    client.set_cookie("newsroom", cookie)
    assert not is_signed_in(client)


def test_a_session_signed_with_another_secret_opens_nothing(app, own):
    app.secret_key = "another"
    assert not is_signed_in(own)


def test_a_page_of_the_desk_is_asked_for_again_after_the_sign_in(client, person):
    answer = client.get("/desk/account")
    page = client.follow(answer)
    assert page.request.path == "/sign-in"
    answer = client.press(page, "Увійти", email=person.email, password=PASSWORD)
    assert answer.request.path == "/desk/account"


def test_the_desk_asks_to_sign_in_also_where_only_the_head_is_wanted(client):
    assert client.head("/desk/articles").status_code == 302


def test_a_phone_that_changes_its_network_and_its_browsers_version_stays_signed_in(own):
    own.environ_base |= {"REMOTE_ADDR": "198.51.100.20", "HTTP_USER_AGENT": "Newer/2"}
    assert is_signed_in(own)


def test_ended_sessions_go_when_somebody_signs_in(app, client, at):
    person = factories.staff()
    moment = at(clock.now())
    person.begin_session(hours=1)
    db.session.commit()
    at(moment + timedelta(hours=1, seconds=1))
    factories.sign_in(client, person)
    assert len(db.session.scalars(select(StaffSession)).all()) == 1
