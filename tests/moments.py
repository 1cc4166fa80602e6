"""Moments, as somebody in Kyiv would write them down."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

KYIV = ZoneInfo("Europe/Kyiv")


def kyiv(text: str) -> datetime:
    """«2026-11-24 14:02» by the clock in Kyiv, as the moment (UTC) that it is."""
    return datetime.fromisoformat(text).replace(tzinfo=KYIV).astimezone(UTC)
