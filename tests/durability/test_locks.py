"""Somebody else's process holds SQLite's one lock: readers notice nothing, writers are told."""

import pytest

from newsroom.database import db
from newsroom.waiting import PATIENCE
from tests import factories
from tests.durability.desk import Reader
from tests.durability.locks import WRITERS, while_held

pytestmark = pytest.mark.one_database
BUSY_MACHINE = 4  # seconds that this one may take for what needs none


@pytest.fixture
def scene(app, serve, at_the_desk):
    """A server, a colleague's desk, and what both sides read."""
    server, email = serve(), factories.staff(language="uk").email
    article = factories.live(headline="Міст відкрили")
    pages = ["/", "/recent", f"/news/{article.slug}", "/desk/", f"/desk/articles/{article.id}"]
    db.session.commit()  # else it is the test that holds the lock
    return server, lambda: at_the_desk(server, email), pages


def test_a_lock_that_is_soon_free_only_delays_a_save(scene, database):
    _server, sit_down, pages = scene
    told = while_held(database, 1.0, [Reader(sit_down(), *pages)], [sit_down()])
    assert set(told.saves) == {201}
    assert told.longest_save > 0.8


def test_a_lock_for_long_is_told_of_in_time_and_stops_no_reader(scene, database):
    server, sit_down, pages = scene
    first = sit_down()
    writers = [first, *(first.again() for _ in range(WRITERS - 1))]
    told = while_held(database, PATIENCE + 1, [Reader(sit_down(), *pages)], writers)
    assert set(told.readers[0].statuses) == {200}
    assert told.readers[0].slowest < BUSY_MACHINE
    assert set(told.saves) == {201, 503}
    assert told.longest_save < PATIENCE + BUSY_MACHINE
    assert told.well_after < 5
    assert "Traceback" not in server.logged


@pytest.mark.settings(WRITERS_WAITING=1000)
def test_without_a_limit_for_those_who_wait_readers_would_stand_behind_them(scene, database):
    _server, sit_down, pages = scene
    first = sit_down()
    writers = [first, *(first.again() for _ in range(WRITERS - 1))]
    told = while_held(database, PATIENCE - 0.2, [Reader(sit_down(), *pages)], writers)
    assert told.readers[0].slowest > PATIENCE / 5  # they wait for the lock that they do not need
