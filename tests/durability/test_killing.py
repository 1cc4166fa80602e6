"""A server that dies at any moment keeps every promise, and needs no hand to serve again."""

import pytest

from tests.durability import killing
from tests.durability.newsroom import Newsroom

KILLS = {"sqlite": 6, "postgresql": 2}
SECONDS_TO_SERVE = 30  # on a machine that does much else; bin/bench holds it to the real bar


@pytest.fixture
def newsroom(database, tmp_path):
    newsroom = Newsroom(tmp_path, database)
    newsroom.sign_in(len(killing.PEOPLE))
    yield newsroom
    newsroom.close()


def test_a_server_that_is_killed_loses_nothing_and_doubles_nothing(newsroom, database):
    kills = KILLS[database.partition(":")[0].partition("+")[0]]
    found = killing.run(newsroom, newsroom.server(app=killing.APP), kills)
    assert not found.broken, "\n".join(found.broken)
    assert found.deaths == kills
    assert max(found.seconds) < SECONDS_TO_SERVE
    assert found.saves and found.published and found.repeated
