"""Sweeping: the outbox does not grow for ever, and loses nothing that somebody may ask for."""

from datetime import timedelta

import pytest

from newsroom import clock, outbox
from newsroom.database import db
from newsroom.outbox import running, sweeping
from newsroom.outbox.models import Job


@pytest.mark.parametrize(
    ("failure", "days"), [(None, 7), (outbox.Hopeless("ні"), 30)], ids=["done", "failed"]
)
def test_what_has_ended_is_swept_after_some_days(app, doing, after, jobs, failure, days):
    doing().failure = failure
    outbox.put("note", "щось")
    db.session.commit()
    running.run_due(app)
    after(days * 86_400)
    assert sweeping.sweep(db.session) == 0
    after(1)
    assert sweeping.sweep(db.session) == 1
    db.session.commit()
    assert jobs() == []


def test_what_waits_is_never_swept(app, after, jobs):
    outbox.put("note", "колись", at=clock.now() + timedelta(days=400))
    db.session.commit()
    after(399 * 86_400)
    sweeping.sweep(db.session)
    assert len(jobs()) == 1


def test_many_are_swept_bit_by_bit(app, monkeypatch, jobs):
    monkeypatch.setattr(sweeping, "AT_ONCE", 3)
    long_ago = clock.now() - timedelta(days=8)
    for number in range(8):
        job = Job(kind="note", subject=str(number), payload={}, run_at=long_ago, done_at=long_ago)
        db.session.add(job)
    db.session.commit()
    sweeping.sweep_now_and_then()
    assert jobs() == []


def test_it_is_done_once_an_hour(app, monkeypatch):
    swept = []
    monkeypatch.setattr(sweeping, "sweep", lambda session: swept.append(1) and 0)
    now = 1000.0
    monkeypatch.setattr("newsroom.outbox.sweeping.time.monotonic", lambda: now)
    sweeping.sweep_now_and_then()
    sweeping.sweep_now_and_then()
    assert len(swept) == 1
    now += 3601
    sweeping.sweep_now_and_then()
    assert len(swept) == 2
