"""Jobs of tests, and what becomes of them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from newsroom import clock, outbox
from newsroom.database import db
from newsroom.outbox.models import Job


class Doing:
    """A kind of job that writes down what it was given, and fails as it is told."""

    def __init__(self, app, name="note", **how):
        self.done = []
        self.failure = None
        outbox.register(app, outbox.Kind(name, self._do, **how))

    def _do(self, order):
        if self.failure:
            raise self.failure
        self.done.append(order.subject)


@pytest.fixture
def doing(app):
    return lambda name="note", **how: Doing(app, name, **how)


@pytest.fixture
def jobs(app):
    """All jobs as they are now, the first first."""

    def look():
        db.session.rollback()
        found = db.session.scalars(select(Job).order_by(Job.id)).all()
        db.session.expunge_all()
        db.session.rollback()  # nobody waits for a test that looks
        return list(found)

    return look


@pytest.fixture
def after(at):
    """Let the clock stand still, then go on by seconds: ``after(30)``."""
    now = at(clock.now())

    def go_on(seconds):
        nonlocal now
        now = at(now + timedelta(seconds=seconds))
        return now

    return go_on
