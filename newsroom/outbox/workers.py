"""Workers: threads that do the jobs of the outbox while the process serves or waits.

One of them looks out for what is due and the others rest; when it finds a job the next looks out.
More have some urgent ones only, if there are such, so that these wait behind no other job.
"""

import logging
import random
import time
from collections.abc import Sequence
from threading import Event, Lock, Thread

from flask import Flask, current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from newsroom import clock
from newsroom.database import db
from newsroom.faults import fault_of
from newsroom.outbox import claiming, kinds, running, sweeping
from newsroom.outbox.kinds import Order
from newsroom.outbox.writing import WRITTEN
from newsroom.watch.wording import kind_of

logger = logging.getLogger(__name__)

LOOK_SECONDS = 3.0  # how soon a job is found that another process has written
LEAST_SECONDS = 0.02  # before looking again for what somebody else holds
AWAY_SECONDS = 5.0  # before asking again when the database does not answer
STOP_SECONDS = 1.5  # what is not done by then is done again by somebody else


class Lane:
    """Workers that take jobs of the same kinds, one of which looks out."""

    def __init__(self, kinds: Sequence[str] = ()) -> None:
        self.kinds = kinds  # none: of every kind
        self.lookout = Lock()
        self.bell = Event()


class Workers:
    def __init__(self, app: Flask) -> None:
        self._app = app
        self._threads: list[Thread] = []
        self._lanes = [Lane()]
        self._is_ending = Event()
        self._ends_at = 0.0
        self._under_way: dict[int, Order] = {}

    def start(self, count: int) -> None:
        lanes = self._lanes * count
        urgent = [Lane(kinds) for kinds in self._app.extensions["outbox"].urgent]
        self._lanes += urgent
        lanes += urgent
        self._threads = [
            Thread(target=self._work, args=[lane], name=f"outbox-{number}", daemon=True)
            for number, lane in enumerate(lanes)
        ]
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """There is something to do: look now."""
        for lane in self._lanes:
            lane.bell.set()

    def stop(self) -> None:
        """Take no more jobs, wait a moment for those under way, and give back what is not done."""
        if not self._is_ending.is_set():
            self._ends_at = time.monotonic() + STOP_SECONDS
        self._is_ending.set()
        self.wake()
        for thread in self._threads:
            thread.join(max(0, self._ends_at - time.monotonic()))
        while self._under_way:
            _id, order = self._under_way.popitem()
            running.give_back(self._app, order)

    def _work(self, lane: Lane) -> None:
        while not self._is_ending.is_set():
            with lane.lookout:
                order = self._next(lane)
            if order:
                self._run(order)

    def _next(self, lane: Lane) -> Order | None:
        while not self._is_ending.is_set():
            lane.bell.clear()
            try:
                seconds = self._seconds_to_wait(lane)
                if seconds <= 0 and (order := running.claim(self._app, lane.kinds)):
                    return order
            except Exception as problem:
                unforeseen = None if fault_of(problem) else problem
                said = kind_of(problem)
                logger.warning("outbox: nothing can be taken: %s", said, exc_info=unforeseen)
                seconds = AWAY_SECONDS
            lane.bell.wait(max(seconds, LEAST_SECONDS))
        return None

    def _seconds_to_wait(self, lane: Lane) -> float:
        with self._app.app_context():
            if not lane.kinds:
                kinds.attempt(sweeping.sweep_now_and_then)
                kinds.look()
            at = claiming.next_at(lane.kinds)
        longest = LOOK_SECONDS * random.uniform(0.8, 1.2)  # noqa: S311 -- spreads, hides nothing
        return min(longest, (at - clock.now()).total_seconds()) if at else longest

    def _run(self, order: Order) -> None:
        self._under_way[order.id] = order
        try:
            running.run(self._app, order)
        except BaseException as problem:  # not written down: it runs again after its lease
            unforeseen = None if fault_of(problem) else problem
            what = (order.kind, order.subject, kind_of(problem))
            logger.error("outbox: %s %s: %s", *what, exc_info=unforeseen)
        finally:
            self._under_way.pop(order.id, None)


@event.listens_for(db.session, "after_commit")
def _wake(session: Session) -> None:
    if session.info.pop(WRITTEN, False):
        current_app.extensions["outbox-workers"].wake()
