"""What was counted is written down, whatever becomes of the process or the database."""

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from newsroom import clock
from newsroom.config import SETTINGS
from newsroom.database import db
from newsroom.partners import ledger as ledgers
from newsroom.partners.counts import Count, Sight, Sighting
from newsroom.partners.ledger import Ledger, ledger
from newsroom.partners.models import Partner
from tests import factories
from tests.partners.boxes import counted

DAY = date(2026, 11, 24)


@pytest.fixture
def partner(app):
    """On its own: what the test has looked at holds SQLite's lock, and a ledger would wait."""
    return _alone(factories.partner())


def _alone(partner):
    db.session.refresh(partner)
    db.session.expunge(partner)
    db.session.rollback()
    return partner


def test_nothing_is_lost_and_nothing_doubled_while_the_database_is_away(partner, monkeypatch):
    book = ledger()
    book.tally.view(partner.id, DAY, "script", [5])
    book.sightings.note(partner.id, Sight.LIST, "https://example.net")
    with monkeypatch.context() as away:
        away.setattr(db.session, "commit", lambda: (_ for _ in ()).throw(_away()))
        for _ in range(2):
            with pytest.raises(OperationalError):
                book.write_down()
    book.tally.click(partner.id, DAY, "script", 5)
    assert counted() == {(0, "script"): (1, 1), (5, "script"): (1, 1)}
    assert counted() == {(0, "script"): (1, 1), (5, "script"): (1, 1)}
    assert db.session.get(Sighting, (partner.id, Sight.LIST)).origin == "https://example.net"


def _away():
    return OperationalError("COMMIT", {}, Exception("the database is away"))


def test_ledgers_of_several_processes_add_up_however_they_meet(app, partner):
    """Each has its own connection; they write the same rows at the same moment."""
    books = [Ledger(app) for _ in range(4)]
    met, failures = threading.Barrier(len(books)), []

    def work(book):
        for _ in range(10):
            for article in range(1, 9):
                book.tally.view(partner.id, DAY, "script", [article])
            met.wait()
            try:
                book.write_down()
            except Exception as problem:
                failures.append(problem)

    threads = [threading.Thread(target=work, args=[book]) for book in books]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert counted()[0, "script"] == (4 * 10 * 8, 0)
    assert counted()[5, "script"] == (4 * 10, 0)


def test_counts_of_a_partner_that_is_gone_stop_nobody_elses(app, partner):
    gone = _alone(factories.partner())
    ledger().tally.view(gone.id, DAY, "script", [1])
    ledger().sightings.note(gone.id, Sight.LIST)
    ledger().tally.view(partner.id, DAY, "script", [1])
    db.session.delete(db.session.get(Partner, gone.id))
    db.session.commit()
    assert counted() == {(0, "script"): (1, 0), (1, "script"): (1, 0)}


def test_the_same_sight_is_written_once_a_minute(partner, at):
    moment = at("2026-11-24 14:02")
    seen = ledger().sightings
    seen.note(partner.id, Sight.LIST, "https://a.example")
    assert len(seen.take()) == 1
    seen.note(partner.id, Sight.LIST, "https://a.example")
    assert seen.take() == []
    seen.note(partner.id, Sight.LIST, "https://b.example")
    at(moment + timedelta(minutes=1))
    seen.note(partner.id, Sight.LIST, "https://b.example")
    assert [row["seen_at"] for row in seen.take()] == [clock.now()]


@pytest.mark.settings(COUNT_DAYS=30)
def test_days_past_keeping_are_swept(partner, at):
    at("2026-11-24 14:02")
    book = ledger()
    for age in (0, 30, 31, 500):
        book.tally.view(partner.id, DAY - timedelta(days=age), "script", [1])
    counted()
    book.sweep()
    kept = {row.day for row in db.session.query(Count)}
    assert kept == {DAY, DAY - timedelta(days=30)}


@pytest.mark.one_database
def test_it_writes_by_itself_while_serving_and_once_more_at_the_end(app, partner, monkeypatch):
    monkeypatch.setattr(ledgers, "EVERY_SECONDS", 0.01)
    book = Ledger(app)
    book.begin()
    assert book._begun_in is None  # a terminal's command leaves nothing running
    book.is_serving = True
    written, write_down = threading.Event(), book.write_down
    monkeypatch.setattr(book, "write_down", lambda: (write_down(), written.set()))
    book.begin()
    book.begin()
    names = [thread.name for thread in threading.enumerate()]
    assert names.count("partners' ledger") == 1
    assert written.wait(30)
    monkeypatch.setattr(ledgers, "EVERY_SECONDS", 3600)
    book.tally.view(partner.id, DAY, "script", [1])
    [thread] = [one for one in threading.enumerate() if one.name == "partners' ledger"]
    book._end(thread)
    assert not thread.is_alive()
    assert counted()[0, "script"] == (1, 0)


def test_partners_are_told_how_long_it_is_kept():
    text = (Path(__file__).parents[2] / "docs/partners.md").read_text()
    days, _read = SETTINGS["COUNT_DAYS"]
    assert f"{days} днів" in text
    assert f"{days} days" in text
