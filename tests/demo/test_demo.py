"""`flask demo fill`: a newsroom to try everything on, filled once."""

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from newsroom import demo
from newsroom.articles.models import Article, Revision, State
from newsroom.database import db
from newsroom.demo.cli import PASSWORD, _is_this_machine
from newsroom.language.body import from_typed, to_typed
from newsroom.photos.models import Photo
from newsroom.staff.models import Staff
from tests import factories

STORIES = json.loads((Path(demo.__file__).parent / "stories.json").read_text())
STATES = ("draft", "scheduled", "live", "taken-down")


@pytest.fixture
def fill(app):
    def run():
        db.session.commit()
        return app.test_cli_runner().invoke(args=["demo", "fill"])

    return run


def number(table):
    return db.session.scalar(select(func.count()).select_from(table))


def sign_in(client, email):
    return client.press(client.read("/sign-in"), "Увійти", email=email, password=PASSWORD)


def test_it_fills_an_empty_newsroom_and_says_how_to_sign_in(client, fill):
    result = fill()
    assert result.exit_code == 0
    assert PASSWORD in result.output
    for person in STORIES["staff"]:
        assert person["email"] in result.output
        answer = sign_in(client, person["email"])
        assert answer.request.path == "/desk/articles"
        assert person["name"] in answer.text


def test_filling_twice_changes_nothing_and_says_again_how_to_sign_in(client, fill, at):
    at("2026-11-24 14:00")
    first, before = fill(), client.get("/").data
    again = fill()
    assert again.output == first.output
    assert client.get("/").data == before
    assert (number(Article), number(Staff)) == (len(STORIES["stories"]), len(STORIES["staff"]))


@pytest.mark.one_database
def test_only_sign_ins_that_let_somebody_in_are_told(app, fill):
    fill()
    gone, changed, *others = db.session.scalars(select(Staff).order_by(Staff.id)).all()
    gone.leave()
    changed.set_password("нова хвиля біля причалу")
    said = fill().output
    assert [person.email in said for person in (gone, changed)] == [False, False]
    assert all(person.email in said for person in others)
    for person in others:
        person.leave()
    assert fill().output == ""


@pytest.mark.parametrize("make", [factories.staff, factories.draft])
def test_a_newsroom_of_somebodys_own_is_left_alone(fill, make):
    make()
    before = number(Article), number(Staff)
    result = fill()
    assert (number(Article), number(Staff)) == before
    assert "@pleso.example" not in result.output


@pytest.mark.one_database
def test_it_says_in_one_language_where_it_is_served(app):
    factories.staff()
    words = ["demo", "prepare", "--at", "http://127.0.0.1:8001"]
    result = app.test_cli_runner().invoke(args=words)
    assert result.output.strip().splitlines() == [
        "Для читачів: http://127.0.0.1:8001/",
        "Для редакції: http://127.0.0.1:8001/desk/",
        "Зупинити: Ctrl+C.",
    ]


@pytest.mark.parametrize("command", ["fill", "prepare"])
@pytest.mark.settings(BASE_URL="https://news.example")
def test_a_newsroom_that_others_reach_gets_no_staff_whose_password_everybody_knows(app, command):
    result = app.test_cli_runner().invoke(args=["demo", command])
    assert result.exit_code == 1
    assert "--anyway" in result.output
    assert number(Staff) == 0


@pytest.mark.one_database
@pytest.mark.settings(BASE_URL="https://news.example")
def test_it_is_filled_all_the_same_where_somebody_says_so(app):
    assert app.test_cli_runner().invoke(args=["demo", "fill", "--anyway"]).exit_code == 0
    assert number(Staff) == len(STORIES["staff"])


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("127.0.0.1", True),
        ("127.8.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("news.localhost", True),
        ("192.168.0.7", False),
        ("0.0.0.0", False),
        ("localhost.example", False),
        ("", False),
    ],
)
def test_this_machine_is_known_by_its_loopback_addresses(host, ours):
    assert _is_this_machine(host) is ours


@pytest.mark.parametrize("now", ["2026-11-24 14:00", "2026-03-29 04:10", "2027-01-01 00:01"])
@pytest.mark.one_database
def test_every_state_is_there_at_any_hour(client, fill, at, now):
    at(now)
    fill()
    stories = [story["state"] for story in STORIES["stories"]]
    states = [article.state for article in db.session.scalars(select(Article))]
    assert {state: states.count(state) for state in STATES} == {
        state: stories.count(state) for state in STATES
    }
    assert client.read("/recent").select_one("time").text == "2 хв тому"


@pytest.mark.one_database
def test_every_page_of_it_keeps_the_house_rules(client, fill):
    fill()
    for article in db.session.scalars(select(Article)):
        if article.is_live:
            client.read(f"/news/{article.slug}")
    for category in STORIES["categories"]:
        page = client.read(f"/categories/{category['slug']}")
        assert page.select("main h2 a")
    assert client.read("/").select(".lead")


@pytest.mark.one_database
def test_opening_and_saving_any_of_it_changes_nothing(client, fill):
    fill()
    for body in db.session.scalars(select(Revision.body)):
        assert from_typed(to_typed(body)) == body
    sign_in(client, "editor@pleso.example")
    before = number(Revision)
    for state in STATES:
        found = db.session.scalar(select(Article.id).where(Article.in_state(State(state))).limit(1))
        client.press(client.read(f"/desk/articles/{found}"), "Зберегти")
    assert number(Revision) == before


@pytest.mark.one_database
def test_what_is_scheduled_opens_with_its_time_chosen(client, fill):
    fill()
    sign_in(client, "editor@pleso.example")
    article = db.session.scalars(select(Article).where(Article.in_state(State.SCHEDULED))).first()
    page = client.read(f"/desk/articles/{article.id}")
    assert page.select_one("[name=going_out][checked]")["value"] == "schedule"
    assert page.select_one("[name=publish_date]")["value"]


@pytest.mark.one_database
def test_its_photos_are_drawn_and_credited_to_its_people(client, fill):
    fill()
    shown = [story["photo"] for story in STORIES["stories"] if "photo" in story]
    photos = db.session.scalars(select(Photo)).all()
    assert len(photos) == len(shown) >= 5
    assert all(photo.is_ready and photo.is_credited and photo.has_alt for photo in photos)
    by_alt = {photo.alt: photo for photo in photos}
    for story in STORIES["stories"]:
        if "photo" in story and story["state"] == "live":
            article = db.session.scalar(
                select(Article).where(Article.headline == story["headline"])
            )
            page = client.read(f"/news/{article.slug}")
            photo = by_alt[story["photo"]["alt"]]
            assert page.select_one(f"main img[alt='{photo.alt}']"), article.slug
            assert page.main.text.count(story["photo_credit"]) == 1
