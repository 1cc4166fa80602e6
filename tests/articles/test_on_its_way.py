"""On its way to readers: what an editor returned, what is approved, what was proposed."""

from datetime import timedelta

import pytest

from newsroom import clock
from newsroom.articles.board_matching import LONGEST_QUERY
from newsroom.database import db
from tests import factories
from tests.articles.board_pages import handed, headlines, tabs
from tests.articles.desk import PUBLISH, SAVE, address, fields
from tests.moments import kyiv

BOARD = "/desk/articles"
WHY = "Перепишіть лід: головне – у першому реченні, а не в третьому. " * 4


def live_with(verb, **given):
    article = factories.live(headline="Було", **given)
    factories.save(article, headline="Оновлення")
    getattr(article, verb)()
    db.session.commit()
    return article


@pytest.fixture
def returned(editor, reporter):
    article = handed("submit", by=reporter.person, headline="Міст")
    editor.press(editor.read(address(article)), "Повернути автору", **{"return-text": WHY})
    return article


def test_who_wrote_it_finds_first_what_was_returned_and_why(reporter, returned):
    factories.draft(by=reporter.person, headline="Інша")
    for url in (BOARD, f"{BOARD}?author=me"):
        page = reporter.read(url)
        assert next(iter(headlines(page).items())) == ("returned", ["Міст"])
        row = page.select_one(f"#article-{returned.id}")
        assert "Повернуто" in row.text
        note = row.select_one(".row__returned").text
        assert note.startswith("Перепишіть лід")
        assert note.endswith("…")


def test_an_editors_own_board_begins_with_what_was_returned_too(editor):
    handed("submit", by=editor.person, headline="Чекає")
    handed("send_back", by=editor.person, headline="Вернулася")
    assert list(headlines(editor.read(f"{BOARD}?author=me"))) == ["returned", "waiting"]
    assert list(headlines(editor.read(BOARD))) == ["waiting", "returned"]


def test_what_was_returned_is_handed_over_again(reporter, returned):
    page = reporter.read(address(returned))
    assert "Редактор повернув матеріал" in page.select_one(".panel").text
    assert "Повернуто" in page.select_one(".bar__state").text
    reporter.press(page, "Передати редактору", lede="Новий лід.")
    assert returned.state == "waiting"


@pytest.mark.parametrize(
    ("verb", "word"), [("submit", "waiting"), ("approve", "approved"), ("send_back", "returned")]
)
def test_an_update_on_its_way_stands_with_the_live_ones_and_in_its_stage(editor, verb, word):
    article = live_with(verb)
    page = editor.read(BOARD)
    assert headlines(page) == {word: ["Оновлення"], "live": ["Оновлення"]}
    assert tabs(page)["Усі"] == "1"
    assert page.select_one(f"#article-{article.id}-update .row__warning")
    bar = editor.read(address(article)).select_one(".bar__state")
    assert bar.select_one(".state--live")
    assert bar.select_one(f".state--{word}")


def test_an_approved_update_leaves_its_list_when_it_is_out(editor):
    article = live_with("approve")
    editor.press(editor.read(address(article)), "Опублікувати оновлення")
    assert list(headlines(editor.read(BOARD))) == ["live"]


def test_a_scheduled_story_that_was_changed_says_which_text_readers_will_get(editor):
    article = factories.scheduled(clock.now() + timedelta(hours=2))
    assert not editor.read(address(article)).select_one(".panel__waiting")
    page = editor.press(editor.read(address(article)), SAVE, headline="Виправлений").soup
    told = page.select_one(".panel__waiting").text
    assert "Читачі отримають версію 1; версія 2 чекає" in told
    page = editor.press(page, PUBLISH).soup
    assert not page.select_one(".panel__waiting")
    assert article.live_revision.number == 2


PLAN = {"going_out": "schedule", "publish_date": "2026-11-25", "publish_time": "09:30"}


def test_a_reporter_proposes_a_time_and_the_editor_sees_and_schedules_it(reporter, editor, at):
    at("2026-11-24 12:00")
    article = factories.draft(by=reporter.person)
    page = reporter.press(reporter.read(address(article)), SAVE, **PLAN).soup
    assert "Запропонований час – порада" in page.text
    assert PLAN.items() <= fields(page).items()
    assert (article.working.planned_at, article.publish_at) == (kyiv("2026-11-25 09:30"), None)
    page = editor.read(address(article))
    told = " ".join(page.select_one(".panel__waiting").text.split())
    assert told == "Запропоновано на 25 листопада 2026, 09:30, ще не заплановано."
    page = editor.press(page, PUBLISH).soup
    assert article.publish_at == kyiv("2026-11-25 09:30")
    assert not page.select_one(".panel__waiting")


def test_a_reporter_takes_a_proposal_back(reporter):
    article = factories.draft(by=reporter.person, planned_at=kyiv("2036-11-25 09:30"))
    reporter.press(reporter.read(address(article)), SAVE, going_out="now")
    assert article.working.planned_at is None


def test_a_proposal_without_a_day_is_asked_for_in_words(reporter):
    article = factories.draft(by=reporter.person)
    answer = reporter.press(reporter.read(address(article)), SAVE, going_out="schedule")
    assert answer.status_code == 422
    assert answer.soup.select_one("#publish_date-error")


@pytest.mark.one_database
def test_a_state_is_counted_up_to_a_thousand_and_says_so(editor, monkeypatch):
    monkeypatch.setattr("newsroom.articles.board_matching.MOST_COUNTED", 2)
    for _ in range(2):
        factories.live()
    shown = tabs(editor.read(BOARD))
    assert (shown["На сайті"], shown["Усі"]) == ("2", "2")
    factories.live()
    shown = tabs(editor.read(BOARD))
    assert (shown["На сайті"], shown["Усі"]) == ("2+", "2+")


@pytest.mark.parametrize("letters", [60_000, LONGEST_QUERY + 1])
def test_of_an_endless_query_the_beginning_is_looked_for_and_that_is_said(editor, letters):
    answer = editor.get(BOARD, query_string={"q": "я" * letters, "author": "b" * letters})
    assert answer.status_code == 200
    assert "Шукаємо лише перші 100 знаків" in answer.soup.select_one(".board__filtered").text
    assert "я" * (LONGEST_QUERY + 1) not in answer.soup.select_one("#articles")["hx-get"]
    assert answer.soup.select_one("#q")["maxlength"] == str(LONGEST_QUERY)
