"""What a part of the benchmarks hands back: rows, each one thing measured."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.bars import Bar


@dataclass(frozen=True)
class Size:
    """Full, or small enough for all parts together to take some minutes."""

    is_full: bool

    @property
    def seconds(self) -> int:
        """How long to ask, where it is asked as fast as it is answered."""
        return 10 if self.is_full else 4


@dataclass(frozen=True)
class Row:
    """``also``: in words whatever else the measure has shown. ``unit``: where there is no bar."""

    what: str
    measured: float
    bar: Bar | None = None
    also: str = ""
    unit: str = ""


Measure = Callable[[Size], Iterator[Row]]
