"""Time: now in UTC, and the newsroom's own clock, with its two odd nights a year."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


class NoSuchTimeError(ValueError):
    """The clock jumps over this local time.

    ``earlier`` and ``later`` are what it shows on either side, perhaps on the day before or after.
    """

    def __init__(self, earlier: datetime, later: datetime) -> None:
        super().__init__(f"between {earlier} and {later} the clock jumps")
        self.earlier = earlier
        self.later = later


class TwoSuchTimesError(ValueError):
    """The clock shows this local time twice. ``moments`` are both, first and second, aware."""

    def __init__(self, first: datetime, second: datetime) -> None:
        super().__init__(f"{first} or {second}")
        self.moments = (first, second)


def from_local(day: date, at: time, zone: ZoneInfo, fold: int | None = None) -> datetime:
    """The moment (UTC) when the clock of ``zone`` shows ``at`` on ``day``.

    Around a change of the clock nothing is guessed: a time that is skipped raises NoSuchTimeError,
    one that comes twice raises TwoSuchTimesError unless ``fold`` says which (0 first, 1 second).
    """
    first = datetime.combine(day, at.replace(fold=0), zone)
    second = first.replace(fold=1)
    before, after = first.utcoffset(), second.utcoffset()
    if before is None or after is None or before == after:
        return first.astimezone(UTC)
    if before < after:  # the clock went forward over this time
        raise NoSuchTimeError(earlier=first - (after - before), later=first + (after - before))
    if fold is None:
        raise TwoSuchTimesError(first, second)
    return (second if fold else first).astimezone(UTC)


def offset_name(moment: datetime) -> str:
    """The distance from UTC as people write it: «UTC+2», «UTC+5:30», «UTC»."""
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")
