"""An open page of an article is told by its poll that the article was changed or taken down."""

import pytest

from tests import factories
from tests.articles.desk import PUBLISH, SAVE, UPDATE, address
from tests.articles.test_recent import NOW, TAKE_DOWN, poll
from tests.moments import kyiv

CORRECTION = {"update_kind": "correction", "correction": "Міст, а не тунель."}


@pytest.fixture(autouse=True)
def now(at):
    return at(NOW)


@pytest.fixture
def article():
    return factories.live(headline="Міст")


@pytest.fixture
def asked(client, article):
    """How an open page of the article asks."""
    return poll(client, f"/news/{article.slug}")


def told(client, asked):
    """The sentence, and where its link leads; None where nothing is said."""
    answer = client.get(asked)
    if answer.status_code == 204:
        return None
    line = answer.soup.select_one("#article-changed")
    if line is None or not line.p:
        return None
    return " ".join(line.text.split()), line.a["href"]


def update(editor, article, **typed):
    typed = {"body": "Інакший текст.", "update_kind": "update", **typed}
    return editor.press(editor.read(address(article)), UPDATE, **typed)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Цей матеріал оновлено о 14:02 – перечитати"),
        (CORRECTION, "Цей матеріал виправлено о 14:02 – перечитати"),
    ],
)
def test_an_update_is_said_with_its_time(client, editor, article, asked, at, typed, sentence):
    at("2026-11-24 14:02")
    update(editor, article, **typed)
    assert told(client, asked) == (sentence, f"/news/{article.slug}")


def test_what_was_updated_after_a_correction_is_not_called_corrected(
    client, editor, article, asked, at
):
    update(editor, article, **CORRECTION)
    at("2026-11-24 14:02")
    update(editor, article, body="Ще інакший.")
    assert told(client, asked)[0].startswith("Цей матеріал оновлено о 14:02")


def test_on_another_day_its_day_is_said(client, editor, article, asked, at):
    update(editor, article)
    at("2026-11-25 08:00")
    assert told(client, asked)[0] == "Цей матеріал оновлено 24 лист., 14:00 – перечитати"


@pytest.mark.settings(SITE_LANGUAGE="en")
def test_in_english(client, colleague, article, asked):
    update(colleague(language="uk"), article)
    assert told(client, asked)[0] == "This article was updated at 14:00 – read it again"


def test_a_take_down_is_said_and_a_return_takes_it_back(client, editor, article, asked):
    editor.press(editor.read(address(article)), TAKE_DOWN)
    assert told(client, asked) == ("Цей матеріал знято – на головну", "/")
    editor.press(editor.read(address(article)), PUBLISH)
    assert client.get(asked).status_code == 204


def test_the_link_leads_to_its_new_address(client, editor, article, asked):
    update(editor, article)
    editor.press(editor.read(address(article)), "Змінити адресу", slug="inakshe")
    assert told(client, asked)[1] == "/news/inakshe"


def test_who_was_told_is_told_it_once_and_a_page_made_since_says_nothing(
    client, editor, article, asked
):
    update(editor, article)
    again = client.read(asked).select_one("#recent-posts")["hx-get"]
    assert client.get(again).status_code == 204
    page = client.read(f"/news/{article.slug}")
    assert page.select_one("#article-changed[role=status]").text == ""
    assert client.get(page.select_one("#recent-posts")["hx-get"]).status_code == 204


def test_it_is_still_said_when_the_list_changes_later(client, editor, article, asked):
    update(editor, article)
    again = client.read(asked).select_one("#recent-posts")["hx-get"]
    factories.live()
    assert told(client, again)


@pytest.mark.parametrize("also", ["", "&also=2"])
def test_a_page_that_shows_older_posts_goes_on_watching(client, editor, article, asked, also):
    again = client.read(f"{asked.replace('seen=', 'seen=x')}{also}").section["hx-get"]
    assert also in again  # the browser cuts off whatever begins with it
    assert client.get(again).status_code == 204
    update(editor, article)
    assert told(client, again.partition("&also=")[0])


def test_what_readers_are_not_told_of_is_not_said(client, editor, article, asked):
    update(editor, article, update_kind="silent")
    editor.press(editor.read(address(article)), SAVE, body="Чернетка.")
    assert client.get(asked).status_code == 204


def test_other_pages_and_other_articles_are_not_told(client, editor, article):
    other = factories.live()
    front, page = poll(client), poll(client, f"/news/{other.slug}")
    update(editor, article)
    assert client.get(front).status_code == client.get(page).status_code == 204
    assert not client.read(front.replace("seen=", "seen=x")).select("#article-changed")


@pytest.mark.parametrize("state", ["draft", "scheduled"])
def test_of_what_readers_never_saw_nothing_is_said(client, state):
    moment = {"at": kyiv("2026-11-24 15:00")} if state == "scheduled" else {}
    hidden = getattr(factories, state)(**moment)
    unknown = client.read(f"/recent?seen=x&reading={hidden.id + 1}-0")
    assert str(client.read(f"/recent?seen=x&reading={hidden.id}-0")).replace(
        f"reading={hidden.id}-", f"reading={hidden.id + 1}-"
    ) == str(unknown)


@pytest.mark.parametrize("typed", ["", "0", "x-y", "1-", "-1-0", "9" * 30 + "-0", "1-0-0", "٣-0"])
def test_an_address_that_names_no_article_is_asked_like_any_other(client, article, typed):
    panel = client.read("/recent?seen=x").section
    assert client.read(f"/recent?seen=x&reading={typed}").section == panel
