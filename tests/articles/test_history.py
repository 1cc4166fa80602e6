"""The history: who saved what and when, page by page, the autosaves of a sitting as one line."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from newsroom.articles.saves import newest, saves
from newsroom.database import db
from tests import factories
from tests.articles.desk import address
from tests.moments import kyiv

MIDDAY = kyiv("2026-11-24 12:00")


@pytest.fixture
def history(at, editor):
    """An article saved at these minutes past noon, a person's own saves as ("own", minutes)."""

    def saved(*minutes):
        at(MIDDAY)
        article = factories.draft(editor.person)
        for minute in minutes:
            is_own = isinstance(minute, tuple)
            at(MIDDAY + timedelta(minutes=minute[1] if is_own else minute))
            wording = factories.wording()
            article.save(wording, by=editor.person, save_id=str(uuid4()), is_autosave=not is_own)
            db.session.flush()
        db.session.commit()
        return article

    return saved


def lines(article, **more):
    return [(save.number, save.folded) for save in saves(article, 50, **more)[0]]


def shown(page):
    return [int(cell.text) for cell in page.select("td.table__number")]


def test_autosaves_with_short_pauses_are_one_sitting(history):
    assert lines(history(300, 320, 345)) == [(4, 2), (1, 0)]


def test_a_long_sitting_stays_one(history):
    minutes = range(60, 600, 20)
    assert lines(history(*minutes)) == [(len(minutes) + 1, len(minutes) - 1), (1, 0)]


def test_a_pause_of_hours_ends_a_sitting_however_many_autosaves_it_had(history):
    article = history(60, *range(360, 380))
    assert lines(article) == [(22, 19), (2, 0), (1, 0)]


def test_pages_give_every_line_once_and_fold_across_the_cut(editor, history, monkeypatch):
    monkeypatch.setattr("newsroom.articles.history.PAGE", 2)
    article = history(("own", 10), 60, 65, 70, 200, 205, ("own", 400), 500)
    first = editor.read(address(article, "/revisions"))
    assert shown(first) == [9, 8]
    second = editor.read(first.select_one("a[rel=next]")["href"])
    assert shown(second) == [7, 5]
    assert "і ще 2 автозбереження" in second.text
    third = editor.read(second.select_one("a[rel=next]")["href"])
    assert shown(third) == [2, 1]
    assert not third.select("a[rel=next]")
    assert third.select_one(f".history__pages a[href='{address(article, '/revisions')}']")


@pytest.mark.one_database
def test_an_own_save_is_reached_behind_thousands_of_autosaves(editor, history):
    article = history(*(60 + n / 10 for n in range(2100)))
    assert lines(article) == [(2101, 2099), (1, 0)]
    assert shown(editor.read(address(article, "/revisions"))) == [2101, 1]


@pytest.mark.parametrize("before", ["x", "", "-1", "9" * 12])
def test_a_broken_page_is_none(editor, history, before):
    url = address(history(), f"/revisions?before={before}")
    assert editor.get(url).status_code == 404


def test_it_says_what_stays_and_what_does_not(editor, history):
    page = editor.read(address(history(10), "/revisions"))
    assert "з автозбережень одного сеансу" in page.select_one(".history__go").text


@pytest.mark.one_database
def test_a_text_set_aside_waits_however_much_is_saved_after_it(editor, history):
    article = history()
    aside = factories.set_aside(article)
    wording = article.working.wording
    for n in range(210):
        article.save(
            replace(wording, lede=f"Лід {n}"),
            by=editor.person,
            save_id=str(uuid4()),
            is_autosave=True,
        )
        db.session.flush()
    db.session.commit()
    assert editor.read(address(article)).select_one(f"#unsettled-{aside.number}")
    assert [one.number for one in newest(article, 6)[1]] == [aside.number]


def test_older_notes_are_read_page_by_page(editor, monkeypatch):
    monkeypatch.setattr("newsroom.articles.noting.PAGE", 2)
    article = factories.draft()
    for n in range(5):
        editor.press(editor.read(address(article)), "Додати примітку", text=f"Раз {n}")
    page, read = editor.read(address(article)), []
    while page:
        read.append([one.text for one in page.select(".notes__text")])
        link = page.select_one("#notes a[rel=next], main a[rel=next]")
        page = link and editor.read(link["href"])
    assert read == [["Раз 4", "Раз 3"], ["Раз 2", "Раз 1"], ["Раз 0"]]
