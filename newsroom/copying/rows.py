"""Rows as both databases understand them: the tables are read off the database, their types are
SQL's own, and a time is a moment in UTC.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import JSON, Column, Connection, DateTime, MetaData, Table, func, inspect, select
from sqlalchemy.types import TypeEngine

from newsroom.articles import word_index
from newsroom.database import UtcDateTime

Row = tuple[Any, ...]
AT_ONCE = 1000
# Litestream keeps two tables of its own in a database that it copies; SQLite's index of words is
# kept by triggers.
OTHERS = ("_", word_index.INDEX.name)
# What every migrated database has by itself: the step, and the count of what readers have seen.
ITS_OWN = {"alembic_version", "edition"}


def tables(connection: Connection) -> list[Table]:
    """Ours, at whatever step, but for the one that says it."""
    look, metadata = inspect(connection), MetaData()
    for name in sorted(set(look.get_table_names()) - {"alembic_version"}):
        if name.startswith(OTHERS):
            continue
        key = look.get_pk_constraint(name)["constrained_columns"]
        columns = [
            Column(each["name"], _plain(each["type"]), primary_key=each["name"] in key)
            for each in look.get_columns(name)
        ]
        Table(name, metadata, *columns)
    return list(metadata.tables.values())


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    generic = kind.as_generic()
    if isinstance(generic, DateTime):
        return UtcDateTime()
    return JSON(none_as_null=True) if isinstance(generic, JSON) else generic


def read(connection: Connection, table: Table) -> Iterator[list[Row]]:
    """In no order, some at a time."""
    query = select(table).execution_options(yield_per=AT_ONCE)
    for some in connection.execute(query).partitions():
        yield [tuple(row) for row in some]


def write(connection: Connection, table: Table, some: list[Row]) -> None:
    names = table.columns.keys()
    connection.execute(table.insert(), [dict(zip(names, row, strict=True)) for row in some])


def counts(connection: Connection) -> dict[str, int]:
    """How many rows there are, by the table's name; only of tables that have any of somebody's."""
    found = {}
    for table in tables(connection):
        number = connection.scalar(select(func.count()).select_from(table))
        if number and table.name not in ITS_OWN:
            found[table.name] = number
    return found


def step(connection: Connection) -> str | None:
    """The migration that the database stands at; none has no tables of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    [number] = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars()
    return str(number)
