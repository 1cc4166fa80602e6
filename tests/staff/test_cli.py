"""`flask staff …`: who may sign in is decided at the terminal."""

import pytest
from sqlalchemy import select

from newsroom.database import db
from newsroom.staff.models import Staff
from tests import factories
from tests.factories import PASSWORD


@pytest.fixture
def flask(app):
    """Run `flask staff …` and return how it ended."""

    def run(*words, typed=None):
        db.session.commit()
        return app.test_cli_runner().invoke(args=["staff", *words], input=typed)

    return run


def everybody():
    db.session.rollback()
    return list(db.session.scalars(select(Staff).order_by(Staff.id)))


def add(flask, email="olena@example.org", name="Олена Гук", password=PASSWORD, **options):
    more = [word for name, value in options.items() for word in (f"--{name}", value)]
    return flask("add", email, "--name", name, "--password", password, *more)


def test_who_was_added_signs_in(flask, client):
    said = add(flask, role="chief").output
    assert said == "Олена Гук (olena@example.org) може входити; роль: головний редактор.\n"
    [person] = everybody()
    assert (person.name, person.role) == ("Олена Гук", "chief")
    factories.sign_in(client, person)


def test_who_is_added_without_a_role_is_a_reporter(flask):
    add(flask)
    assert everybody()[0].role == "reporter"


def test_name_and_password_are_asked_for_and_the_password_is_not_shown(flask):
    typed = f"Олена Гук\n{PASSWORD}\n{PASSWORD}\n"
    result = flask("add", "olena@example.org", typed=typed)
    assert result.exit_code == 0
    assert PASSWORD not in result.output
    assert everybody()[0].name == "Олена Гук"


def test_an_e_mail_and_a_name_are_put_in_order(flask):
    add(flask, email=" Olena@Example.ORG ", name="  Олена \u202e Гук ")
    [person] = everybody()
    assert (person.email, person.name) == ("olena@example.org", "Олена Гук")


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"email": "olena"}, "«olena» – не адреса електронної пошти."),
        ({"email": "@example.org"}, "«@example.org» – не адреса електронної пошти."),
        ({"email": "olena@"}, "«olena@» – не адреса електронної пошти."),
        (
            {"email": "olena guk@example.org"},
            "«olena guk@example.org» – не адреса електронної пошти.",
        ),
        ({"email": "o" * 250 + "@example.org"}, "не адреса електронної пошти."),
        ({"name": " "}, "Дайте ім’я або назву від 1 до 120 знаків."),
        ({"name": "О" * 121}, "Дайте ім’я або назву від 1 до 120 знаків."),
        ({"password": "короткий"}, "щонайменше 10 знаків"),
        ({"password": "абабабабабаб"}, "більше різних знаків"),
        ({"password": "а б в г ґ" * 200}, "щонайбільше 1000 знаків"),
        ({"role": "owner"}, "'owner' is not one of"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_the_reason(flask, given, why):
    result = add(flask, **given)
    assert result.exit_code == 2
    assert why in result.output
    assert ("Error" in result.output) == ("'owner'" in why)  # which is click's own sentence
    assert everybody() == []


def test_an_e_mail_is_on_the_staff_once(flask):
    add(flask)
    result = add(flask, email="OLENA@example.org", name="Інша")
    assert result.exit_code == 1
    assert "olena@example.org уже є серед працівників." in result.output
    assert len(everybody()) == 1


def test_a_new_password_ends_every_session_of_the_old_one(flask, client):
    person = factories.staff()
    factories.sign_in(client, person)
    result = flask("password", person.email.upper(), "--password", "нова хвиля біля причалу")
    assert result.exit_code == 0
    assert "має новий пароль; попередні сеанси завершено." in result.output
    assert client.get("/desk/articles").status_code == 302


@pytest.mark.parametrize(
    ("email", "password", "why"),
    [
        ("nobody@example.org", PASSWORD, "nobody@example.org немає серед працівників."),
        ("olena@example.org", "короткий", "щонайменше 10 знаків"),
    ],
)
def test_a_password_that_cannot_be_set_leaves_everything_as_it_was(
    flask, client, email, password, why
):
    person = factories.staff(email="olena@example.org")
    factories.sign_in(client, person)
    result = flask("password", email, "--password", password)
    assert result.exit_code != 0
    assert why in result.output
    assert client.get("/desk/articles").status_code == 200


def test_the_list_shows_who_may_sign_in_and_no_password(flask):
    factories.staff("reporter", name="Олена Гук", email="olena@example.org")
    factories.staff("chief", name="Тарас Пасічник", email="taras@example.org")
    assert flask("list").output.splitlines() == [
        "taras@example.org\tchief\tТарас Пасічник",
        "olena@example.org\treporter\tОлена Гук",
    ]


def test_a_role_is_changed_from_the_next_request_on(flask, client):
    person = factories.staff("reporter", email="olena@example.org")
    factories.sign_in(client, person)
    assert client.get("/desk/categories").status_code == 403
    assert "тепер має іншу роль: редактор." in flask("role", "Olena@example.org", "editor").output
    assert client.get("/desk/categories").status_code == 200
    assert flask("role", "olena@example.org", "reporter").exit_code == 0
    assert client.get("/desk/categories").status_code == 403


def test_who_is_removed_is_signed_out_and_cannot_come_back_but_keeps_the_name(flask, app, client):
    person = factories.staff("editor", name="Олена Гук", email="olena@example.org")
    factories.sign_in(client, person)
    article = factories.live(by=person, byline="Олена Гук")
    assert "більше не може входити; усі сеанси завершено." in flask("remove", person.email).output
    assert client.get("/desk/articles").status_code == 302
    page = client.read("/sign-in")
    answer = client.press(page, "Увійти", email="olena@example.org", password=PASSWORD)
    assert (answer.status_code, "Неправильна адреса або пароль" in answer.text) == (422, True)
    assert "olena@example.org" not in flask("list").output
    colleague = factories.sign_in(app.test_client(), factories.staff("editor"))
    assert "Олена Гук" in colleague.read(f"/desk/articles/{article.id}/revisions").text
    assert "Олена Гук" in client.read(f"/news/{article.slug}").text


def test_who_comes_back_is_the_same_person(flask, client):
    person = factories.staff("editor", email="olena@example.org")
    flask("remove", "olena@example.org")
    assert add(flask, role="reporter").exit_code == 0
    [back] = everybody()
    assert (back.id, back.role, back.left_at) == (person.id, "reporter", None)
    factories.sign_in(client, back)


@pytest.mark.one_database
@pytest.mark.parametrize(
    "words", [("role", "nobody@example.org", "chief"), ("remove", "nobody@example.org")]
)
def test_who_is_not_on_the_staff_is_said_to_be_nobody(flask, words):
    result = flask(*words)
    assert (result.exit_code, "немає серед працівників" in result.output) == (1, True)


@pytest.mark.one_database
@pytest.mark.parametrize("command", ["password", "role", "remove"])
def test_nothing_is_done_to_who_was_removed(flask, command):
    factories.staff("editor", email="olena@example.org")
    flask("remove", "olena@example.org")
    more = {"password": ["--password", PASSWORD], "role": ["chief"], "remove": []}[command]
    result = flask(command, "olena@example.org", *more)
    assert (result.exit_code, "немає серед працівників" in result.output) == (1, True)


# The last chief.


@pytest.mark.one_database
@pytest.mark.parametrize("words", [("role", "editor"), ("role", "reporter"), ("remove",)])
def test_the_only_chief_stays_one_unless_somebody_insists(flask, words):
    command, *role = words
    person = factories.staff("chief", name="Олена Гук", email="olena@example.org")
    former = factories.staff("chief")
    former.leave()
    factories.staff("editor")
    result = flask(command, person.email, *role)
    assert result.exit_code == 1
    assert result.output == (
        "Олена Гук – єдиний головний редактор. "
        "Зробіть спершу головним когось іншого або додайте --force.\n"
    )
    assert "olena@example.org\tchief" in flask("list").output
    assert flask(command, person.email, *role, "--force").exit_code == 0
    assert "\tchief" not in flask("list").output


@pytest.mark.one_database
@pytest.mark.parametrize("words", [("role", "editor"), ("remove",)])
def test_one_of_two_chiefs_may_go(flask, words):
    command, *role = words
    person, _other = factories.staff("chief"), factories.staff("chief")
    assert flask(command, person.email, *role).exit_code == 0


@pytest.mark.one_database
def test_the_only_chief_may_be_made_chief_again(flask):
    person = factories.staff("chief")
    assert flask("role", person.email, "chief").exit_code == 0


@pytest.mark.one_database
@pytest.mark.settings(SITE_LANGUAGE="en")
def test_an_english_newsroom_reads_english(flask):
    assert add(flask).output == "Олена Гук (olena@example.org) may sign in; role: reporter.\n"
