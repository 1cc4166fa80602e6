"""Looking for changes that nobody announces: none is forgotten, and nothing is said twice."""

from datetime import timedelta

import pytest

from newsroom import clock
from newsroom.articles.categories import Category
from newsroom.database import db
from newsroom.purging import looking
from tests import factories


@pytest.fixture
def looked(cache, look):
    """A process that has looked once."""
    look()
    cache.told()
    return look


def hows(cache):
    return [(told.how, told.keys) for told in cache.told()]


def test_who_looks_for_the_first_time_may_have_missed_something(cache, look):
    look()
    assert hows(cache) == [("soft", "site")]
    look()
    assert not cache.told()


def test_a_change_that_is_not_announced_is_seen(cache, looked):
    category = factories.category("Громада")
    looked()
    assert hows(cache) == [("soft", "site")]
    db.session.get(Category, category.id).name = "Люди"
    db.session.commit()
    looked()
    assert hows(cache) == [("soft", "site")]
    looked()
    assert not cache.told()


def test_what_no_reader_sees_is_not(cache, looked):
    factories.draft(headline="Чернетка")
    looked()
    assert not cache.told()


def test_what_time_alone_changes_is_seen(cache, looked, at):
    article = factories.live(headline="Міст відкрили", since=clock.now() - timedelta(hours=2))
    factories.pin(article, stays=timedelta(minutes=5))
    factories.scheduled(clock.now() + timedelta(minutes=9), headline="Міст закрили")
    looked()
    cache.told()
    at(clock.now() + timedelta(minutes=6))
    looked()
    assert hows(cache)[0] == ("soft", "site")  # the strip has ended
    at(clock.now() + timedelta(minutes=4))
    looked()
    assert ("soft", "site") in hows(cache)
    looked()
    assert not cache.told()


def test_a_change_is_looked_for_again_when_it_could_not_be_told(cache, looked, monkeypatch):
    factories.category("Громада")
    with monkeypatch.context() as patch:
        patch.setattr(looking.purges, "put", lambda *keys: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            looking.look()
    looked()
    assert hows(cache) == [("soft", "site")]


@pytest.mark.one_database
def test_who_has_no_cache_does_not_even_look(app, monkeypatch):
    monkeypatch.setattr(looking, "_seen", lambda: 1 / 0)
    looking.look()
