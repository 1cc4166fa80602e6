"""Days: what went out between one midnight of the newsroom's clock and the next."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

from flask import url_for

from newsroom import clock
from newsroom.articles.recent import Post
from newsroom.words import is_still
from newsroom.words import site as this_site

ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class Day:
    date: date
    posts: list[Post]

    @property
    def is_today(self) -> bool:
        return self.date == day_of(clock.now()) and not is_still()

    @property
    def noon(self) -> datetime:
        """A moment of it, for writing its date."""
        return datetime.combine(self.date, time(12), this_site().zone)

    @property
    def url(self) -> str:
        return day_url(self.date)


def day_url(day: date) -> str:
    return url_for("site.archive", day=day.isoformat())


def day_of(moment: datetime) -> date:
    return moment.astimezone(this_site().zone).date()


def by_day(posts: Iterable[Post]) -> list[Day]:
    """Posts that come newest first, by the day on which each went out."""
    days = groupby(posts, key=lambda post: day_of(post.publish_at))
    return [Day(day, list(of_it)) for day, of_it in days]


def asked_day(text: str) -> date | None:
    """The day of an address; None where none is meant, or one that has not come yet."""
    if not ISO.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date(1900, 1, 1) <= day <= day_of(clock.now()) else None


def bounds(day: date) -> tuple[datetime, datetime]:
    """When a day begins and when the next one does (UTC): 23, 24 or 25 hours lie between.

    Where the clock skips midnight, the day begins with the first moment after it.
    """
    midnights = (day, day + timedelta(days=1))
    zone = this_site().zone
    begins, ends = (datetime.combine(one, time(), zone).astimezone(UTC) for one in midnights)
    return begins, ends
