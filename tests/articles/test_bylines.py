"""Whose name it is: who signs in and who signs articles are one person where the name is theirs."""

from sqlalchemy import select

from newsroom.articles.bylines import Author, author
from newsroom.database import db
from newsroom.staff.models import Staff
from tests import factories
from tests.articles.desk import PUBLISH, SAVE, address, articles, authors


def hired(name):
    """Somebody on the staff who has signed nothing yet, as `flask staff add` makes them."""
    person = Staff(email=f"{next(factories.numbers)}@example.org", name=name, role="reporter")
    person.password_hash = "x"
    db.session.add(person)
    db.session.commit()
    return person


def whose(name):
    return db.session.scalar(select(Author.staff_id).where(Author.name == name))


def test_who_signs_for_the_first_time_is_known_as_the_member_of_staff(editor):
    person = hired("Олена Гук")
    editor.press(editor.read("/desk/articles/new"), SAVE, headline="Міст", byline="Олена Гук")
    assert whose("Олена Гук") == person.id


def test_who_signed_before_they_were_hired_is_known_at_the_next_signing(editor):
    factories.live(byline="Олена Гук")
    person = hired("Олена Гук")
    assert whose("Олена Гук") is None
    factories.live(byline="Олена Гук")
    assert whose("Олена Гук") == person.id


def test_of_two_with_one_name_nobody_is_taken_for_the_other(app):
    hired("Олена Гук")
    hired("Олена Гук")
    factories.live(byline="Олена Гук")
    assert whose("Олена Гук") is None


def test_who_signs_by_another_name_already_is_not_taken_for_a_second(app):
    person = hired("Олена Гук")
    db.session.add(Author(name="О. Гук", slug="o-huk", staff_id=person.id))
    factories.live(byline="Олена Гук")
    assert whose("Олена Гук") is None


def test_a_stranger_stays_a_stranger(app):
    hired("Олена Гук")
    factories.live(byline="Тарас Пасічник")
    assert whose("Тарас Пасічник") is None


def test_signing_again_changes_nothing(app):
    first = author(db.session, "Олена Гук")
    assert author(db.session, "Олена Гук") is first


def test_two_names_that_begin_alike_for_too_long_sign_as_one(editor):
    long = "я" * 120
    page = editor.read("/desk/articles/new")
    editor.press(page, SAVE, headline="Міст", body="Текст.", byline=f"{long}1, {long}2")
    editor.press(editor.read(address(articles()[0])), PUBLISH)
    assert [one.name for one in authors(articles()[0])] == [long]
