"""The ledger: what is counted stands in memory for seconds and is then written down by a thread.

No answer waits for it. A process that is killed loses what it counted since the last time; one
that is told to end loses nothing, and nothing is lost while the database is away.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from flask import Flask, current_app
from sqlalchemy import delete, func, select

from newsroom import clock, forks
from newsroom.database import db
from newsroom.partners.counts import Count, add_up, put_newest
from newsroom.partners.limits import Limits
from newsroom.partners.models import Partner
from newsroom.partners.roster import Roster
from newsroom.partners.sightings import Sightings
from newsroom.partners.tally import Row, Tally
from newsroom.stopping import at_the_end
from newsroom.watch.wording import kind_of
from newsroom.words import site

logger = logging.getLogger(__name__)

EVERY_SECONDS = 5.0
STOP_SECONDS = 5.0
SWEEP_SECONDS = 3600


def today() -> date:
    """By the newsroom's clock: a night's readers belong to the day that the paper has."""
    return clock.now().astimezone(site().zone).date()


class Ledger:
    def __init__(self, app: Flask) -> None:
        self._app = app
        self.roster = Roster(app)
        self.tally = Tally()
        self.sightings = Sightings()
        self.limits = Limits()
        self.is_serving = False  # in a terminal's command nothing is written behind its back
        self._beginning = threading.Lock()
        self._writing = threading.Lock()
        self._begun_in: object = None
        self._ending = threading.Event()
        self._swept_at: float | None = None

    def begin(self) -> None:
        """Let a thread of this process write down from now on. The first who counts calls it."""
        if not self.is_serving or self._begun_in is forks.here:
            return
        with self._beginning:
            if self._begun_in is forks.here:
                return
            if self._begun_in:  # forked from a process that counts too, and writes its own
                self.tally.take()
                self.sightings.take()
            self._begun_in = forks.here
            thread = threading.Thread(target=self._keep, name="partners' ledger", daemon=True)
            thread.start()
            at_the_end(lambda: self._end(thread))

    def write_down(self) -> None:
        """Add what was counted to what is in the database."""
        with self._writing, self._app.app_context():
            views, clicks = self.tally.take()
            seen = self.sightings.take()
            try:
                self._write(views, clicks, seen)
                db.session.commit()
            except BaseException:
                db.session.rollback()
                self.tally.give_back(views, clicks)
                self.sightings.give_back(seen)
                raise

    def _write(self, views: Counter[Row], clicks: Counter[Row], seen: list[dict[str, Any]]) -> None:
        ids = {row.partner_id for row in (*views, *clicks)} | {row["partner_id"] for row in seen}
        if ids:
            there = set(db.session.scalars(select(Partner.id).where(Partner.id.in_(ids))))
            add_up(db.session, Count, _rows(views, clicks, there), ["views", "clicks"])
            put_newest(db.session, [row for row in seen if row["partner_id"] in there])
        self.limits.share(db.session)

    def sweep(self) -> None:
        """Forget the days that are past keeping, each in a transaction of its own."""
        with self._app.app_context():
            before = today() - timedelta(days=current_app.config["COUNT_DAYS"])
            while oldest := db.session.scalar(
                select(func.min(Count.day)).where(Count.day < before)
            ):
                db.session.execute(delete(Count).where(Count.day == oldest))
                db.session.commit()
            self.limits.sweep(db.session)
            db.session.commit()

    def _keep(self) -> None:
        while not self._ending.wait(EVERY_SECONDS):
            self._try(self.write_down)
            if self._swept_at is None or time.monotonic() - self._swept_at > SWEEP_SECONDS:
                self._swept_at = time.monotonic()
                self._try(self.sweep)
        self._try(self.write_down)

    def _try(self, work: Any) -> None:
        try:
            work()
        except Exception as problem:
            logger.warning("partners: nothing could be written down: %s", kind_of(problem))

    def _end(self, thread: threading.Thread) -> None:
        """The thread writes once more; what is counted after that, whoever calls this again."""
        is_over = not thread.is_alive()
        self._ending.set()
        thread.join(STOP_SECONDS)
        if is_over:
            self._try(self.write_down)


def _rows(views: Counter[Row], clicks: Counter[Row], there: set[int]) -> Iterator[dict[str, Any]]:
    for row in {*views, *clicks}:
        if row.partner_id in there:
            yield {**row._asdict(), "views": views[row], "clicks": clicks[row]}


def ledger() -> Ledger:
    kept: Ledger = current_app.extensions["partners-ledger"]
    return kept


def write_while_serving(app: Flask) -> None:
    """For the app of a server: its ledger is written down while it serves."""
    app.extensions["partners-ledger"].is_serving = True
