"""A button pressed twice, or again because its answer was lost, has done its work once."""

import pytest
from sqlalchemy import select

from newsroom import clock
from newsroom.articles.corrections import Correction
from newsroom.articles.notes import Event, Note
from newsroom.database import db
from tests import factories
from tests.articles.desk import PUBLISH, UPDATE, address
from tests.pressing import find_button, submission

TOLD = {"update_kind": "correction", "correction": "Міст не закрили, а звузили"}


def corrections():
    return [one.text for one in db.session.scalars(select(Correction).order_by(Correction.id))]


def events(article):
    query = select(Note.event).where(Note.article_id == article.id).order_by(Note.id)
    return list(db.session.scalars(query))


def follow_up(page, button, typed):
    """What the page's script sends after an answer it never had: a new id, and the lost one."""
    sent = dict(submission(find_button(page, button), typed).fields)
    return {**sent, "save_id": str(factories.uuid.uuid4()), "follows": sent["save_id"]}


@pytest.fixture
def article():
    return factories.live(headline="Міст закрили")


@pytest.mark.parametrize("text", ["Міст звузили", "Міст закрили"], ids=["changed", "as it was"])
def test_a_correction_sent_twice_is_told_once(client, editor, article, text):
    page = editor.read(address(article))
    for _ in range(2):
        assert editor.press(page, UPDATE, headline=text, **TOLD).status_code == 200
    assert corrections() == [TOLD["correction"]]
    assert events(article) == [Event.UPDATED]
    said = client.read(f"/news/{article.slug}").text.replace("\u00a0", " ")
    assert said.count(TOLD["correction"]) == 1


def test_a_correction_pressed_again_after_a_lost_answer_is_told_once(editor, article):
    page = editor.read(address(article))
    editor.press(page, UPDATE, headline="Міст звузили", **TOLD)
    again = follow_up(page, UPDATE, {"headline": "Міст звузили", **TOLD})
    editor.post(address(article, "/publication"), data=again)
    assert corrections() == [TOLD["correction"]]
    assert events(article) == [Event.UPDATED]


def test_what_was_typed_after_the_lost_answer_goes_out_and_the_correction_stays_one(
    client, editor, article
):
    page = editor.read(address(article))
    editor.press(page, UPDATE, headline="Міст звузили", **TOLD)
    again = follow_up(page, UPDATE, {"headline": "Міст звузили вдвічі", **TOLD})
    editor.post(address(article, "/publication"), data=again)
    assert client.read(f"/news/{article.slug}").h1.text.endswith("вдвічі")
    assert corrections() == [TOLD["correction"]]


def test_another_correction_from_the_same_page_is_another(editor, article):
    page = editor.read(address(article))
    editor.press(page, UPDATE, headline="Міст звузили", **TOLD)
    other = {**TOLD, "correction": "І не сьогодні, а вчора"}
    editor.press(page, UPDATE, headline="Міст звузили", **other)
    assert corrections() == [TOLD["correction"], other["correction"]]


def test_a_colleague_who_corrects_in_the_same_words_is_heard(editor, colleague, article):
    pages = [(one, one.read(address(article))) for one in (editor, colleague())]
    for one, page in pages:
        one.press(page, UPDATE, headline="Міст звузили", **TOLD)
    assert len(corrections()) == 2


def test_a_publication_sent_twice_is_noted_once(editor):
    article = factories.draft()
    page = editor.read(address(article))
    for _ in range(2):
        editor.press(page, PUBLISH, headline="Міст")
    assert events(article) == [Event.PUBLISHED]


def test_a_planned_publication_sent_twice_is_noted_once_even_when_its_time_has_come(editor, at):
    at("2026-11-24 12:00")
    article = factories.draft()
    page = editor.read(address(article))
    plan = {"going_out": "schedule", "publish_date": "2026-11-24", "publish_time": "12:05"}
    editor.press(page, PUBLISH, **plan)
    at("2026-11-24 12:06")
    answer = editor.press(page, PUBLISH, **plan)
    assert answer.status_code == 200
    assert (events(article), article.publish_at < clock.now()) == ([Event.SCHEDULED], True)


@pytest.mark.parametrize(
    ("role", "button", "event"),
    [("reporter", "Передати редактору", "submitted"), ("editor", "Схвалити", "approved")],
)
def test_a_step_on_the_way_sent_twice_is_noted_once(colleague, role, button, event):
    person = colleague(role)
    article = factories.draft(person.person)
    if event == "approved":
        article.submit()
    page = person.read(address(article))
    for _ in range(2):
        person.press(page, button)
    assert events(article) == [event]


@pytest.mark.parametrize(
    ("button", "field", "event"),
    [
        ("Додати примітку", "text", "note"),
        ("Повернути автору", "return-text", "returned"),
        ("Зняти з публікації", "reason", "taken-down"),
    ],
)
def test_a_note_sent_twice_stands_once(editor, article, button, field, event):
    article.submit()
    page = editor.read(address(article))
    for _ in range(2):
        editor.press(page, button, **{field: "Перепишіть лід"})
    assert events(article) == [event]
    editor.press(page, "Додати примітку", text="Інше")
    assert events(article) == [event, "note"]
