"""Saves that come at the same moment are taken one by one, and none is lost."""

from functools import partial
from threading import Barrier, Thread

import pytest
from sqlalchemy import delete, select

from newsroom.articles.categories import Category
from newsroom.articles.presences import Presence
from newsroom.database import db
from tests import factories
from tests.articles.desk import PUBLISH, SAVE, address, articles, revisions

PEOPLE = 4


def together(*works):
    """Do these at one moment, each in a thread of its own; what they return."""
    start, results = Barrier(len(works)), [None] * len(works)

    def one(number, work):
        start.wait()
        results[number] = work()

    threads = [Thread(target=one, args=[n, work]) for n, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.fixture
def send(app, editor):
    """The statuses of these requests, path and fields, sent by one person at one moment."""
    token = editor.read("/desk/account").select_one("[name=csrf_token]")["value"]
    cookie = editor.get_cookie("newsroom").value

    def one(path, fields):
        client = app.test_client()
        client.set_cookie("newsroom", cookie)
        return client.post(path, data={"csrf_token": token, **fields}).status_code

    def send(requests):
        db.session.commit()  # what the test has read itself keeps nobody waiting
        return sorted(together(*(partial(one, *request) for request in requests)))

    return send


@pytest.fixture
def at_once(app, editor):
    """Press a button in several browsers of one person at one moment; the answers."""

    def press(button, pages, typed):
        start, answers = Barrier(PEOPLE), []
        token = editor.get_cookie("newsroom").value

        def one(page, **fields):
            client = app.test_client()
            client.set_cookie("newsroom", token)
            start.wait()
            answers.append(client.press(page, button, **fields))

        pairs = zip(pages, typed, strict=True)
        threads = [Thread(target=one, args=[page], kwargs=fields) for page, fields in pairs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    return press


@pytest.mark.parametrize("button", [SAVE, PUBLISH])
def test_one_save_sent_many_times_at_once_makes_one_revision(editor, at_once, button):
    page = editor.read("/desk/articles/new")
    typed = {"headline": "Погода", "body": "Сонце."}
    answers = at_once(button, [page] * PEOPLE, [typed] * PEOPLE)
    assert [answer.status_code for answer in answers] == [200] * PEOPLE
    (article,) = articles()
    assert len(revisions(article)) == 1


def test_namesakes_saved_at_once_get_an_address_each(editor, at_once):
    pages = [editor.read("/desk/articles/new") for _ in range(PEOPLE)]
    typed = {"headline": "Погода", "byline": "Хтось Новий"}
    answers = at_once(SAVE, pages, [typed] * PEOPLE)
    assert [answer.status_code for answer in answers] == [200] * PEOPLE
    slugs = {article.slug for article in articles()}
    assert slugs == {"pohoda", "pohoda-2", "pohoda-3", "pohoda-4"}


def test_of_those_who_save_one_article_at_once_one_is_first_and_others_choose(editor, at_once):
    article = factories.draft(headline="Було")
    pages = [editor.read(address(article)) for _ in range(PEOPLE)]
    typed = [{"headline": f"Стало {n}"} for n in range(PEOPLE)]
    answers = at_once(SAVE, pages, typed)
    choices = [address(article, f"/merges/{number}") for number in (3, 4, 5)]
    assert sorted(a.request.path for a in answers) == [address(article), *choices]
    kept = revisions(article)
    assert [revision.number for revision in kept] == [1, 2, 3, 4, 5]
    assert [revision.is_aside for revision in kept] == [False, False, True, True, True]
    assert sorted(revision.headline for revision in kept[1:]) == [f"Стало {n}" for n in range(4)]
    assert article.working.number == 2


def test_one_person_in_many_tabs_is_present_once(send):
    for article in [factories.draft() for _ in range(3)]:
        polls = [(address(article, "/presence"), {})] * PEOPLE
        assert set(send(polls)) <= {200, 204}
        assert len(db.session.scalars(select(Presence)).all()) == 1
        db.session.execute(delete(Presence))


def test_one_address_chosen_by_many_at_once_goes_to_one_and_others_are_told(send):
    pages = [(address(factories.draft(), "/slug"), {"slug": "mist"}) for _ in range(PEOPLE)]
    assert send(pages) == [303] + [422] * (PEOPLE - 1)
    assert [article.slug for article in articles()].count("mist") == 1


def test_one_category_added_by_many_at_once_is_one(send):
    adding = [("/desk/categories", {"name": "Спорт"})] * PEOPLE
    assert send(adding) == [303] + [422] * (PEOPLE - 1)
    assert len(db.session.scalars(select(Category)).all()) == 1


def test_categories_renamed_at_once_to_one_name_stay_two(send):
    rows = [factories.category(f"Рубрика {n}") for n in range(PEOPLE)]
    renaming = [(f"/desk/categories/{row.id}", {"name": "Спорт"}) for row in rows]
    assert send(renaming) == [303] + [422] * (PEOPLE - 1)
