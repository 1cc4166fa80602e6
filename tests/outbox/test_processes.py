"""Several processes, as in production: each job once, and again only when its process died."""

import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from newsroom import clock, outbox
from newsroom.database import db
from tests.outbox.waiting import until

ROOT = Path(__file__).parents[2]
PROCESSES, JOBS = 4, 300


class Process:
    def __init__(self, url, folder, count=2, work=0.0, lease=60.0):
        self.folder = folder
        how = [url, str(folder), str(count), str(work), str(lease)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.outbox.process", *how], cwd=ROOT, stdin=subprocess.PIPE
        )

    def lines(self):
        path = self.folder / f"{self.process.pid}.log"
        return path.read_text().splitlines() if path.exists() else []

    def said(self, word):
        """What it has begun or done: subject, attempt, when."""
        found = [line.split() for line in self.lines()]
        return [(line[1], int(line[2]), float(line[3])) for line in found if line[0] == word]

    def end(self):
        self.process.stdin.close()
        self.process.wait(timeout=60)

    def kill(self):
        self.process.kill()
        self.process.stdin.close()
        self.process.wait(timeout=60)


@pytest.fixture
def begin(app, database, tmp_path):
    db.session.rollback()  # what a test has looked at holds nobody up

    def start(**how):
        processes.append(Process(database, tmp_path, **how))
        return processes[-1]

    processes = []
    yield start
    for one in processes:
        one.kill()


def done_by(processes):
    return [subject for one in processes for subject, *_ in one.said("done")]


def test_four_processes_do_three_hundred_jobs_each_once(begin, jobs):
    processes = [begin() for _ in range(PROCESSES)]
    until(lambda: all(one.lines() for one in processes))
    for part in range(3):
        for number in range(JOBS // 3):
            outbox.put("note", part * JOBS // 3 + number)
        db.session.commit()
    until(lambda: len(done_by(processes)) >= JOBS, seconds=60)
    for one in processes:
        one.end()
    assert Counter(done_by(processes)) == Counter(map(str, range(JOBS)))
    assert {(job.state, job.attempts) for job in jobs()} == {("done", 1)}
    assert sum(bool(one.said("done")) for one in processes) > 1


def test_what_is_announced_often_at_once_is_done_once_and_once_more_later(begin, jobs):
    processes = [begin(count=4) for _ in range(2)]
    until(lambda: all(one.lines() for one in processes))
    for number in range(40):
        outbox.announce("happened", number)
    db.session.commit()
    until(lambda: all(job.done_at for job in jobs() if job.kind == "happened"), seconds=60)
    until(lambda: done_by(processes))
    for one in processes:
        one.end()
    feeds = [job.state for job in jobs() if job.kind == "feed"]
    assert feeds in (["done"], ["done", "waiting"])


def test_what_a_killed_process_had_begun_is_done_by_another(begin, jobs):
    outbox.put("note", "щось")
    db.session.commit()
    first = begin(work=60, lease=2)
    until(lambda: first.said("begun"))
    lease_ends = jobs()[0].leased_until.timestamp()
    first.kill()
    second = begin()
    until(lambda: second.said("done"))
    ((_, attempt, began),) = second.said("begun")
    assert attempt == 2
    assert began >= lease_ends  # never while the first might be at it
    second.end()
    assert [(job.state, job.attempts) for job in jobs()] == [("done", 2)]


def test_what_is_written_while_nobody_works_is_done_once_at_its_time(begin, jobs):
    before = begin()
    until(before.lines)
    due = clock.now() + timedelta(seconds=5)
    outbox.announce("note", "пізніше", at=due)
    db.session.commit()
    time.sleep(0.5)
    before.kill()
    processes = [begin() for _ in range(2)]
    until(lambda: done_by(processes))
    time.sleep(0.5)
    ((_, attempt, began),) = [s for one in processes for s in one.said("begun")]
    assert not before.said("begun")
    assert attempt == 1
    assert began >= due.timestamp()


def test_a_process_that_ends_in_good_order_leaves_nothing_half_done(begin, jobs):
    one = begin(count=1, work=0.3)
    for number in range(100):
        outbox.put("note", number)
    db.session.commit()
    until(lambda: one.said("done"))
    one.end()
    assert one.said("begun")[-1][0] == one.said("done")[-1][0]
    assert {job.state for job in jobs()} == {"done", "waiting"}
