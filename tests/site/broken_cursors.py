"""Places in a list that nobody was given: damaged, guessed, or made to break something."""

import base64


def encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


BROKEN = [
    "x",
    "%",
    "....",
    "є" * 8,
    "A" * 5000,
    encoded("~"),
    encoded("2026-11-24T12:00:00+00:00"),
    encoded("2026-11-24T12:00:00~1"),  # no zone: a guess
    encoded("2026-11-24T12:00:00+00:00~"),
    encoded("2026-11-24T12:00:00+00:00~-1"),
    encoded("2026-11-24T12:00:00+00:00~1.5"),
    encoded("2026-11-24T12:00:00+00:00~x"),
    encoded(f"2026-11-24T12:00:00+00:00~{2**63}"),
    encoded("2026-11-24T12:00:00+00:00~" + "9" * 5000),
    encoded("2026-13-24T12:00:00+00:00~1"),
    encoded("0001-01-01T00:00:00+14:00~1"),  # before the first year, in UTC
    encoded("9999-12-31T23:59:59-14:00~1"),
    encoded("1 or 1=1~1"),
]
