"""The edition of recent posts changes with what they show, and with nothing else."""

from datetime import timedelta

import pytest

from newsroom.articles.recent import Post, edition
from newsroom.database import db
from tests import factories
from tests.articles.desk import PUBLISH, SAVE, UPDATE, address
from tests.articles.test_recent import NOW, TAKE_DOWN, headlines, poll
from tests.moments import kyiv


@pytest.fixture(autouse=True)
def now(at):
    return at(NOW)


@pytest.fixture
def article():
    return factories.live(headline="Міст", lede="Відкрили.", body="Текст.")


@pytest.mark.parametrize("name", ["headline", "lede"])
def test_an_update_that_shows_changes_the_edition(client, editor, article, name):
    asked = poll(client)
    editor.press(editor.read(address(article)), UPDATE, **{name: "Інакше"})
    assert "Інакше" in client.read(asked).text


@pytest.mark.parametrize("name", ["body", "byline", "photo_credit", "source_name", "note"])
def test_an_update_that_does_not_show_leaves_the_edition(client, editor, article, name):
    asked = poll(client)
    editor.press(editor.read(address(article)), UPDATE, **{name: "Інакше"})
    assert client.get(asked).status_code == 204


def test_another_address_changes_the_edition(client, editor, article):
    asked = poll(client)
    editor.press(editor.read(address(article)), "Змінити адресу", slug="inakshe")
    assert client.read(asked).select("a[href='/news/inakshe']")


def test_another_time_changes_the_edition(client, article):
    asked = poll(client)
    article.publish_at -= timedelta(seconds=1)
    db.session.commit()
    assert client.get(asked).status_code == 200


def test_taking_down_changes_the_edition_and_publishing_again_brings_it_back(
    client, editor, article
):
    asked = poll(client)
    editor.press(editor.read(address(article)), TAKE_DOWN)
    assert headlines(client.read(asked)) == []
    editor.press(editor.read(address(article)), PUBLISH)
    assert client.get(asked).status_code == 204


@pytest.mark.parametrize("state", ["draft", "scheduled", "taken_down"])
def test_what_readers_do_not_see_leaves_the_edition(client, editor, article, state):
    asked = poll(client)
    moment = {"at": kyiv("2026-11-24 15:00")} if state == "scheduled" else {}
    hidden = getattr(factories, state)(**moment)
    editor.press(editor.read(address(hidden)), SAVE, headline="Таємне")
    editor.press(editor.read(address(article)), SAVE, headline="Ще не для читачів")
    assert client.get(asked).status_code == 204


def test_another_name_of_a_category_leaves_the_edition(client, editor):
    category = factories.category("Місто")
    factories.live(category_id=category.id)
    asked = poll(client)
    category.name = "Наше місто"
    db.session.commit()
    assert client.get(asked).status_code == 204


@pytest.mark.parametrize("moment", ["2026-11-24 14:04", "2026-11-24 23:00", "2027-11-24 14:00"])
def test_time_that_passes_leaves_the_edition(client, article, at, moment):
    asked = poll(client)
    at(moment)
    assert client.get(asked).status_code == 204


def test_a_scheduled_article_changes_the_edition_when_its_time_comes(client, article, at):
    factories.scheduled(kyiv("2026-11-24 14:30"), headline="За розкладом")
    asked = poll(client)
    at("2026-11-24 14:29:59")
    assert client.get(asked).status_code == 204
    at("2026-11-24 14:30")
    assert headlines(client.read(asked)) == ["За розкладом", "Міст"]


def test_an_edition_depends_on_every_part_of_every_post():
    post = Post(1, "mist", "Міст", "Відкрили.", kyiv(NOW), None, None)
    others = [
        Post(2, "mist", "Міст", "Відкрили.", kyiv(NOW), None, None),
        Post(1, "most", "Міст", "Відкрили.", kyiv(NOW), None, None),
        Post(1, "mist", "Мости", "Відкрили.", kyiv(NOW), None, None),
        Post(1, "mist", "Міст", "Відкрито.", kyiv(NOW), None, None),
        Post(1, "mist", "МістВ", "ідкрили.", kyiv(NOW), None, None),
        Post(1, "mist", "Міст", "Відкрили.", kyiv("2026-11-24 14:01"), None, None),
    ]
    lists = [[], [post], *([other] for other in others), [post, others[0]], [others[0], post]]
    assert len({edition(shown) for shown in lists}) == len(lists)
