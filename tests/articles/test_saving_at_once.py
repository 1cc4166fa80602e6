"""Saves that come at the same moment are taken one by one, and none is lost."""

from threading import Barrier, Thread

import pytest

from tests import factories
from tests.articles.desk import PUBLISH, SAVE, address, articles, revisions

PEOPLE = 4


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
