"""Writing a job: with the change that it follows or not at all, and what is the same only once."""

import threading
from datetime import timedelta

import pytest

from newsroom import outbox
from newsroom.database import db
from newsroom.outbox import running
from tests import factories


def test_a_job_is_there_when_its_change_is_committed(app, doing, jobs):
    note = doing()
    outbox.put("note", "щось", {"n": 1})
    db.session.commit()
    running.run_due(app)
    assert note.done == ["щось"]
    assert [(job.state, job.payload, job.attempts) for job in jobs()] == [("done", {"n": 1}, 1)]


def test_a_change_that_is_rolled_back_leaves_no_job(app, doing, jobs):
    note = doing()
    factories.category()
    outbox.put("note", "щось")
    db.session.flush()
    db.session.rollback()
    running.run_due(app)
    assert (note.done, jobs()) == ([], [])


def test_a_job_waits_for_its_time(app, doing, after):
    note = doing()
    outbox.put("note", "пізніше", at=after(0) + timedelta(seconds=60))
    db.session.commit()
    after(59.9)
    assert running.run_due(app) == 0
    after(0.1)
    running.run_due(app)
    assert note.done == ["пізніше"]


def test_what_is_announced_again_takes_the_place_of_what_was_to_come(app, doing, after, jobs):
    note, now = doing(), after(0)
    for seconds in (300, 100, 200):
        outbox.announce("note", 7, at=now + timedelta(seconds=seconds))
        db.session.commit()
    outbox.announce("note", 8, at=now + timedelta(seconds=100))
    db.session.commit()
    after(150)
    running.run_due(app)
    assert note.done == ["8"]
    after(200)
    running.run_due(app)
    assert note.done == ["8", "7"]


def test_what_was_due_is_not_replaced_after_the_clock_was_set_back(app, doing, after, jobs):
    """What it says of lists that were left, nobody else says."""
    outbox.announce("note", 7, {"stood_in": [["tag", "richka"]]})
    db.session.commit()
    after(-3600)
    outbox.announce("note", 7, {"stood_in": []})
    db.session.commit()
    assert [job.payload["stood_in"] for job in jobs()] == [[["tag", "richka"]], []]


def test_what_is_announced_now_does_not_replace_what_is_due(app, doing, jobs):
    """It may be under way already, and have seen nothing of this change."""
    note = doing()
    for _ in range(2):
        outbox.announce("note", 7)
        db.session.commit()
    running.run_due(app)
    assert note.done == ["7", "7"]


def test_of_jobs_that_ask_for_the_same_one_that_waits_is_enough(app, doing):
    note = doing()
    for key in ("стрічка", "стрічка", "інша", "стрічка"):
        outbox.put("note", key, key=key)
        db.session.commit()
    running.run_due(app)
    assert note.done == ["стрічка", "інша"]


def test_a_job_under_way_does_not_stand_for_a_later_change(app, doing):
    note = doing()
    outbox.put("note", "стрічка", key="стрічка")
    db.session.commit()
    order = running.claim(app)
    outbox.put("note", "стрічка", key="стрічка")
    db.session.commit()
    running.run(app, order)
    running.run_due(app)
    assert note.done == ["стрічка", "стрічка"]


def test_jobs_that_ask_for_the_same_keep_their_distance(app, doing, after):
    note = doing(spacing=timedelta(seconds=30))
    for _ in range(10):
        outbox.put("note", "стрічка", key="стрічка")
        db.session.commit()
        running.run_due(app)
        after(6)
    assert len(note.done) == 2
    after(30)
    running.run_due(app)
    assert len(note.done) == 3
    after(300)
    outbox.put("note", "стрічка", key="стрічка")
    db.session.commit()
    running.run_due(app)
    assert len(note.done) == 4


def test_a_job_that_goes_too_early_does_not_stand_for_a_change(app, doing, after, jobs):
    """Here each change is seen outside only six seconds later."""
    doing(spacing=timedelta(seconds=30))
    began = now = after(0)
    for _ in range(20):
        outbox.put("note", "стрічка", at=now + timedelta(seconds=6), key="стрічка")
        db.session.commit()
        now = after(0.25)
    assert [(job.run_at - began).total_seconds() for job in jobs()] == [6, 36]


def test_one_that_nobody_has_taken_yet_waits_for_the_next_change_too(app, doing, after, jobs):
    doing()
    for _ in range(3):
        now = after(60)
        outbox.put("note", "стрічка", at=now + timedelta(seconds=6), key="стрічка")
        db.session.commit()
    assert [(job.run_at - now).total_seconds() for job in jobs()] == [6]


def test_a_new_wish_waits_with_the_one_that_was_put_off(app, doing, after, jobs):
    note = doing()
    note.failure = outbox.Later("зайнято", after=timedelta(minutes=10))
    outbox.put("note", "стрічка", key="стрічка")
    db.session.commit()
    running.run_due(app)
    note.failure = None
    outbox.put("note", "стрічка", key="стрічка")
    db.session.commit()
    after(599)
    running.run_due(app)
    assert note.done == []
    after(1)
    running.run_due(app)
    assert note.done == ["стрічка"]


@pytest.mark.parametrize("failure", [outbox.Hopeless("ні"), None])
def test_what_has_ended_does_not_stand_for_a_later_change(app, doing, failure):
    note = doing()
    note.failure = failure
    outbox.put("note", "стрічка", key="стрічка")
    db.session.commit()
    running.run_due(app)
    note.failure = None
    note.done.clear()
    outbox.put("note", "стрічка", key="стрічка")
    db.session.commit()
    running.run_due(app)
    assert note.done == ["стрічка"]


def test_who_listens_hears_of_it_and_puts_jobs_of_its_own(app, doing):
    note = doing()

    def hear(order):
        outbox.put("note", f"{order.subject} {order.payload['what']}", key=order.subject)

    outbox.listen(app, "happened", hear)
    outbox.announce("happened", 7, {"what": "вийшло"})
    db.session.commit()
    running.run_due(app)
    assert note.done == ["7 вийшло"]


def test_a_listener_that_fails_leaves_no_half_of_the_jobs(app, doing, jobs):
    note = doing()

    def fail(order):
        raise RuntimeError("ні")

    outbox.listen(app, "happened", lambda order: outbox.put("note", "від першого"))
    outbox.listen(app, "happened", fail)
    outbox.announce("happened", 7)
    db.session.commit()
    running.run_due(app)
    assert note.done == []
    assert [(job.kind, job.state, job.attempts) for job in jobs()] == [("happened", "waiting", 1)]


def test_two_who_ask_for_the_same_at_once_make_one_job(app, doing, jobs):
    def ask():
        with app.app_context():
            outbox.put("note", "стрічка", key="стрічка")
            db.session.commit()

    doing()
    outbox.put("note", "стрічка", key="стрічка")
    db.session.flush()
    other = threading.Thread(target=ask)
    other.start()
    other.join(timeout=0.5)  # it waits for what this transaction will say
    db.session.commit()
    other.join()
    assert len(jobs()) == 1
