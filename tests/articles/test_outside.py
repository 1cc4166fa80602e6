"""What readers will see is announced in the same transaction, for the time when they see it."""

import pytest
from sqlalchemy import event, select

from newsroom.database import db
from newsroom.outbox.models import Job
from tests import factories
from tests.articles.desk import PUBLISH, SAVE, UPDATE, address
from tests.moments import kyiv

TAKE_DOWN = "Зняти з публікації"
AT_SIX = {"going_out": "schedule", "publish_date": "2026-11-24", "publish_time": "18:00"}


@pytest.fixture(autouse=True)
def noon(at):
    return at("2026-11-24 12:00")


def announced(article):
    """When what happened to an article is told, each time with the lists where it stood before."""
    db.session.rollback()
    jobs = db.session.scalars(
        select(Job).where(Job.kind == "article", Job.subject == str(article.id)).order_by(Job.id)
    )
    return [(job.run_at, job.payload["stood_in"]) for job in jobs]


CHANGES = [
    (UPDATE, {"headline": "Нове", "update_kind": "update"}),
    (UPDATE, {"headline": "Нове", "update_kind": "silent"}),
    (UPDATE, {"headline": "Нове", "update_kind": "correction", "correction": "Не так"}),
    (TAKE_DOWN, {"reason": "хибне джерело"}),
    ("Змінити адресу", {"slug": "inshe"}),
]


@pytest.mark.parametrize(("button", "typed"), CHANGES)
def test_each_change_that_readers_see_is_announced(editor, noon, button, typed):
    article = factories.live(headline="Міст")
    editor.press(editor.read(address(article)), button, **typed)
    assert announced(article) == [(noon, [])]


def test_a_publication_is_announced_at_once(editor, noon):
    article = factories.draft(headline="Міст")
    editor.press(editor.read(address(article)), PUBLISH)
    assert announced(article) == [(noon, [])]


@pytest.mark.parametrize("button", [SAVE, PUBLISH])
def test_what_readers_do_not_see_is_not_announced(editor, button):
    article = factories.draft(headline="")
    answer = editor.press(editor.read(address(article)), button, lede="Ще без заголовка")
    assert answer.status_code == (422 if button == PUBLISH else 200)
    assert announced(article) == []


def test_a_publication_to_come_is_announced_for_its_time(editor):
    article = factories.draft(headline="О шостій")
    editor.press(editor.read(address(article)), PUBLISH, **AT_SIX)
    assert announced(article) == [(kyiv("2026-11-24 18:00"), [])]


def test_another_time_takes_the_place_of_the_first(editor):
    article = factories.draft(headline="О шостій")
    for time in ("18:00", "20:00", "19:00"):
        page = editor.read(address(article))
        editor.press(page, PUBLISH, **AT_SIX | {"publish_time": time})
    assert announced(article) == [(kyiv("2026-11-24 19:00"), [])]


def test_what_is_cancelled_or_goes_out_at_once_is_not_announced_for_later(editor, noon):
    cancelled, at_once = factories.draft(), factories.draft()
    for article in (cancelled, at_once):
        editor.press(editor.read(address(article)), PUBLISH, **AT_SIX)
    editor.press(editor.read(address(cancelled)), TAKE_DOWN)
    editor.press(editor.read(address(at_once)), PUBLISH, going_out="now")
    assert announced(cancelled) == announced(at_once) == [(noon, [])]


def test_the_lists_that_it_leaves_are_told_too(editor):
    old, _new = factories.category("Громада"), factories.category("Місто")
    article = factories.live(
        category_id=old.id, byline="Олена Гук, Ірина Лоза", tags="Міст, тарифи"
    )
    typed = {"category": "Місто", "byline": "Тарас Пасічник", "tags": "річка"}
    editor.press(editor.read(address(article)), UPDATE, **typed)
    ((_, stood_in),) = announced(article)
    before = "author iryna-loza, author olena-huk, category hromada, tag mist, tag taryfy"
    assert ", ".join(sorted(map(" ".join, stood_in))) == before


@pytest.mark.parametrize("button", [PUBLISH, UPDATE, TAKE_DOWN])
def test_a_change_that_is_not_committed_is_not_announced(app, editor, button):
    """The database goes away at the last moment."""
    article = factories.draft() if button == PUBLISH else factories.live()
    page = editor.read(address(article))

    def fail(_session):
        raise RuntimeError("no commit today")

    app.config["PROPAGATE_EXCEPTIONS"] = True
    event.listen(db.session, "before_commit", fail)
    try:
        with pytest.raises(RuntimeError, match="today"):
            editor.press(page, button)
    finally:
        event.remove(db.session, "before_commit", fail)
    assert announced(article) == []
    db.session.refresh(article)
    assert article.state == ("draft" if button == PUBLISH else "live")


def test_the_outbox_holds_no_text_and_no_secret(editor):
    canary = "КАНАРКА-5f3a"
    fields = ("headline", "lede", "body", "source_name", "photo_credit", "correction", "note")
    article = factories.live(headline="Міст", byline="Олена Гук")
    page = editor.read(address(article))
    typed = {name: f"{canary} {name}" for name in fields}
    editor.press(page, UPDATE, **typed, update_kind="correction")
    editor.press(editor.read(address(article)), TAKE_DOWN, reason=canary)
    rows = db.session.execute(select(Job.__table__)).all()
    assert len(rows) == 2
    assert canary not in str(rows)
    assert editor.person.email not in str(rows)
