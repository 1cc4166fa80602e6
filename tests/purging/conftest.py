"""A cache on this machine, which writes down what it is told, and workers that do what is due."""

from contextlib import ExitStack
from typing import NamedTuple

import pytest

from newsroom.database import db
from newsroom.outbox import running
from newsroom.purging import looking
from tests.outward.servers import answer, serving


class Told(NamedTuple):
    how: str
    keys: str
    by: str


class Cache:
    """It answers as it is told to."""

    def __init__(self, stack):
        self.answers = answer(b"purged 1\n")
        self.server = stack.enter_context(serving(self._answer))
        self.url = self.server.url

    def _answer(self, connection, asked):
        self.answers(connection, asked)

    def told(self):
        """What it was told since it was asked last."""
        asked, self.server.asked = self.server.asked, []
        return [self._read(one.decode()) for one in asked]

    def _read(self, asked):
        first, *lines = asked.split("\r\n")
        assert first == "PURGE / HTTP/1.1"
        said = dict(line.split(": ", 1) for line in lines if line)
        return Told(said["Purge"], said["Surrogate-Key"], said["Authorization"])


@pytest.fixture
def caches(app):
    """Two, which the newsroom knows."""
    with ExitStack() as stack:
        found = [Cache(stack), Cache(stack)]
        app.config["CACHES"] = tuple(cache.url for cache in found)
        app.config["CACHES_KEY"] = "only for tests"
        yield found


@pytest.fixture
def cache(caches):
    return caches[0]


@pytest.fixture
def do_due(app):
    """Let all that is due be done."""

    def done():
        db.session.rollback()
        return running.run_due(app)

    return done


@pytest.fixture
def look(app, do_due):
    """Look once, as a process does every few seconds, and do what that brings."""

    def looked():
        db.session.rollback()
        looking.look()
        do_due()

    return looked
