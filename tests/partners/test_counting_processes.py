"""Several processes count: their sums are exact, and a crash loses seconds."""

import subprocess
import sys
from pathlib import Path

import pytest

from newsroom.database import db
from newsroom.partners.counts import BOX, Count
from tests import factories
from tests.outbox.waiting import until

ROOT = Path(__file__).parents[2]
THEIRS = "https://visnyk.example"


class Process:
    def __init__(self, database, url):
        how = [sys.executable, "-m", "tests.partners.process", database, url, THEIRS]
        self.process = subprocess.Popen(
            how, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def readers(self, number):
        print(number, file=self.process.stdin, flush=True)

    def wait(self):
        """Until all have been counted."""
        assert self.process.stdout.readline() == "counted\n"

    def end(self):
        self.process.communicate(timeout=60)
        assert self.process.returncode == 0

    def kill(self):
        self.process.kill()
        self.process.communicate(timeout=60)


@pytest.fixture
def begin(app, client, database):
    partner = factories.partner(THEIRS)
    factories.live()
    url = client.get(f"/widget/{partner.key}.json").json["count"]
    db.session.rollback()
    processes = []

    def start():
        processes.append(Process(database, url))
        return processes[-1]

    yield start
    for one in processes:
        one.kill()


def views():
    db.session.rollback()
    found = sum(row.views for row in db.session.query(Count).filter_by(article_id=BOX))
    db.session.rollback()
    return found


def test_two_processes_lose_nothing_and_double_nothing_though_one_begins_anew(begin):
    both = [begin(), begin()]
    for number in (60, 30):
        for one in both:
            one.readers(number)
        for one in both:
            one.wait()
        until(lambda: views() > 0)  # by themselves, while they serve
    both[0].end()  # as for an upgrade, while the other serves
    both[0] = begin()
    for one in both:
        one.readers(10)
    for one in both:
        one.wait()
        one.end()
    assert views() == 200


@pytest.mark.one_database
def test_a_crash_loses_what_came_since_the_last_time_and_no_more(begin):
    first = begin()
    first.readers(20)
    until(lambda: views() == 20)
    first.readers(5)
    first.wait()
    first.wait()
    first.kill()
    kept = views()
    assert 20 <= kept <= 25
    second = begin()
    second.readers(1)
    until(lambda: views() == kept + 1)
