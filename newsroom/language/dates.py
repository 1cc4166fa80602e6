"""Dates in Ukrainian and English text: «25 листопада», «25 листопада 2026», “25 November”."""

import re
from collections.abc import Iterator
from datetime import date

MONTHS = {
    name: number
    for names in (
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split(), start=1)
}
DAY_AND_MONTH = re.compile(
    rf"\b(\d{{1,2}})\s+({'|'.join(MONTHS)})\b(?:\s+(\d{{4}})\b)?", re.IGNORECASE
)


def dates_in(text: str, today: date) -> Iterator[tuple[date, str]]:
    """Each date with its words. One without a year is the one nearest to ``today``."""
    for found in DAY_AND_MONTH.finditer(text):
        day, month, year = int(found[1]), MONTHS[found[2].casefold()], found[3]
        years = [int(year)] if year else [today.year - 1, today.year, today.year + 1]
        possible = [made for one in years if (made := _date(one, month, day))]
        if possible:
            yield min(possible, key=lambda made: abs(made - today)), found[0]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
