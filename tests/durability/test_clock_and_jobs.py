"""Where the clock is set back, side effects do not wait for it; what is planned keeps its time."""

from datetime import timedelta

import pytest

from newsroom import clock, outbox
from newsroom.articles import outside
from newsroom.articles.models import Article
from newsroom.database import db
from newsroom.outbox import hastening, running
from newsroom.outbox.models import Job
from tests import factories
from tests.outbox.conftest import Doing

BACK = [timedelta(hours=1), timedelta(days=1), timedelta(days=20_000)]
AMOUNTS = pytest.mark.parametrize("back", BACK, ids=["an hour", "a day", "to 1972"])
LEASE = timedelta(seconds=60)


def fail(problem):
    raise problem


@pytest.fixture
def go(at):
    """Stop the clock, and move it: ``go(seconds=30)``."""
    now = at(clock.now())

    def go(amount=timedelta(), **how):
        nonlocal now
        now = at(now + amount + timedelta(**how))
        return now

    return go


@pytest.fixture
def note(app):
    return Doing(app, lease=LEASE)


@pytest.fixture
def look(app):
    """What a worker does every few seconds; one of a process that ``is_new`` knows no before."""

    def look(is_new=False):
        db.session.commit()
        if is_new:
            del app.extensions["outbox-clock"]
        with app.app_context():
            hastening.hasten_when_the_clock_went_back()
        return running.run_due(app)

    look()
    return look


@AMOUNTS
def test_what_was_due_is_done_at_once(note, look, go, back):
    outbox.put("note", "щось")
    go(-back)
    look()
    assert note.done == ["щось"]


@AMOUNTS
def test_what_a_dead_worker_has_comes_back_in_its_time(app, note, look, go, back):
    outbox.put("note", "щось")
    db.session.commit()
    assert running.claim(app)
    go(-back)
    look()
    assert note.done == []  # whoever has it may be at it
    longest = max(kind.lease for kind in app.extensions["outbox"].kinds.values())
    go(longest)
    look()
    assert note.done == ["щось"]


def test_who_has_it_may_end_it(app, note, look, go):
    outbox.put("note", "щось")
    db.session.commit()
    order = running.claim(app)
    go(hours=-1)
    look()
    running.run(app, order)
    assert note.done == ["щось"]
    assert db.session.query(Job).one().state == "done"


@AMOUNTS
def test_what_has_failed_is_tried_again_within_the_longest_pause(note, look, go, back):
    note.failure = outbox.Later("зайнято", after=timedelta(days=1))
    outbox.put("note", "щось")
    look()
    note.failure = None
    go(-back)
    look()
    go(days=1, hours=1)
    look()
    assert note.done == ["щось"]


@AMOUNTS
def test_what_is_planned_keeps_its_time(note, look, go, back):
    at = clock.now() + timedelta(hours=2)
    outbox.announce("note", "заплановане", at=at)
    go(-back)
    look()
    assert note.done == []
    go(back + timedelta(hours=2))
    look()
    look()
    assert note.done == ["заплановане"]


def test_a_clock_that_goes_on_hastens_nothing(look, note, go, monkeypatch):
    monkeypatch.setattr(hastening, "hasten", lambda _session: pytest.fail("it was not set back"))
    for seconds in (3, 3600, 86_400):
        go(seconds=seconds)
        look()


def test_what_could_not_be_hastened_is_hastened_at_the_next_look(look, note, go, monkeypatch):
    outbox.put("note", "щось")
    go(hours=-1)
    with monkeypatch.context() as patch, pytest.raises(OSError, match="зайнято"):
        patch.setattr(hastening, "hasten", lambda _session: fail(OSError("зайнято")))
        look()
    look()
    assert note.done == ["щось"]


def test_a_new_process_hastens_what_an_earlier_one_has_written(note, look, go):
    outbox.put("note", "щось")
    go(hours=-1)
    look(is_new=True)
    assert note.done == ["щось"]


def test_what_was_published_while_it_was_ahead_is_told_when_it_is_seen(app, look, go):
    heard = []
    outbox.listen(
        app,
        outside.ANNOUNCED,
        lambda order: heard.append(db.session.get(Article, int(order.subject)).is_live),
    )
    go(hours=1)
    article = factories.live(headline="Міст")
    outside.tell(article, [])
    db.session.commit()
    go(hours=-1)
    look(is_new=True)
    assert heard == [False]
    go(hours=1)
    look()
    look()
    assert heard == [False, True]
