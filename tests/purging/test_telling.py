"""Telling caches what has become of an article: at once, twice, and so that nothing comes back."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from newsroom import clock
from newsroom.database import db
from newsroom.outbox.models import Job
from newsroom.purging import purges
from newsroom.purging.purges import AGAIN, LAST, LATE
from tests import factories
from tests.articles.desk import PUBLISH, SAVE, UPDATE, address

TAKE_DOWN = "Зняти з публікації"
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def noon(at):
    return at("2026-11-24 12:00")


@pytest.fixture
def editor(app):
    return factories.sign_in(app.test_client(), factories.staff())


def hows(cache):
    return [(told.how, told.keys) for told in cache.told()]


def test_a_publication_makes_every_cache_ask_anew(caches, editor, do_due):
    article = factories.draft(headline="Міст відкрили")
    editor.press(editor.read(address(article)), PUBLISH)
    do_due()
    for cache in caches:
        (told,) = cache.told()
        assert (told.how, told.keys) == ("soft", "site")
        assert told.by.startswith("Bearer ") and len(told.by) > len("Bearer ")


def test_it_is_said_again_when_no_process_answers_as_before(cache, editor, do_due, at):
    article = factories.draft(headline="Міст відкрили")
    editor.press(editor.read(address(article)), PUBLISH)
    do_due()
    assert len(cache.told()) == 1
    at(clock.now() + AGAIN)
    do_due()
    assert hows(cache) == [("soft", "site")]
    at(clock.now() + timedelta(hours=1))
    do_due()
    assert not cache.told()


def test_a_correction_does_too_and_a_save_does_not(cache, editor, do_due):
    article = factories.live(headline="Міст відкрили")
    db.session.commit()
    do_due()
    cache.told()
    editor.press(editor.read(address(article)), SAVE, headline="Міст закрили")
    do_due()
    assert not cache.told()
    editor.press(editor.read(address(article)), UPDATE)
    do_due()
    assert hows(cache) == [("soft", "site")]


def test_what_was_taken_down_is_removed_from_whatever_may_show_it(cache, editor, do_due, at):
    article = factories.live(headline="Міст відкрили")
    editor.press(editor.read(address(article)), TAKE_DOWN, reason="помилка")
    do_due()
    told, began = [("hard", f"article-{article.id} site")], clock.now()
    assert hows(cache) == told
    for later in (AGAIN, LATE, LAST):  # nor may what was asked for before come after
        at(began + later)
        do_due()
        assert hows(cache) == told


@pytest.mark.one_database
@pytest.mark.parametrize("where", ["nginx/newsroom.conf", "varnish/newsroom.vcl"])
def test_no_cache_waits_for_an_answer_until_after_the_last(where):
    text = (ROOT / "deploy" / where).read_text()
    waits = re.findall(r"(?:proxy_read_timeout|first_byte_timeout)(?: =)? (\d+)s;", text)
    assert waits and max(map(int, waits)) < LAST.total_seconds()


def test_a_planned_publication_is_told_at_its_time(cache, editor, do_due, at):
    article = factories.draft(headline="Міст відкрили")
    planned = {"going_out": "schedule", "publish_date": "2026-11-24", "publish_time": "18:00"}
    editor.press(editor.read(address(article)), PUBLISH, **planned)
    do_due()
    assert not cache.told()
    at("2026-11-24 18:00")
    do_due()
    assert hows(cache) == [("soft", "site")]


@pytest.mark.one_database
def test_who_has_no_cache_has_no_jobs(editor, do_due):
    article = factories.draft(headline="Міст відкрили")
    editor.press(editor.read(address(article)), PUBLISH)
    do_due()
    assert not db.session.scalars(select(Job).where(Job.kind == purges.NAME)).all()
