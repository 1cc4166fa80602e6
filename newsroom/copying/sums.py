"""A sum of a table's rows that says whether two tables have the same ones, in whatever order.

Each row's hash is added to the sum of its pigeonhole, so that those which differ can be found by
reading again only what lies in the holes that differ.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table

from newsroom.copying.rows import Row

HOLES = 512
MODULUS = 2**256


class Sum:
    def __init__(self, table: Table) -> None:
        self.rows = 0
        self.holes = [0] * HOLES
        self._key = [n for n, column in enumerate(table.columns) if column.primary_key]

    def add(self, some: Iterable[Row]) -> None:
        for row in some:
            digest = hashlib.sha256(_said(row)).digest()
            hole = self.hole_of(row)
            self.holes[hole] = (self.holes[hole] + int.from_bytes(digest)) % MODULUS
            self.rows += 1

    def key_of(self, row: Row) -> Row:
        return tuple(row[n] for n in self._key)

    def hole_of(self, row: Row) -> int:
        return zlib.crc32(_said(self.key_of(row))) % HOLES

    def differing(self, other: "Sum") -> set[int]:
        return {n for n in range(HOLES) if self.holes[n] != other.holes[n]}


def _said(row: Row) -> bytes:
    """The same bytes for the same values, whatever database they come from."""
    whole = json.dumps([_plain(value) for value in row], ensure_ascii=False, sort_keys=True)
    return whole.encode("utf-8", "surrogatepass")


def _plain(value: Any) -> Any:
    """JSON has no times; a number that is whole and one with a point are different values here."""
    return value.isoformat() if isinstance(value, datetime | date) else value
