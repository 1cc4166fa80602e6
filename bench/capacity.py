"""What a machine carries, on paper: docs/scale.md has these tables, from the costs below.

The costs are rounded up from what `bin/bench` found on two cores of a rented machine. Half of a
core's time is planned for: the other half is for the hour when something happens.
"""

from collections.abc import Iterable
from dataclasses import dataclass

PLANNED = 0.5  # of a core
POLL = 60e-6  # seconds of a core: an answer from memory
PAGE = 4e-3  # an article that nobody has asked for lately
SAVE = 15e-3
EMPTY, LIST, ARTICLE = 0.8, 2.2, 5.6  # kilobytes with headers, packed, without photos and fonts
EVERY_SIDEBAR, EVERY_BOX = 15, 30  # seconds
LINE = 12_500  # kilobytes a second: 100 Mbit/s
NEWS_EVERY = 300  # seconds between publications: each sends every open page the list once
EDGE = 0.95  # of what readers ask, a CDN answers by itself
WRITERS = 1  # SQLite has one; PostgreSQL is counted like it, though it takes more


@dataclass(frozen=True)
class Place:
    """Cores that answer, the lines they answer through, and what a CDN takes off both."""

    name: str
    cores: int
    lines: int
    edge: float = 0.0

    def open_pages(self, every: int) -> tuple[int, str]:
        """How many may be open at once that poll each ``every`` seconds; what ends first."""
        by_core = self.cores * PLANNED / POLL * every
        kilobytes = EMPTY / every + LIST / NEWS_EVERY
        by_line = self.lines * PLANNED * LINE / kilobytes
        least = min(by_core, by_line) / (1 - self.edge)
        return int(least), "processor" if by_core <= by_line else "line"

    @property
    def readings_a_second(self) -> int:
        """Of articles that are in memory."""
        by_core, by_line = self.cores * PLANNED / POLL, self.lines * PLANNED * LINE / ARTICLE
        return int(min(by_core, by_line) / (1 - self.edge))

    @property
    def pages_a_second(self) -> int:
        """Of an archive that a robot walks through, which no cache has."""
        return int(self.cores * PLANNED / PAGE)

    @property
    def saves_a_second(self) -> int:
        return int(WRITERS * PLANNED / SAVE)


PLACES = (
    Place("one small server", 1, 1),
    Place("three servers", 3, 3),
    Place("three servers and a CDN", 3, 3, EDGE),
)
HEAD = (
    "place",
    "sidebars open at once",
    "or boxes on partners' pages",
    "first to end",
    "readings a second",
    "archive pages a second",
    "saves a second",
)


def table() -> str:
    return "\n".join(map(_line, [HEAD, ["---"] + ["--:"] * (len(HEAD) - 1), *map(_row, PLACES)]))


def _row(place: Place) -> list[str]:
    sidebars, ends = place.open_pages(EVERY_SIDEBAR)
    boxes, _ends = place.open_pages(EVERY_BOX)
    numbers = (place.readings_a_second, place.pages_a_second, place.saves_a_second)
    return [place.name, _rounded(sidebars), _rounded(boxes), ends, *map(_rounded, numbers)]


def _rounded(number: int) -> str:
    """To two digits, downwards: it is an estimate."""
    least = 10 ** max(0, len(str(number)) - 2)
    return f"{number // least * least:,}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
