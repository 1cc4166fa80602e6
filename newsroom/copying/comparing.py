"""What differs between two tables, to the column."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Table

from newsroom.copying import rows
from newsroom.copying.rows import Row
from newsroom.copying.sums import Sum
from newsroom.i18n import gettext as _

MOST_HOLES = 8  # of a large table so many rows are looked at that memory is no matter
MOST_TOLD = 10


@dataclass(frozen=True)
class Difference:
    table: str
    key: str  # the row's
    what: str  # names of columns, or the side where there is no such row


def sum_of(connection: Connection, table: Table) -> Sum:
    found = Sum(table)
    for some in rows.read(connection, table):
        found.add(some)
    return found


def differences(
    source: Connection, target: Connection, table: Table, sums: tuple[Sum, Sum]
) -> list[Difference]:
    """The first few."""
    holes = set(sorted(sums[0].differing(sums[1]))[:MOST_HOLES])
    found = list(_look(table, *(_in_holes(side, table, holes) for side in (source, target))))
    return found[:MOST_TOLD]


def _in_holes(connection: Connection, table: Table, holes: set[int]) -> dict[Row, Row]:
    by = Sum(table)
    return {
        by.key_of(row): row
        for some in rows.read(connection, table)
        for row in some
        if by.hole_of(row) in holes
    }


def _look(table: Table, here: dict[Row, Row], there: dict[Row, Row]) -> Iterator[Difference]:
    for key in [*here, *(key for key in there if key not in here)]:
        one, other = here.get(key), there.get(key)
        if one is None or other is None:
            what = str(_("only in the copy") if one is None else _("missing from the copy"))
        elif one != other:
            pairs = zip(table.columns.keys(), one, other, strict=True)
            what = ", ".join(name for name, left, right in pairs if left != right)
        else:
            continue
        yield Difference(table.name, ", ".join(map(str, key)), what)
