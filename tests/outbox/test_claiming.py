"""Claims: one worker has a job at a time, a dead one's comes back, and a bad one rests."""

from datetime import timedelta
from itertools import pairwise

import pytest

from newsroom import outbox
from newsroom.database import db
from newsroom.outbox import claiming, running


@pytest.fixture
def note(doing):
    return doing(lease=timedelta(seconds=60), tries=4)


@pytest.fixture
def written(note):
    outbox.put("note", "щось")
    db.session.commit()


def test_a_job_that_somebody_has_is_nobody_elses(app, written):
    assert running.claim(app).subject == "щось"
    assert running.claim(app) is None


def test_a_job_whose_worker_died_comes_back_when_its_lease_is_over(app, note, written, after):
    first = running.claim(app)
    after(59)
    assert running.claim(app) is None
    after(1)
    second = running.claim(app)
    assert (second.id, second.attempts) == (first.id, 2)
    running.run(app, second)
    assert note.done == ["щось"]


def test_who_lost_the_lease_writes_nothing_down(app, doing, written, after, jobs):
    def work(order):
        outbox.put("note", "його слід")

    outbox.register(app, outbox.Kind("note", work))
    slow = running.claim(app)
    after(61)
    running.claim(app)
    running.run(app, slow)
    assert [(job.subject, job.state) for job in jobs()] == [("щось", "running")]


def test_a_job_that_kills_its_process_each_time_rests_at_last(app, written, after, jobs):
    for _ in range(4):
        assert running.claim(app)
        after(61)
    assert running.claim(app) is None
    assert jobs()[0].state == "failed"
    assert "ended before it was done" in jobs()[0].last_error


def test_one_that_rests_does_not_hide_the_next(app, note, written, after):
    for _ in range(4):
        running.claim(app)
        after(61)
    outbox.put("note", "наступна")
    db.session.commit()
    running.run_due(app)
    assert note.done == ["наступна"]


def test_a_failure_is_tried_again_with_growing_pauses_and_then_rests(app, note, written, after):
    note.failure = RuntimeError("впало")
    tried = []
    for second in range(200):
        if running.run_due(app):
            tried.append(second)
        after(1)
    pauses = [later - earlier for earlier, later in pairwise(tried)]
    assert len(tried) == 4
    for pause, most in zip(pauses, (10, 20, 40), strict=True):
        assert most / 2 <= pause <= most + 1
    assert note.done == []


def test_what_failed_is_seen_with_its_reason(app, note, written, after, jobs):
    note.failure = OSError(5, "впало\nв другому рядку")
    for _ in range(4):
        running.run_due(app)
        after(60)
    (job,) = jobs()
    assert (job.state, job.attempts) == ("failed", 4)
    assert job.last_error == "OSError: впало"


def test_what_is_hopeless_rests_at_once(app, note, written, jobs):
    note.failure = outbox.Hopeless("такої адреси не може бути")
    running.run_due(app)
    (job,) = jobs()
    assert (job.state, job.last_error) == ("failed", "такої адреси не може бути")


@pytest.mark.parametrize(
    ("wish", "least", "most"),
    [(3, 5, 10), (300, 300, 300), (10**6, 86_400, 86_400), (-5, 5, 10), (None, 5, 10)],
)
@pytest.mark.one_database
def test_the_other_side_may_ask_for_a_longer_pause(
    app, note, written, after, jobs, wish, least, most
):
    wished = None if wish is None else timedelta(seconds=wish)
    note.failure = outbox.Later("зайнято", after=wished)
    now = after(0)
    running.run_due(app)
    assert least <= (jobs()[0].run_at - now).total_seconds() <= most


def test_pauses_grow_to_a_limit_and_are_never_the_same_for_all():
    for attempts, most in [(1, 10), (2, 20), (5, 160), (9, 2560), (10, 3600), (1000, 3600)]:
        pauses = {claiming.pause(attempts).total_seconds() for _ in range(50)}
        assert most / 2 <= min(pauses) < max(pauses) <= most


def test_what_a_job_wrote_is_committed_with_its_end_or_not_at_all(app, written, jobs):
    def work(order):
        outbox.put("note", "друга", at=order.created_at + timedelta(days=1))
        db.session.flush()
        raise RuntimeError("ні")

    outbox.register(app, outbox.Kind("note", work))
    running.run_due(app)
    assert [job.subject for job in jobs()] == ["щось"]


def test_a_kind_that_nobody_knows_waits_for_who_does(app, doing, after, jobs):
    outbox.put("new", "щось")
    db.session.commit()
    running.run_due(app)
    assert "nobody here knows" in jobs()[0].last_error
    newer = doing("new")
    after(11)
    running.run_due(app)
    assert newer.done == ["щось"]


SECRET = "таємниця-7"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (f"https://hub.example/p?token={SECRET} answers 503", "https://hub.example answers 503"),
        (f"postgresql://news:{SECRET}@db/news is away", "postgresql://db is away"),
        (f"HTTP://a.example/{SECRET} and http://b.example#{SECRET}", "HTTP://a.example and http:"),
        (f"broken\nDETAIL: {SECRET}", "broken"),
        ("х" * 1000, "х" * 200),
    ],
)
def test_no_secret_of_an_address_is_written_down(said, kept):
    written = claiming.in_short(outbox.Later(said))
    assert kept in written
    assert SECRET not in written
    assert len(written) <= 300
