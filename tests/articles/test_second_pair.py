"""By the newsroom's setting nobody publishes what only they have seen."""

import pytest

from newsroom.articles.notes import Event
from tests import factories
from tests.articles.desk import PUBLISH, SAVE, address
from tests.articles.test_pressing_again import events

pytestmark = pytest.mark.settings(SECOND_PAIR_OF_EYES=True)
ALONE = "Цей текст бачили лише ви"


@pytest.fixture
def article(editor):
    return factories.draft(editor.person)


def publish(who, article, **typed):
    return who.press(who.read(address(article)), PUBLISH, **typed)


def test_an_own_text_waits_for_a_colleague(editor, article):
    answer = publish(editor, article, headline="Моє")
    assert answer.status_code == 422
    assert ALONE in answer.soup.select_one("#headline-error").text
    assert (article.live_revision, article.working.headline) == (None, "Моє")


def test_a_colleague_may_put_it_out(colleague, article):
    assert publish(colleague(), article).status_code == 200
    assert article.is_live


def test_what_a_colleague_approved_goes_out(editor, colleague, article):
    editor.press(editor.read(address(article)), "Передати редактору")
    other = colleague()
    other.press(other.read(address(article)), "Схвалити")
    assert publish(editor, article).status_code == 200
    assert article.is_live


def test_an_own_approval_is_none(editor, article):
    editor.press(editor.read(address(article)), "Передати редактору")
    editor.press(editor.read(address(article)), "Схвалити")
    assert ALONE in publish(editor, article).text


@pytest.mark.parametrize("typed", [{}, {"lede": "Виправлений лід."}], ids=["read", "changed"])
def test_what_a_colleague_saved_goes_out(editor, colleague, article, typed):
    other = colleague()
    other.press(other.read(address(article)), SAVE, **typed)
    assert publish(editor, article).status_code == 200
    assert article.is_live


def test_a_save_by_the_page_itself_is_no_reading_and_one_by_a_person_is(editor, colleague, article):
    other = colleague()
    page = other.read(address(article))
    token = page.select_one("[name=csrf_token]")["value"]
    wording = article.working.wording
    sent = {"csrf_token": token, "base": "1", "headline": wording.headline, "lede": wording.lede}
    sent |= {"body": wording.body, "save_id": str(factories.uuid.uuid4())}
    other.post(address(article, "/autosaves"), data={**sent, "by_itself": "1"})
    assert ALONE in publish(editor, article).text
    for _ in range(2):
        other.post(address(article, "/autosaves"), data=sent)
    assert events(article) == [Event.READ]
    assert "Прочитано без змін" in editor.read(address(article)).select_one("#notes").text
    assert publish(editor, article).status_code == 200


@pytest.mark.settings(SECOND_PAIR_OF_EYES=False)
def test_without_the_setting_readings_are_not_noted(editor, colleague, article):
    other = colleague()
    other.press(other.read(address(article)), SAVE)
    assert events(article) == []
    assert publish(editor, article).status_code == 200
