"""The tally: what was counted and is not written down yet, in this process's memory.

It is bounded whatever is posted: only articles of a list that we made are counted, for partners
that there are, and of one partner only so much a minute.
"""

import threading
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from newsroom import clock
from newsroom.partners.counts import BOX

# Of one partner in one process. More would be news in itself, or somebody who plays with numbers.
MOST_VIEWS = 6_000
MOST_CLICKS = 600
MOST_ROWS = 50_000  # that wait to be written; over it only those grow that are there


class Row(NamedTuple):
    partner_id: int
    day: date
    article_id: int
    embed: str


class Tally:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._views: Counter[Row] = Counter()
        self._clicks: Counter[Row] = Counter()
        self._minute = 0
        self._in_this_minute: Counter[tuple[int, bool]] = Counter()

    def view(self, partner_id: int, day: date, embed: str, articles: Iterable[int]) -> bool:
        """Count a box with these articles. False: there were too many to be true."""
        rows = [Row(partner_id, day, article, embed) for article in (BOX, *articles)]
        return self._add(self._views, rows, (partner_id, False), MOST_VIEWS)

    def click(self, partner_id: int, day: date, embed: str, article: int) -> bool:
        rows = [Row(partner_id, day, one, embed) for one in (BOX, article)]
        return self._add(self._clicks, rows, (partner_id, True), MOST_CLICKS)

    def _add(
        self, counts: Counter[Row], rows: list[Row], ceiling: tuple[int, bool], most: int
    ) -> bool:
        minute = int(clock.now().timestamp() // 60)
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._in_this_minute.clear()
            if self._in_this_minute[ceiling] >= most:
                return False
            self._in_this_minute[ceiling] += 1
            self._add_to(counts, dict.fromkeys(rows, 1))
        return True

    def _add_to(self, counts: Counter[Row], added: dict[Row, int]) -> None:
        for row, number in added.items():
            if row in counts or len(counts) < MOST_ROWS:
                counts[row] += number

    def take(self) -> tuple[Counter[Row], Counter[Row]]:
        """Views and clicks, to be written down. From now on they are the caller's."""
        with self._lock:
            taken = self._views, self._clicks
            self._views, self._clicks = Counter(), Counter()
        return taken

    def give_back(self, views: Counter[Row], clicks: Counter[Row]) -> None:
        """They could not be written down: the next one takes them."""
        with self._lock:
            self._add_to(self._views, views)
            self._add_to(self._clicks, clicks)
