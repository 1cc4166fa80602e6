"""The limit of a partner: how many requests a minute all their pages together may make of us.

Each process counts its own and hears of the others' when it writes down what it has counted. So
the limit may be passed by what other processes have answered since, and by what each keeps to
itself because it is little. See docs/decisions/021-counting.md.
"""

import random
import threading
from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from newsroom import clock
from newsroom.database import AnySession
from newsroom.partners.counts import Minute, add_up
from newsroom.partners.roster import Known

LITTLE = 20  # a process tells the others once it has answered a 20th part of the limit
SPREAD_SECONDS = 15  # else all who were refused would come back at once
KEPT_MINUTES = 10
MINUTE = timedelta(minutes=1)


class Limits:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._begins = self._ends = clock.now()  # of the minute that is counted
        self._minute = 0
        self._own: Counter[int] = Counter()
        self._told: Counter[int] = Counter()
        self._others: dict[int, int] = {}
        self._limits: dict[int, int] = {}

    def wait(self, partner: Known) -> int:
        """Count a request; how many seconds to wait instead when it is one too many, else 0."""
        now = clock.now()
        with self._lock:
            if not self._begins <= now < self._ends:
                self._turn_to(now)
            here = self._own[partner.id] + self._others.get(partner.id, 0)
            if here >= partner.requests_a_minute:
                return 60 - now.second + random.randint(0, SPREAD_SECONDS)  # noqa: S311
            self._own[partner.id] += 1
            self._limits[partner.id] = partner.requests_a_minute
        return 0

    def share(self, session: AnySession) -> None:
        """Tell the other processes how many there were, and hear of theirs. The caller commits."""
        with self._lock:
            minute = self._minute
            rows = [
                {"partner_id": one, "minute": minute, "requests": number - self._told[one]}
                for one, number in self._own.items()
                if self._told[one] < number and number * LITTLE >= self._limits[one]
            ]
        if not self._own:
            return
        add_up(session, Minute, rows, ["requests"])
        everybody = select(Minute.partner_id, Minute.requests).where(Minute.minute == minute)
        found = dict(session.execute(everybody).tuples().all())
        with self._lock:
            if self._minute == minute:
                self._told.update({row["partner_id"]: row["requests"] for row in rows})
                self._others = {one: max(0, n - self._told[one]) for one, n in found.items()}

    def sweep(self, session: AnySession) -> None:
        old = int(clock.now().timestamp() // 60) - KEPT_MINUTES
        session.execute(delete(Minute).where(Minute.minute < old))

    def _turn_to(self, now: datetime) -> None:
        """The minute that it is."""
        self._begins = now.replace(second=0, microsecond=0)
        self._ends = self._begins + MINUTE
        self._minute = int(self._begins.timestamp() // 60)
        for counted in (self._own, self._told, self._others, self._limits):
            counted.clear()
