"""The nights when the clock changes: a time that nobody can know is asked about, not guessed."""

from datetime import UTC, datetime

import pytest

from tests import factories
from tests.articles.desk import PUBLISH, SAVE, address, articles, error, fields, revisions
from tests.moments import kyiv

SKIPPED = {"going_out": "schedule", "publish_date": "2027-03-28", "publish_time": "03:30"}
TWICE = {"going_out": "schedule", "publish_date": "2027-10-31", "publish_time": "03:30"}
BUTTONS = pytest.mark.parametrize("button", [SAVE, PUBLISH])
MODES = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])


@pytest.fixture(autouse=True)
def march(at):
    return at("2027-03-01 12:00")


@pytest.fixture
def article():
    return factories.draft(headline="Було")


def offered(page):
    return [" ".join(label.text.split()) for label in page.select("#fold label")]


@BUTTONS
@MODES
def test_a_time_that_does_not_exist_gets_two_that_do(editor, article, button, htmx):
    page = editor.read(address(article))
    answer = editor.press(page, button, htmx=htmx, **SKIPPED, headline="Стало")
    assert answer.status_code == 422
    assert error(answer.soup, "going_out").endswith("Виберіть 02:30 або 04:30")
    assert (SKIPPED | {"headline": "Стало"}).items() <= fields(answer.soup).items()
    assert [revision.headline for revision in revisions(article)] == ["Було"]


@pytest.mark.parametrize(("hour", "moment"), [("02:30", "02:30"), ("04:30", "04:30")])
def test_either_suggestion_is_taken(editor, article, hour, moment):
    answer = editor.press(editor.read(address(article)), PUBLISH, **SKIPPED)
    editor.press(answer, PUBLISH, publish_time=hour)
    assert article.publish_at == kyiv(f"2027-03-28 {moment}")


@BUTTONS
@MODES
def test_a_time_that_comes_twice_is_asked_about(editor, article, button, htmx):
    page = editor.read(address(article))
    answer = editor.press(page, button, htmx=htmx, **TWICE, headline="Стало")
    assert answer.status_code == 422
    assert "показує цей час двічі" in error(answer.soup, "going_out")
    assert offered(answer.soup) == ["перший, UTC+3", "другий, UTC+2"]
    assert (TWICE | {"headline": "Стало"}).items() <= fields(answer.soup).items()
    assert [revision.headline for revision in revisions(article)] == ["Було"]


@pytest.mark.parametrize("fold", [0, 1])  # the first 03:30 is at midnight in UTC
@MODES
def test_the_answer_is_honoured(editor, article, fold, htmx):
    asked = editor.press(editor.read(address(article)), PUBLISH, htmx=htmx, **TWICE)
    editor.press(asked, PUBLISH, htmx=htmx, fold=fold)
    assert article.publish_at == datetime(2027, 10, 31, fold, 30, tzinfo=UTC)


def test_a_new_article_is_asked_about_too(editor):
    typed = {"headline": "Уночі", "body": "Текст."}
    asked = editor.press(editor.read("/desk/articles/new"), PUBLISH, **TWICE, **typed)
    editor.press(asked, PUBLISH, fold="1")
    assert articles()[0].publish_at.hour == 1


@pytest.mark.parametrize("fold", ["0", "1"])
def test_what_was_answered_is_not_asked_again(editor, article, fold):
    asked = editor.press(editor.read(address(article)), PUBLISH, **TWICE)
    saved = editor.press(asked, PUBLISH, fold=fold)
    moment = article.publish_at
    again = editor.press(editor.read(saved.request.path), PUBLISH)
    assert again.status_code == 200
    assert article.publish_at == moment
    assert len(revisions(article)) == 2


def test_pressing_again_without_an_answer_asks_again(editor, article):
    asked = editor.press(editor.read(address(article)), PUBLISH, **TWICE)
    again = editor.press(asked, PUBLISH)
    assert again.status_code == 422
    assert offered(again.soup) == ["перший, UTC+3", "другий, UTC+2"]


def test_another_time_instead_of_an_answer_is_taken(editor, article):
    asked = editor.press(editor.read(address(article)), PUBLISH, **TWICE)
    editor.press(asked, PUBLISH, publish_time="05:00")
    assert article.publish_at == kyiv("2027-10-31 05:00")


def test_an_answer_that_was_never_offered_is_asked_again(editor, article):
    asked = editor.press(editor.read(address(article)), PUBLISH, **TWICE)
    asked.soup.select_one("[name=fold]")["value"] = "7"
    assert editor.press(asked, PUBLISH, fold="7").status_code == 422


def test_going_out_at_once_asks_nothing(client, editor, article):
    editor.press(editor.read(address(article)), PUBLISH, **TWICE | {"going_out": "now"})
    assert client.get(f"/news/{article.slug}").status_code == 200


@pytest.mark.settings(SITE_ZONE="Asia/Beirut")
def test_where_midnight_is_skipped_the_suggestion_names_its_day(editor, article):
    typed = {"going_out": "schedule", "publish_date": "2027-03-28", "publish_time": "00:30"}
    answer = editor.press(editor.read(address(article)), PUBLISH, **typed)
    assert error(answer.soup, "going_out").endswith("Виберіть 27 бер., 23:30 або 01:30")


def test_a_refusal_of_the_night_speaks_english_to_who_chose_it(colleague, article):
    client = colleague(language="en")
    soup = client.press(client.read(address(article)), "Save", **SKIPPED).soup
    assert "02:30 or 04:30" in error(soup, "going_out")
    soup = client.press(client.read(address(article)), "Save", **TWICE).soup
    assert offered(soup) == ["the first, UTC+3", "the second, UTC+2"]
