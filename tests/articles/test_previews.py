"""Preview: the working copy for the desk, and by a link for whoever has it."""

from datetime import timedelta

import pytest

from newsroom import clock
from newsroom.articles.previews import token_of
from newsroom.database import db
from tests import factories
from tests.articles.desk import address

MAKE = "Створити посилання"
TAKE_DOWN = "Зняти з публікації"


@pytest.fixture
def link(editor):
    """The address in a link that an editor has just made of an article."""

    def made(article):
        page = editor.press(editor.read(address(article, "/preview")), MAKE).soup
        return page.select_one("input[type=url]")["value"].removeprefix("http://localhost")

    return made


def test_whoever_has_the_link_reads_the_newest_text_and_nobody_keeps_it(client, link):
    article = factories.draft(headline="Було")
    url = link(article)
    factories.save(article, headline="Стало")
    answer = client.get(url)
    assert answer.soup.h1.text == "Стало"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_a_link_ends_after_two_days(client, link, at):
    at("2026-11-24 12:00")
    url = link(factories.draft())
    at("2026-11-26 11:59")
    assert client.get(url).status_code == 200
    at("2026-11-26 12:00")
    assert client.get(url).status_code == 404


def test_a_link_that_was_revoked_or_made_up_is_none(client, editor, link):
    article = factories.draft()
    url = link(article)
    assert client.get(url + "x").status_code == 404
    page = editor.read(address(article, "/preview"))
    editor.press(page.select_one(".preview__links"), page.select_one(".button--problem").text)
    assert client.get(url).status_code == 404


def test_taking_down_ends_the_links_and_a_new_one_may_be_made(client, editor, link):
    article = factories.live()
    url = link(article)
    assert client.get(url).status_code == 200
    editor.press(editor.read(address(article)), TAKE_DOWN, reason="помилка")
    assert client.get(url).status_code == 404
    assert client.get(link(article)).status_code == 200


def test_calling_off_a_planned_publication_ends_no_link(client, editor, link):
    article = factories.scheduled(clock.now() + timedelta(hours=1))
    url = link(article)
    editor.press(editor.read(address(article)), TAKE_DOWN)
    assert client.get(url).status_code == 200


def test_the_link_of_another_article_is_not_revoked_here(editor):
    link = factories.preview_link(factories.draft())
    other = factories.draft()
    token = editor.read(address(other)).select_one("[name=csrf_token]")["value"]
    url = address(other, f"/previews/{link.id}/revocation")
    assert editor.post(url, data={"csrf_token": token}).status_code == 404
    db.session.refresh(link)
    assert link.revoked_at is None
    assert token_of(link)
