"""Workers: woken by a commit, nearly idle else, and soon at an end when the process is."""

import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from newsroom import clock, outbox
from newsroom.database import db
from newsroom.outbox import claiming, sweeping, workers
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
    db.session.commit()
    until(lambda: note.done == ["щось"], seconds=30)  # by itself it would look after 48


def test_what_another_process_has_written_is_found_before_long(app, doing, begin, monkeypatch):
    monkeypatch.setattr(workers, "LOOK_SECONDS", 0.2)
    note = doing()
    begin()
    time.sleep(0.3)
    outbox.put("note", "щось")
    db.session.info.clear()  # as if it were written elsewhere: nobody here is woken
    db.session.commit()
    until(lambda: note.done == ["щось"])


def test_what_is_urgent_waits_behind_no_long_job(app, doing, begin, monkeypatch):
    monkeypatch.setattr(workers, "LOOK_SECONDS", 0.2)
    ends, begun = threading.Event(), threading.Barrier(4)

    def work(order):
        begun.wait(30)
        ends.wait(60)

    for kind in ("long", "long and urgent"):
        outbox.register(app, outbox.Kind(kind, work))
    note, other = doing(), doing("other")
    outbox.hurry(app, "long and urgent")
    outbox.hurry(app, "note")
    begin(2)
    for kind in ("long", "long", "long and urgent", "other", "note"):
        outbox.put(kind, kind)
    db.session.commit()
    begun.wait(30)
    until(lambda: note.done == ["note"])
    assert not other.done
    ends.set()
    until(lambda: other.done == ["other"])


def test_a_job_put_off_is_done_at_its_time(app, doing, begin, monkeypatch):
    monkeypatch.setattr(workers, "LOOK_SECONDS", 60)
    note, at = doing(), clock.now() + timedelta(seconds=0.7)
    begin()
    outbox.put("note", "щось", at=at)
    db.session.commit()
    until(lambda: note.done, seconds=30)  # by itself it would look after 48
    assert clock.now() >= at


def test_several_jobs_run_at_once(app, begin):
    meeting = threading.Barrier(3)
    outbox.register(app, outbox.Kind("note", lambda order: meeting.wait(timeout=30)))
    begin(2)
    for _ in range(2):
        outbox.put("note", "щось")
    db.session.commit()
    meeting.wait(timeout=30)


class Rests(threading.Event):
    """The bell of workers: who rests until it rings, and for how long."""

    def __init__(self, seen):
        super().__init__()
        self.seen = seen

    def wait(self, timeout=None):
        self.seen.append((threading.current_thread().name, timeout))
        return super().wait(timeout)


def test_idle_workers_ask_one_small_question_and_write_nothing(app, begin, monkeypatch):
    """One question before each rest, by one of the four only."""
    monkeypatch.setattr(workers, "LOOK_SECONDS", 0.1)
    seen = []

    def write_down(_connection, _cursor, statement, *_):
        if threading.current_thread().name.startswith("outbox-"):
            seen.append(statement)

    app.extensions["outbox-workers"]._lanes[0].bell = Rests(seen)
    begin(4)
    until(lambda: len(seen) > 2)  # what is only done once, as they begin
    seen.clear()
    event.listen(Engine, "before_cursor_execute", write_down)
    until(lambda: len(seen) > 20)
    event.remove(Engine, "before_cursor_execute", write_down)
    told = [said for said in seen if said != "BEGIN DEFERRED"]
    rests = [number for number, said in enumerate(told) if isinstance(said, tuple)]
    told = told[rests[0] : rests[-1] + 1]
    assert len({name for name, _ in told[::2]}) == 1
    assert all(0.08 <= seconds <= 0.12 for _, seconds in told[::2])
    assert all(said.startswith("SELECT") for said in told[1::2])
    assert not {said.split()[0] for said in told[1::2]} & WRITING


def test_the_question_goes_along_an_index(app):
    if db.engine.dialect.name == "postgresql":
        db.session.execute(db.text("SET LOCAL enable_seqscan = off"))
    for query in (Job.next_at(), Job.due(clock.now()).limit(1)):
        asked = query.compile(db.engine, compile_kwargs={"literal_binds": True})
        explain = "EXPLAIN QUERY PLAN" if db.engine.dialect.name == "sqlite" else "EXPLAIN"
        plan = " ".join(str(row) for row in db.session.execute(db.text(f"{explain} {asked}")))
        assert "ix_outbox_waiting" in plan
        assert "TEMP B-TREE" not in plan and "Sort" not in plan


def at_work():
    return [t for t in threading.enumerate() if t.name.startswith("outbox-")]


def test_idle_workers_end_at_once(app, begin, monkeypatch):
    monkeypatch.setattr(workers, "LOOK_SECONDS", 100)
    monkeypatch.setattr(workers, "STOP_SECONDS", 60)
    idle = begin()
    time.sleep(0.3)  # until they rest
    began = time.monotonic()
    idle.stop()
    assert time.monotonic() - began < 20  # not when they would look again
    assert not at_work()


def test_nobody_waits_long_for_a_job_under_way(app):
    begins, ends = threading.Event(), threading.Event()

    def work(order):
        begins.set()
        ends.wait(60)

    outbox.register(app, outbox.Kind("note", work))
    busy = workers.Workers(app)
    busy.start(1)
    outbox.put("note", "довго")
    db.session.commit()
    assert begins.wait(30)
    began = time.monotonic()
    busy.stop()
    assert time.monotonic() - began < 20
    assert at_work()
    ends.set()
    until(lambda: not at_work())


def test_a_database_that_is_away_for_a_while_ends_no_worker(app, doing, begin, monkeypatch):
    monkeypatch.setattr(workers, "AWAY_SECONDS", 0.05)
    monkeypatch.setattr(workers, "LOOK_SECONDS", 0.05)
    note, look = doing(), claiming.next_at
    is_away = threading.Event()
    is_away.set()

    def next_at(*kinds):
        if is_away.is_set():
            raise OSError("the database is away")
        return look(*kinds)

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


def test_what_fails_as_they_look_out_holds_up_no_job_and_no_other_look(
    app, doing, begin, monkeypatch
):
    monkeypatch.setattr(workers, "LOOK_SECONDS", 0.05)
    note, looks = doing(), []

    def fail():
        raise PermissionError("ні")

    monkeypatch.setattr(sweeping, "sweep_now_and_then", fail)
    outbox.look_out(app, fail)
    outbox.look_out(app, lambda: looks.append(1))
    begin()
    outbox.put("note", "щось")
    db.session.commit()
    until(lambda: note.done == ["щось"] and looks)
