"""Workers: threads that do the jobs of the outbox while the process serves or waits.

One of them looks out for what is due and the others rest; when it finds a job the next looks out.
"""

import logging
import random
import time
from threading import Event, Lock, Thread

from flask import Flask, current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from newsroom import clock
from newsroom.database import db
from newsroom.outbox import claiming, running, sweeping
from newsroom.outbox.kinds import Order
from newsroom.outbox.writing import WRITTEN

logger = logging.getLogger(__name__)

LOOK_SECONDS = 3.0  # how soon a job is found that another process has written
LEAST_SECONDS = 0.02  # before looking again for what somebody else holds
AWAY_SECONDS = 5.0  # before asking again when the database does not answer
STOP_SECONDS = 1.5  # what is not done by then is done again when its lease is over


class Workers:
    def __init__(self, app: Flask) -> None:
        self._app = app
        self._threads: list[Thread] = []
        self._lookout = Lock()
        self._bell = Event()
        self._is_ending = Event()

    def start(self, count: int) -> None:
        self._threads = [
            Thread(target=self._work, name=f"outbox-{number}", daemon=True)
            for number in range(count)
        ]
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """There is something to do: look now."""
        self._bell.set()

    def stop(self) -> None:
        """Take no more jobs, and wait a moment for those under way."""
        self._is_ending.set()
        self._bell.set()
        deadline = time.monotonic() + STOP_SECONDS
        for thread in self._threads:
            thread.join(max(0, deadline - time.monotonic()))

    def _work(self) -> None:
        while not self._is_ending.is_set():
            with self._lookout:
                order = self._next()
            if order:
                self._run(order)

    def _next(self) -> Order | None:
        while not self._is_ending.is_set():
            self._bell.clear()
            try:
                seconds = self._seconds_to_wait()
                if seconds <= 0 and (order := running.claim(self._app)):
                    return order
            except Exception:
                logger.warning("outbox: the database does not answer", exc_info=True)
                seconds = AWAY_SECONDS
            self._bell.wait(max(seconds, LEAST_SECONDS))
        return None

    def _seconds_to_wait(self) -> float:
        with self._app.app_context():
            sweeping.sweep_now_and_then()
            at = claiming.next_at()
        longest = LOOK_SECONDS * random.uniform(0.8, 1.2)  # noqa: S311 -- spreads, hides nothing
        return min(longest, (at - clock.now()).total_seconds()) if at else longest

    def _run(self, order: Order) -> None:
        try:
            running.run(self._app, order)
        except BaseException:  # its outcome is not written down: it runs again after its lease
            logger.exception("outbox: %s %s", order.kind, order.subject)


@event.listens_for(db.session, "after_commit")
def _wake(session: Session) -> None:
    if session.info.pop(WRITTEN, False):
        current_app.extensions["outbox-workers"].wake()
