"""`flask partners …`: who may embed our recent posts is decided at the terminal."""

import re

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select

from newsroom.database import db
from newsroom.partners.models import Partner
from tests import factories


@pytest.fixture
def flask(app):
    """Run `flask partners …` and return how it ended."""

    def run(*words):
        db.session.commit()
        result = app.test_cli_runner().invoke(args=["partners", *words])
        db.session.rollback()
        return result

    return run


def add(flask, name="Вісник", *origins):
    options = [word for origin in origins for word in ("--origin", origin)]
    return flask("add", name, *options)


def partners():
    return db.session.scalar(select(func.count()).select_from(Partner))


@pytest.mark.settings(BASE_URL="https://news.example", SITE_NAME="Плесо «плюс»")
def test_it_prints_a_line_that_shows_the_widget_where_it_is_pasted(flask, client):
    result = add(flask, "Вісник", "https://visnyk.example")
    assert result.exit_code == 0
    assert (
        "Вісник може показувати наші останні публікації на https://visnyk.example." in result.output
    )
    [line] = re.findall("<iframe.*</iframe>", result.output)
    frame = BeautifulSoup(line, "html.parser").iframe
    assert frame["title"] == "Плесо «плюс»: Останні публікації"
    address = frame["src"].removeprefix("https://news.example")
    assert client.read(address).select_one("#recent-posts")


def test_several_origins_are_each_allowed_once(flask):
    add(flask, "Вісник", "https://b.example", "https://a.example/", "HTTPS://A.example:443")
    partner = db.session.scalars(select(Partner)).unique().one()
    assert [row.origin for row in partner.origins] == ["https://a.example", "https://b.example"]


def test_every_partner_has_a_key_of_its_own_that_nobody_guesses(flask):
    for name in ("Вісник", "Газета"):
        add(flask, name, "https://a.example")
    keys = set(db.session.scalars(select(Partner.key)))
    assert len(keys) == 2
    assert all(re.fullmatch("[0-9a-f]{16}", key) for key in keys)


@pytest.mark.parametrize(
    ("name", "origins", "why"),
    [
        ("Вісник", [], "Missing option '--origin'"),
        (
            "Вісник",
            ["visnyk.example"],
            "не адреса сайту; вона має такий вигляд: https://example.org",
        ),
        ("Вісник", ["https://good.example", "https://*"], "«https://*» – не адреса сайту"),
        (" ", ["https://visnyk.example"], "Дайте ім’я або назву від 1 до 120 знаків."),
        ("В" * 121, ["https://visnyk.example"], "Дайте ім’я або назву від 1 до 120 знаків."),
    ],
)
def test_what_cannot_be_taken_is_refused_with_the_reason_and_nothing_is_kept(
    flask, name, origins, why
):
    result = add(flask, name, *origins)
    assert result.exit_code == 2
    assert why in result.output
    assert ("Error" in result.output) == ("Missing" in why)  # which is click's own sentence
    assert partners() == 0


def test_a_partner_is_added_once(flask):
    add(flask, "Вісник", "https://a.example")
    result = add(flask, " Вісник ", "https://b.example")
    assert result.exit_code == 1
    assert "Вісник уже є серед партнерів." in result.output
    assert partners() == 1


def test_the_list_shows_names_keys_and_origins(flask):
    partner = factories.partner("https://b.example", "http://a.example:8080", name="Вісник")
    assert flask("list").output.splitlines() == [
        f"{partner.key}\tВісник\thttp://a.example:8080, https://b.example"
    ]
