"""docs/benchmarks.md: a section for each part; what was not measured this time stays as it was."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from bench.bars import shown
from bench.rows import Row

HEAD = """# Benchmarks

What `bin/bench` measured, and whether that is enough; the bars are in `bench/bars.py`. The server
has one core and who asks has the other. Only ratios mean something elsewhere, and only those within
one run: machines differ, and do other things meanwhile.
"""
COLUMNS = ["what", "measured", "bar", "met", "besides"]
QUIET = 0.1  # of the processors' time, before a part begins


class Document:
    """Sections by their titles."""

    def __init__(self, sections: dict[str, str]) -> None:
        self.sections = sections

    @classmethod
    def read(cls, path: Path) -> "Document":
        text = path.read_text() if path.exists() else ""
        _head, *parts = re.split(r"^## ", text, flags=re.M)
        pairs = (part.partition("\n") for part in parts)
        return cls({title.strip(): body.strip() for title, _, body in pairs})

    def put(self, title: str, text: str) -> None:
        self.sections[title] = text

    def write(self, path: Path, order: Iterable[str]) -> None:
        """Those of ``order``, in that order; any other is of a part that is no more."""
        there = [title for title in order if title in self.sections]
        parts = [f"## {title}\n\n{self.sections[title]}\n" for title in there]
        path.write_text("\n".join([HEAD, *parts]))


def section(
    about: str, rows: Sequence[Row], at: datetime, in_use: float, *, is_full: bool = True
) -> str:
    size = "full" if is_full else "small"
    when = f"Measured {at:%Y-%m-%d %H:%M} UTC at the {size} size"
    lines = [about, "", f"{when}; of the processors {in_use:.0%} was in use before{_busy(in_use)}."]
    lines.append("")
    return "\n".join([*lines, _line(COLUMNS), "| --- | --: | --: | --- | --- |", *map(_row, rows)])


def _busy(in_use: float) -> str:
    return (
        " – it was **busy with something else**, so these figures say little"
        if in_use > QUIET
        else ""
    )


def _row(row: Row) -> str:
    bar = row.bar
    measured = shown(row.measured, bar.unit if bar else row.unit)
    verdict = "" if bar is None else "yes" if bar.is_met(row.measured) else "**no**"
    return _line([row.what, measured, str(bar or ""), verdict, row.also])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
