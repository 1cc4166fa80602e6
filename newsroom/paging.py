"""Paging by key: a page begins after the last row of the one before, however many there are."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import request
from sqlalchemy import Select, literal, tuple_
from werkzeug.exceptions import NotFound

from newsroom.database import LARGEST_INTEGER, UtcDateTime


@dataclass(frozen=True)
class Cursor:
    """The place after one row of a list that is ordered by a time and an id."""

    moment: datetime
    row_id: int

    def __str__(self) -> str:
        text = f"{self.moment.isoformat()}~{self.row_id}"
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Raises ValueError when ``text`` is not a cursor that this class wrote."""
        try:
            raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        except (binascii.Error, UnicodeDecodeError) as problem:
            raise ValueError("not a cursor") from problem
        moment, _, row_id = raw.partition("~")
        cursor = cls(datetime.fromisoformat(moment), int(row_id))
        if cursor.moment.tzinfo is None or not 0 <= cursor.row_id <= LARGEST_INTEGER:
            raise ValueError("not a cursor")
        return cls(cursor.moment.astimezone(UTC), cursor.row_id)


def asked_cursor() -> Cursor | None:
    """The cursor of this request's ``before``; a broken one is a page that does not exist."""
    text = request.args.get("before")
    if not text:
        return None
    try:
        return Cursor.parse(text)
    except (ValueError, OverflowError) as problem:
        raise NotFound from problem


def asked_number(name: str) -> int | None:
    """A number that this request asks for; a broken one is a page that does not exist."""
    text = request.args.get(name)
    if text is None:
        return None
    if not text.isdecimal() or len(text) > 9:
        raise NotFound
    return int(text)


def page(
    query: Select[Any],
    cursor: Cursor | None,
    moment: Any,
    row_id: Any,
    *,
    newest_first: bool = True,
) -> Select[Any]:
    """``query`` in the order of ``moment`` and ``row_id``, beginning after ``cursor``."""
    if cursor is not None:
        here = tuple_(moment, row_id)
        there = tuple_(literal(cursor.moment, UtcDateTime()), literal(cursor.row_id))
        query = query.where(here < there if newest_first else here > there)
    columns = (moment.desc(), row_id.desc()) if newest_first else (moment, row_id)
    return query.order_by(None).order_by(*columns)


def cut(rows: Sequence[Any], size: int) -> tuple[list[Any], bool]:
    """A page of ``size`` out of rows fetched with one more, and whether there are older ones."""
    return list(rows[:size]), len(rows) > size
