"""Saving never changes what readers see, byte for byte."""

import pytest

from tests import factories
from tests.articles.desk import SAVE, address
from tests.moments import kyiv

NOW = "2026-11-24 14:00"


@pytest.fixture
def paper(at):
    """A small paper with an article in every state, all known to the test by that state."""
    at(NOW)
    category = factories.category("Місто")
    factories.category("Гроші")
    given = {"category_id": category.id}
    return {
        "draft": factories.draft(**given),
        "scheduled": factories.scheduled(kyiv("2026-11-24 15:00"), **given),
        "live": factories.live(**given),
        "taken down": factories.taken_down(**given),
    }


@pytest.fixture
def public(client, paper):
    """Everything that readers, partners and their caches are given now."""
    urls = ["/", "/recent", "/categories/misto", "/categories/hroshi"]
    urls += [f"/news/{article.slug}" for article in paper.values()]
    urls += [f"/widget/{factories.partner().key}"]

    def look():
        answers = [client.get(url) for url in urls]
        return [(a.status_code, a.headers.get("ETag"), a.data) for a in answers]

    return look


@pytest.mark.parametrize("state", ["draft", "scheduled", "live", "taken down"])
def test_saving_shows_readers_nothing(public, editor, paper, state):
    before = public()
    page = editor.read(address(paper[state]))
    changed = dict.fromkeys(("headline", "lede", "body", "byline", "photo_credit"), "Геть інше")
    editor.press(page, SAVE, **changed, category="Гроші", source_name="Інше")
    assert public() == before


def test_beginning_an_article_shows_readers_nothing(public, editor):
    before = public()
    editor.press(editor.read("/desk/articles/new"), SAVE, headline="Таємне", category="Місто")
    assert public() == before


def test_a_new_plan_for_a_scheduled_article_shows_readers_nothing_until_it_is_scheduled(
    client, editor, paper, at
):
    page = editor.read(address(paper["scheduled"]))
    plan = {"going_out": "schedule", "publish_date": "2026-11-24", "publish_time": "14:30"}
    editor.press(page, SAVE, **plan)
    at("2026-11-24 14:45")
    assert client.get(f"/news/{paper['scheduled'].slug}").status_code == 404
    at("2026-11-24 15:00")
    assert client.get(f"/news/{paper['scheduled'].slug}").status_code == 200
