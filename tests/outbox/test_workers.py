"""Workers: woken by a commit, nearly idle else, and soon at an end when the process is."""

import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from newsroom import clock, outbox
from newsroom.database import db
from newsroom.outbox import claiming, workers
from newsroom.outbox.models import Job
from tests.database_journal import WRITING
from tests.outbox.waiting import until


@pytest.fixture
def begin(app):
    """Begin workers, as a process that serves does; they end with the test."""
    threads = app.extensions["outbox-workers"]

    def start(count=2):
        threads.start(count)
        return threads

    yield start
    threads.stop()
    assert not [t for t in threading.enumerate() if t.name.startswith("outbox-")]


def test_a_commit_wakes_the_workers_of_its_process(app, doing, begin, monkeypatch):
    monkeypatch.setattr(workers, "LOOK_SECONDS", 60)
    note = doing()
    begin()
    time.sleep(0.3)  # until they rest
    outbox.put("note", "щось")
    began = time.monotonic()
    db.session.commit()
    until(lambda: note.done == ["щось"])
    assert time.monotonic() - began < 1


def test_what_another_process_has_written_is_found_before_long(app, doing, begin, monkeypatch):
    monkeypatch.setattr(workers, "LOOK_SECONDS", 0.2)
    note = doing()
    begin()
    time.sleep(0.3)
    outbox.put("note", "щось")
    db.session.info.clear()  # as if it were written elsewhere: nobody here is woken
    db.session.commit()
    until(lambda: note.done == ["щось"], seconds=2)


def test_a_job_put_off_is_done_at_its_time(app, doing, begin, monkeypatch):
    monkeypatch.setattr(workers, "LOOK_SECONDS", 60)
    note, at = doing(), clock.now() + timedelta(seconds=0.7)
    begin()
    outbox.put("note", "щось", at=at)
    db.session.commit()
    until(lambda: note.done)
    assert 0 <= (clock.now() - at).total_seconds() < 0.5


def test_several_jobs_run_at_once(app, begin):
    meeting = threading.Barrier(3)
    outbox.register(app, outbox.Kind("note", lambda order: meeting.wait(timeout=5)))
    begin(2)
    for _ in range(2):
        outbox.put("note", "щось")
    db.session.commit()
    meeting.wait(timeout=5)


def test_idle_workers_ask_one_small_question_and_write_nothing(app, begin, monkeypatch):
    monkeypatch.setattr(workers, "LOOK_SECONDS", 0.1)
    seen = []

    def write_down(_connection, _cursor, statement, *_):
        if threading.current_thread().name.startswith("outbox-"):
            seen.append(statement)

    begin(4)
    time.sleep(0.5)
    event.listen(Engine, "before_cursor_execute", write_down)
    time.sleep(1)
    event.remove(Engine, "before_cursor_execute", write_down)
    questions = [statement for statement in seen if statement.startswith("SELECT")]
    assert 3 <= len(questions) <= 14  # by one of the four only
    others = {s for s in seen if s not in questions}
    assert others <= {"BEGIN DEFERRED"}, others
    assert not {s.split()[0] for s in seen} & WRITING


def test_the_question_goes_along_an_index(app):
    if db.engine.dialect.name == "postgresql":
        db.session.execute(db.text("SET LOCAL enable_seqscan = off"))
    for query in (Job.next_at(), Job.due(clock.now()).limit(1)):
        asked = query.compile(db.engine, compile_kwargs={"literal_binds": True})
        explain = "EXPLAIN QUERY PLAN" if db.engine.dialect.name == "sqlite" else "EXPLAIN"
        plan = " ".join(str(row) for row in db.session.execute(db.text(f"{explain} {asked}")))
        assert "ix_outbox_waiting" in plan
        assert "TEMP B-TREE" not in plan and "Sort" not in plan


def test_they_end_at_once_when_idle_and_soon_when_not(app, begin):
    begins, ends = threading.Event(), threading.Event()

    def work(order):
        begins.set()
        ends.wait(20)

    outbox.register(app, outbox.Kind("note", work))
    idle = begin()
    began = time.monotonic()
    idle.stop()
    assert time.monotonic() - began < 0.5

    busy = workers.Workers(app)
    busy.start(1)
    outbox.put("note", "довго")
    db.session.commit()
    assert begins.wait(5)
    began = time.monotonic()
    busy.stop()
    assert time.monotonic() - began < 2
    ends.set()
    until(lambda: not [t for t in threading.enumerate() if t.name.startswith("outbox-")])


def test_a_database_that_is_away_for_a_while_ends_no_worker(app, doing, begin, monkeypatch):
    monkeypatch.setattr(workers, "AWAY_SECONDS", 0.05)
    monkeypatch.setattr(workers, "LOOK_SECONDS", 0.05)
    note, look = doing(), claiming.next_at
    is_away = threading.Event()
    is_away.set()

    def next_at():
        if is_away.is_set():
            raise OSError("the database is away")
        return look()

    monkeypatch.setattr(claiming, "next_at", next_at)
    begin()
    outbox.put("note", "щось")
    db.session.commit()
    time.sleep(0.3)
    assert note.done == []
    is_away.clear()
    until(lambda: note.done == ["щось"])


def test_a_failure_that_nobody_foresaw_ends_no_worker(app, doing, begin):
    note = doing()

    def work(order):
        raise SystemExit("ні")

    outbox.register(app, outbox.Kind("odd", work))
    begin(1)
    outbox.put("odd", "дивне")
    outbox.put("note", "щось")
    db.session.commit()
    until(lambda: note.done == ["щось"])
