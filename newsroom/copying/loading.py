"""Filling an empty, migrated database with all the rows of another, in one transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Integer, Table, delete, text
from sqlalchemy.exc import DataError, IntegrityError, StatementError

from newsroom.copying import comparing, rows
from newsroom.copying.objections import objections
from newsroom.copying.sums import Sum
from newsroom.database import Base
from newsroom.i18n import gettext as _
from newsroom.kept.edition import unwatch, watch

FOREIGN_KEYS = """
SELECT conrelid::regclass, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
"""
SEQUENCE = "SELECT pg_get_serial_sequence(:table, :column)"
GO_ON_FROM = "SELECT setval(:sequence, coalesce(max({column}), 1), count(*) > 0) FROM {table}"
Say = Callable[[str, int], None]


class Differs(Exception):  # noqa: N818 -- a refusal
    """``str()`` says what, a line each. Nothing was copied."""


def load(source: Connection, target: Connection, say: Say) -> None:
    """Copy every row, and look whether it has arrived. Raises Differs; the caller commits.

    What counts the edition stays off until the rows are there: they are no news to anybody.
    """
    unwatch(target)
    ours = rows.tables(target)
    here = {table.name: table for table in rows.tables(source)}
    if set(here) != {table.name for table in ours}:
        raise Differs(_("The databases do not have the same tables."))
    with unbound(target):
        for table in ours:
            target.execute(delete(table))
        sums = {table.name: _copied(source, target, here[table.name], say) for table in ours}
    for table in ours:
        _compare(source, target, here[table.name], sums[table.name])
    if target.dialect.name == "postgresql":
        _set_sequences(target, ours)
    watch(target, Base.metadata)


def _copied(source: Connection, target: Connection, table: Table, say: Say) -> Sum:
    found = Sum(table)
    for some in rows.read(source, table):
        found.add(some)
        try:
            with target.begin_nested():
                rows.write(target, table, some)
        except (DataError, StatementError, ValueError) as problem:
            told = list(objections(target, table, some)) or [f"{table.name}: {problem}"]
            raise Differs("\n".join(told)) from problem
    say(table.name, found.rows)
    return found


def _compare(source: Connection, target: Connection, table: Table, sent: Sum) -> None:
    arrived = comparing.sum_of(target, table)
    if sent.rows == arrived.rows and sent.holes == arrived.holes:
        return
    told = [
        _("%(table)s: %(here)s rows, in the copy %(there)s.")
        % {"table": table.name, "here": sent.rows, "there": arrived.rows}
    ]
    for each in comparing.differences(source, target, table, (sent, arrived)):
        told.append(f"{each.table} {each.key}: {each.what}")
    raise Differs("\n".join(told))


@contextmanager
def unbound(connection: Connection) -> Iterator[None]:
    """Tables name each other in circles: that every name is there is looked at in the end."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        yield
        if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
            told = sorted({f"{row[0]} → {row[2]}" for row in broken})
            raise Differs(_("Rows name others that are not there: %(which)s", which=told))
        return
    bonds = connection.exec_driver_sql(FOREIGN_KEYS).all()
    for table, name, _definition in bonds:
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    try:
        for table, name, definition in bonds:
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    except IntegrityError as problem:
        which = str(problem.orig).partition("\n")[0]
        raise Differs(_("Rows name others that are not there: %(which)s", which=which)) from None


def _set_sequences(connection: Connection, tables: list[Table]) -> None:
    """The next new row gets the number after the greatest that was copied."""
    for table in tables:
        for column in table.primary_key:
            if not isinstance(column.type, Integer):
                continue
            names = {"table": table.name, "column": column.name}
            if sequence := connection.scalar(text(SEQUENCE), names):
                connection.execute(text(GO_ON_FROM.format(**names)), {"sequence": sequence})
