"""Why a database does not take a row that another one has: the row is named, not only the fault.

SQLite keeps a text of any length, a number of any size and a NUL in it; PostgreSQL does not.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Connection, Integer, String, Table

from newsroom.copying.rows import Row
from newsroom.copying.sums import Sum
from newsroom.database import LARGEST_INTEGER
from newsroom.i18n import gettext as _

MOST_TOLD = 10


def objections(target: Connection, table: Table, some: list[Row]) -> Iterator[str]:
    """Sentences about the rows among these that PostgreSQL would refuse."""
    if target.dialect.name != "postgresql":
        return
    told = 0
    for row in some:
        for column, value in zip(table.columns, row, strict=True):
            why = _against(column, value)
            if why and told < MOST_TOLD:
                told += 1
                key = ", ".join(map(str, Sum(table).key_of(row)))
                yield f"{table.name} {key}, {column.name}: {why}"


def _against(column: Column[Any], value: Any) -> str:
    if isinstance(value, str):
        longest = column.type.length if isinstance(column.type, String) else None
        if "\0" in value:
            return str(_("has a NUL character"))
        if longest is not None and len(value) > longest:
            return str(_("is longer than %(longest)s characters", longest=longest))
    if isinstance(value, int) and isinstance(column.type, Integer) and abs(value) > LARGEST_INTEGER:
        return str(_("is too large a number"))
    return ""
