"""PostgreSQL is restarted, stands still or has no connection left: readers read on."""

import os

import pytest

from newsroom import create_app
from newsroom.database import db
from tests import factories
from tests.durability.desk import Desk, Reader
from tests.durability.elephants import TROUBLES, Elephant, read_through

pytestmark = [
    pytest.mark.one_database,  # its own
    pytest.mark.skipif(
        "TEST_POSTGRES_URL" in os.environ, reason="nobody stops a server that is not ours"
    ),
]
SECONDS, BUSY_MACHINE = 1.5, 8.0


@pytest.fixture
def elephant():
    elephant = Elephant()
    yield elephant
    elephant.stop()


@pytest.fixture
def database(elephant):
    return elephant.address


@pytest.fixture
def scene(database, serve, at_the_desk):
    """A server, a colleague, and pages for readers."""
    with create_app(
        {"SQLALCHEMY_DATABASE_URI": database, "SECRET_KEY": "only-for-tests"}
    ).app_context():
        email = factories.staff(language="uk").email
        slug = factories.live(headline="Міст відкрили").slug
        db.session.commit()
        db.engine.dispose()
    server = serve()
    return server, at_the_desk(server, email), ["/", "/recent", f"/news/{slug}"]


def test_readers_read_on_whatever_befalls_postgresql(scene, elephant):
    server, desk, pages = scene
    for trouble in TROUBLES:
        reader = Reader(Desk(server.url), *pages)
        met, well_after = read_through(trouble(elephant), SECONDS, reader, desk)
        assert set(met.statuses) == {200}, trouble.__name__
        assert well_after < 5 + BUSY_MACHINE, trouble.__name__
    assert set(desk.met.statuses) <= {200, 201, 503}
    assert 503 in desk.met.statuses
    assert desk.met.slowest < 6 + BUSY_MACHINE
    assert "Traceback" not in server.logged
