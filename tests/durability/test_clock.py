"""The clock of a real server jumps: nothing appears before its time, is done twice, or is lost."""

from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError
from urllib.request import urlopen
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from newsroom.articles.models import Article
from newsroom.articles.outside import ANNOUNCED
from newsroom.database import db
from newsroom.outbox.models import Job
from tests import programs
from tests.durability.clocks import Clock
from tests.durability.newsroom import Newsroom
from tests.durability.people import Person, Publisher, Writer
from tests.outbox.waiting import until

pytestmark = [programs.needs("gcc"), pytest.mark.one_database]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
KYIV = ZoneInfo("Europe/Kyiv")
EPOCH = datetime(1970, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def newsroom(database, tmp_path):
    newsroom = Newsroom(tmp_path, database)
    newsroom.sign_in(3)
    yield newsroom
    newsroom.close()


@pytest.fixture
def clock(tmp_path_factory):
    return Clock(tmp_path_factory.mktemp("clock"))


@pytest.fixture
def servers(newsroom, clock):
    """Two on one database, by the same clock; the first serves."""
    both = [newsroom.server(environment=clock.environment) for _ in range(2)]
    both[0].start()
    yield both
    for server in both:
        server.kill()


@pytest.fixture
def server(servers):
    return servers[0]


class Planner(Person):
    def plan(self, at, headline):
        """Write an article that goes out at a full minute."""
        local = at.astimezone(KYIV)
        save_id = self.new_id()
        self.promises.sent.add(save_id)
        fields = {"headline": headline, "body": "<p>Текст.</p>", "category": "0"}
        fields |= {"base": "0", "save_id": save_id, "going_out": "schedule"}
        fields |= {"publish_date": f"{local:%Y-%m-%d}", "publish_time": f"{local:%H:%M}"}
        self.send("/desk/articles/publication", {303}, **fields)


@pytest.fixture
def people(newsroom, server):
    """A writer, a publisher and a planner, each with a session, who work when they are told to."""
    found = [
        kind(server.port, cookie, newsroom.promises)
        for kind, cookie in zip((Writer, Publisher, Planner), newsroom.cookies, strict=True)
    ]
    for person in found:
        person.sit_down()
    yield found
    for person in found:
        person.stand_up()


def jobs(newsroom, headline):
    with newsroom.app.app_context():
        ids = map(str, db.session.scalars(select(Article.id).where(Article.headline == headline)))
        found = db.session.scalars(select(Job).where(Job.subject.in_(ids), Job.kind == ANNOUNCED))
        found = [(job.state.value, job.attempts) for job in found]
        db.session.rollback()
        return found


def test_whatever_the_clock_does(newsroom, servers, server, clock, people, at):
    writer, publisher, planner = people
    begun = datetime.now(UTC)
    goes_out = (begun + HOUR).replace(second=0, microsecond=0)

    def is_seen(slug="zaplanovano", on=server):
        try:
            with urlopen(f"{on.url}/news/{slug}", timeout=20):
                return True
        except HTTPError as answer:
            assert answer.code == 404
            return False

    writer.work()
    planner.plan(goes_out, "Заплановано")
    assert not is_seen()
    for moment in (goes_out - timedelta(seconds=30), begun - HOUR, begun - DAY, EPOCH):
        clock.set(moment)
        assert not is_seen()
        writer.work()  # its number follows, and nobody is signed out
        publisher.work()  # and that is among the recent posts
        newest = list(newsroom.promises.published)[-1]
        until(lambda newest=newest: jobs(newsroom, newest) == [("done", 1)])
        assert jobs(newsroom, "Заплановано") == [("waiting", 0)]

    clock.set(goes_out + timedelta(seconds=1))
    until(is_seen)
    until(lambda: jobs(newsroom, "Заплановано") == [("done", 1)])
    clock.set(begun)  # it was ahead
    assert not is_seen()
    writer.work()
    planner.plan(goes_out + HOUR / 2, "Поки темно")
    server.kill()
    clock.set(goes_out + HOUR)
    for each in servers:
        each.start()
    for each in servers:
        assert is_seen(on=each)
        assert is_seen("poky-temno", on=each)
    until(lambda: jobs(newsroom, "Поки темно") == [("done", 1)])
    writer.work()
    publisher.work()
    until(lambda: not newsroom.left_to_do())
    assert jobs(newsroom, "Заплановано") == [("done", 1)]
    at(goes_out + 2 * HOUR)  # later than the last publication
    lost = newsroom.broken()
    swept = "nobody is told"  # once the clock was right: done years ago
    assert not [line for line in lost if not line.startswith(swept)], lost
