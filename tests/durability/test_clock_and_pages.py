"""Pages and what is kept of them follow the clock, wherever it goes: never early, never late."""

from datetime import UTC, datetime, timedelta

import pytest

from newsroom.database import db
from tests import factories
from tests.moments import kyiv

# Among them the night with an hour too few, and both half past three of that with one too many.
TIMES = {
    "an afternoon": kyiv("2026-11-24 18:00"),
    "the last moment of winter time": datetime(2027, 3, 28, 0, 59, 59, tzinfo=UTC),
    "the first of summer time": datetime(2027, 3, 28, 1, tzinfo=UTC),
    "the first 03:30": datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
    "the second 03:30": datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
    "new year": kyiv("2027-01-01 00:00"),
}
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
JUMPS = [-SECOND, SECOND, -HOUR, HOUR, -DAY, timedelta(0), DAY, -timedelta(days=20_000), HOUR]


@pytest.mark.parametrize("time", TIMES.values(), ids=TIMES)
def test_an_article_is_there_from_its_time_on_and_never_before(app, at, time):
    at(time - DAY)
    factories.live(headline="Раніше")
    factories.scheduled(time, headline="Заплановано", by=factories.staff())
    db.session.commit()
    for jump in JUMPS:
        at(time + jump)
        for _ in range(3):  # the third is kept
            client = app.test_client()
            shown = [
                client.get("/news/zaplanovano").status_code == 200,
                *("Заплановано" in client.get(page).text for page in ("/", "/recent", "/feed.rss")),
            ]
            assert set(shown) == {jump >= timedelta(0)}, jump


def test_a_session_ends_at_its_time_and_is_not_revived_once_that_was_seen(app, client, at):
    now = at("2026-11-24 12:00")
    factories.sign_in(client, factories.staff())
    for jump in (-HOUR, HOUR, -DAY, -timedelta(days=20_000), 19 * HOUR):
        at(now + jump)
        assert client.get("/desk/articles").status_code == 200, jump
    at(now + 21 * HOUR)
    assert client.get("/desk/articles").status_code == 302
    factories.sign_in(app.test_client(), factories.staff())  # what has ended is swept
    at(now + HOUR)
    assert client.get("/desk/articles").status_code == 302
