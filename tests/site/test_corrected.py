"""The corrections page: what we got wrong, in public, as long as the article itself is there."""

from datetime import timedelta

import pytest

from newsroom import clock
from newsroom.articles.corrections import Correction
from newsroom.database import db
from newsroom.site import corrected
from tests import factories
from tests.plans import is_one_walk
from tests.site.broken_cursors import BROKEN


def correct(article, text, minutes=0):
    at = clock.now() - timedelta(minutes=minutes)
    db.session.add(Correction(article_id=article.id, text=text, created_at=at))
    db.session.commit()


def shown(page):
    return [p.text for p in page.select(".list__text")]


def test_the_newest_stand_first_each_with_its_article(client):
    bridge, budget = factories.live(headline="Міст"), factories.live(headline="Бюджет")
    correct(bridge, "Ширина – 12 м.", minutes=9)
    correct(budget, "Сума – 1,26 млрд ₴.", minutes=5)
    correct(bridge, "Ширина – 14 м.", minutes=1)
    page = client.read("/corrections")
    assert [" ".join(text.split()) for text in shown(page)] == [
        "Ширина – 14 м.",
        "Сума – 1,26 млрд ₴.",
        "Ширина – 12 м.",
    ]
    links = [a["href"] for a in page.select(".list h2 a")]
    assert links == [f"/news/{a.slug}#corrections" for a in (bridge, budget, bridge)]
    assert client.read(links[0].partition("#")[0]).select_one("#corrections")


def test_corrections_go_with_the_article_that_is_taken_down(client):
    article = factories.live()
    correct(article, "Було інакше.")
    article.take_down()
    assert shown(client.read("/corrections")) == []
    article.publish()
    assert shown(client.read("/corrections")) == ["Було інакше."]


def test_without_corrections_it_says_so(client):
    assert "Виправляти поки що нічого." in client.read("/corrections").main.text


def test_older_ones_go_on_where_the_page_ended(client, at, monkeypatch):
    monkeypatch.setattr(corrected, "PAGE", 2)
    at("2026-11-24 14:00")
    article = factories.live()
    for number in range(5):
        correct(article, f"{number}")
    page = client.read("/corrections")
    seen = shown(page)
    while link := page.select_one("a[rel=next]"):
        page = client.read(link["href"])
        seen += shown(page)
    assert seen == ["4", "3", "2", "1", "0"]


@pytest.mark.parametrize("cursor", BROKEN)
@pytest.mark.one_database
def test_a_broken_place_in_the_list_is_404_in_words(client, cursor):
    answer = client.get("/corrections", query_string={"before": cursor})
    assert answer.status_code == 404
    assert "Такої сторінки немає" in answer.text


def test_they_come_along_one_index(app):
    correct(factories.live(), "Було інакше.")
    assert is_one_walk(corrected.all_corrections(None).limit(30), "ix_corrections_created_at_id")
