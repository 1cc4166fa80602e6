"""A pass that several workers go on with, while editions follow each other."""

import pytest
from sqlalchemy import select

from newsroom import clock
from newsroom.database import db
from newsroom.mirror import following, passing
from newsroom.mirror.mirror import opened
from newsroom.mirror.sections import SECTIONS
from newsroom.outbox.models import Job
from tests import factories

pytestmark = pytest.mark.one_database


@pytest.fixture
def at_section(monkeypatch):
    """Something else happens, once, while a worker looks for what the section has."""

    def happens(name, deed):
        section, deeds = SECTIONS[name], [deed]

        def look(*rest):
            if deeds:
                deeds.pop()()
            return section(*rest)

        monkeypatch.setitem(SECTIONS, name, look)

    return happens


def test_a_pass_that_another_worker_begins_loses_nothing(app, mirror, at_section, monkeypatch):
    factories.live(headline="Перша")
    mirror.pass_through()
    before = set(mirror.files())

    def begin_anew():
        monkeypatch.setattr(passing, "shown_now", lambda _app: "another edition")
        with opened(app, mirror.root) as other:
            passing.begin(other)

    at_section(list(SECTIONS)[-1], begin_anew)
    monkeypatch.setattr(passing, "shown_now", lambda _app: "an edition")
    mirror.pass_through()
    assert set(mirror.files()) == before


def test_editions_in_quick_succession_let_a_pass_end(app, mirror, monkeypatch):
    mirror.pass_through()
    with opened(app, mirror.root) as at_hand:
        monkeypatch.setattr(passing, "shown_now", lambda _app: "1")
        passing.begin(at_hand)
        monkeypatch.setattr(passing, "shown_now", lambda _app: "2")
        following.put_pass(0)
        mirror.do_jobs()
        assert at_hand.inventory["passed"] == "1"
    (the_next,) = db.session.scalars(select(Job).where(Job.waiting()))
    assert the_next.run_at > clock.now()
