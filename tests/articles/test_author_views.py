"""What readers are told of an author: written by the author, or by an editor of anybody."""

import pytest
from sqlalchemy import select

from newsroom.articles.bylines import Author
from newsroom.database import db
from tests import factories
from tests.articles.test_bylines import hired

SAVE = "Зберегти"
WORDS = {"job": "редакторка новин", "biography": "Пише про місто.\n\nЖиве на Луговій."}


def named(name):
    return db.session.scalar(select(Author).where(Author.name == name))


def about(client, slug):
    return [" ".join(p.text.split()) for p in client.read(f"/authors/{slug}").select(".about p")]


def test_one_writes_of_oneself_by_the_account_and_readers_see_it(client, reporter):
    factories.live(by=reporter.person, byline=reporter.person.name)
    link = reporter.read("/desk/account").select_one("a[href='/desk/account/author']")
    page = reporter.read(link["href"])
    assert page.h1.text == reporter.person.name
    answer = reporter.press(page, SAVE, **WORDS)
    assert "Читачі бачать це на сторінці автора." in answer.text
    slug = named(reporter.person.name).slug
    assert about(client, slug) == ["редакторка новин", "Пише про місто.", "Живе на Луговій."]
    assert answer.soup.select_one(f"a[href='/authors/{slug}']")


def test_an_editor_writes_of_anybody_found_by_name(client, editor):
    factories.live(byline="Олена Гук, Тарас Пасічник")
    found = editor.read("/desk/authors?q=олен")
    links = found.select(".categories__one a")
    assert [link.text for link in links] == ["Олена Гук"]
    editor.press(editor.read(links[0]["href"]), SAVE, **WORDS)
    assert about(client, "olena-huk")[0] == "редакторка новин"
    assert about(client, "taras-pasichnyk") == []


def test_the_list_goes_by_name_and_tells_who_has_a_page(editor):
    factories.live(byline="Яна, Андрій")
    factories.draft(byline="Богдан")
    lines = editor.read("/desk/authors").select(".categories__one")
    told = {line.a.text: line.p.text.strip() for line in lines}
    assert list(told)[:3] == ["Андрій", "Богдан", editor.person.name]
    assert told["Андрій"] == "/authors/andrii"
    assert told["Богдан"] == "жодного матеріалу ще не опубліковано"


def test_nobody_by_that_name_is_said(editor):
    assert "Ніхто так не підписується." in editor.read("/desk/authors?q=нічого").main.text


@pytest.mark.parametrize(
    ("typed", "field"), [({"job": "я" * 121}, "job"), ({"biography": "я" * 601}, "biography")]
)
def test_what_is_too_long_is_said_and_stays_in_the_field(reporter, typed, field):
    answer = reporter.press(reporter.read("/desk/account/author"), SAVE, **typed)
    assert answer.status_code == 422
    assert "Скоротіть на 1 знак" in answer.soup.find(id=f"{field}-error").text
    assert typed[field] in str(answer.soup.find(id=field))
    assert not named(reporter.person.name).job


def test_whoever_has_signed_nothing_yet_begins_with_their_own_words(app, colleague):
    person = colleague("reporter")
    db.session.delete(named(person.person.name))
    db.session.commit()
    answer = person.press(person.read("/desk/account/author"), SAVE, **WORDS)
    assert "Читачі побачать це, щойно вийде перший матеріал." in answer.text
    assert named(person.person.name).staff_id == person.person.id


def test_a_name_that_two_have_is_nobodys_alone(app, colleague):
    person = colleague("reporter")
    db.session.delete(named(person.person.name))
    hired(person.person.name)
    answer = person.press(person.read("/desk/account/author"), SAVE, **WORDS)
    assert answer.status_code == 422
    assert "Так само підписується хтось інший." in answer.text
    assert WORDS["job"] in str(answer.soup)
    assert named(person.person.name) is None


@pytest.mark.parametrize("number", ["0", "99", "2147483648", "x"])
def test_an_author_who_is_not_there_is_404_in_words(editor, number):
    answer = editor.get(f"/desk/authors/{number}")
    assert answer.status_code == 404
    assert "Такої сторінки немає" in answer.text
