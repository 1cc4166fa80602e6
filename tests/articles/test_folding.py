"""A past sitting keeps its last autosave; own saves and what readers saw stay for ever."""

import uuid
from datetime import timedelta

import pytest

from newsroom.articles.keeping import FOLDED_AFTER
from tests import factories
from tests.articles.desk import address, revisions
from tests.client import FROM_HTMX
from tests.moments import kyiv

MINUTE = timedelta(minutes=1)


@pytest.fixture
def type_on(editor, at):
    """``type_on(article, lede, minutes, own=…)``: another save, so long after the first."""
    begin = kyiv("2026-11-24 12:00")

    def type_on(article, lede, minutes, own=False):
        at(begin + minutes * MINUTE)
        form = editor.read(address(article)).select_one("#article-form")
        hidden = {one["name"]: one["value"] for one in form.select("[type=hidden][value]")}
        typed = {"headline": "Міст", "lede": lede, "body": "Текст.", "category": "0"}
        fields = hidden | typed | {"save_id": str(uuid.uuid4()), "by_itself": "" if own else "1"}
        told = editor.post(address(article, "/autosaves"), data=fields, headers=FROM_HTMX).json
        assert told["outcome"] == "saved"

    at(begin)
    return type_on


@pytest.fixture
def article(type_on, editor):
    return factories.draft(by=editor.person, headline="Міст", lede="", body="Текст.")


TOMORROW = FOLDED_AFTER / MINUTE + 60


def ledes(article):
    return [revision.lede for revision in revisions(article)]


def test_only_the_last_autosave_of_a_past_sitting_stays(article, type_on):
    for minute in range(1, 5):
        type_on(article, f"{minute}", minute)
    assert ledes(article) == ["", "1", "2", "3", "4"]
    type_on(article, "завтра", TOMORROW)
    assert ledes(article) == ["", "4", "завтра"]


def test_own_saves_and_what_readers_saw_stay_for_ever(article, type_on):
    type_on(article, "сам", 1)
    type_on(article, "своє", 2, own=True)
    type_on(article, "сам", 3)
    type_on(article, "побачене", 4)
    article.publish()
    type_on(article, "далі", 5)
    type_on(article, "ще далі", 6)
    for day in (1, 2, 30):
        type_on(article, f"день {day}", TOMORROW * day)
    kept = ledes(article)
    assert {"", "своє", "побачене", "ще далі"} <= set(kept)
    assert "далі" not in kept


def test_a_sitting_that_others_share_keeps_each_ones_last(article, type_on, editor, colleague, at):
    type_on(article, "моє", 1)
    at(kyiv("2026-11-24 12:02"))
    other = factories.staff()
    article.save(
        factories.wording(headline="Міст", lede="чуже", body="Текст."),
        by=other,
        save_id=str(uuid.uuid4()),
        is_autosave=True,
    )
    type_on(article, "знову моє", 3)
    type_on(article, "завтра", TOMORROW)
    assert ledes(article) == ["", "моє", "чуже", "знову моє", "завтра"]


def test_what_a_text_set_aside_began_from_stays_as_long_as_it(article, type_on):
    type_on(article, "основа", 1)
    base = revisions(article)[-1].number
    by = article.working.author
    article.set_aside(factories.wording(), by=by, save_id=str(uuid.uuid4()), base_number=base)
    type_on(article, "далі", 2)
    type_on(article, "завтра", TOMORROW)
    assert "основа" in ledes(article)
