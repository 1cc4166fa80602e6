"""A database with rows in every table, whatever tables there are, made of types and rules alone."""

import itertools
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Engine,
    Float,
    Integer,
    String,
    Table,
    select,
)

from newsroom.copying.loading import unbound
from newsroom.database import Base, UtcDateTime
from newsroom.kept.edition import unwatch, watch

ROWS = 3  # of each table; so a name of another table's row is a number up to this
BEGAN = datetime(2026, 3, 29, 0, 59, 59, 999_999, tzinfo=UTC)  # just before summer time in Kyiv
ONE_OF = re.compile(r"(\w+) in \(([^)]*)\)", re.IGNORECASE)


def tables() -> list[Table]:
    """All there are, once an app has been made."""
    return [table for table in Base.metadata.tables.values() if table.name != "edition"]


def fill(engine: Engine, words: list[str]) -> None:
    """Every table gets rows; their texts are ``words``, one after another, again and again."""
    texts = itertools.cycle(words)
    with engine.begin() as connection:
        unwatch(connection)
        with unbound(connection):
            for table in tables():
                connection.execute(table.insert(), list(_rows(table, texts)))
        watch(connection, Base.metadata)


def _rows(table: Table, texts: Iterator[str]) -> Iterator[dict[str, Any]]:
    allowed = dict(_allowed(table))
    for number in range(1, ROWS + 1):
        yield {c.name: _value(c, number, texts, allowed) for c in table.columns}


def _allowed(table: Table) -> Iterator[tuple[str, str]]:
    """A value for each column that takes only certain ones."""
    for constraint in table.constraints:
        if isinstance(constraint, CheckConstraint):
            for column, values in ONE_OF.findall(str(constraint.sqltext)):
                yield column, values.split(",")[0].strip(" '")


def _value(column: Column[Any], number: int, texts: Iterator[str], allowed: dict[str, str]) -> Any:
    if column.name in allowed:
        return allowed[column.name]
    if column.foreign_keys or (column.primary_key and isinstance(column.type, Integer)):
        return number
    if column.nullable and number == 2:
        return None
    if isinstance(column.type, String):
        text = f"{number}{next(texts)}".replace("\0", "")
        return text[: column.type.length]
    values = {
        Boolean: number % 2 == 0,
        Integer: 2**31 - number,
        Float: number / 3,
        UtcDateTime: BEGAN + timedelta(microseconds=number),
        Date: date(2024, 2, 28) + timedelta(days=number),
        JSON: {"ключ": ["\u2028", None, 1.5, True, f"{number}"], "": {}},
    }
    [value] = [value for kind, value in values.items() if type(column.type) is kind]
    return value


def rows(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """All there is, read with the models' own types; not with those of what copies."""
    found = {}
    with engine.connect() as connection:
        for table in tables():
            read = connection.execute(select(table)).all()
            found[table.name] = sorted((tuple(row) for row in read), key=repr)
    return found
