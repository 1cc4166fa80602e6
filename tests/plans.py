"""How the database goes about a query."""

import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Executable, Select, event, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import ClauseElement

from newsroom.database import db

# With the few rows of a test PostgreSQL would rather read them all and sort: what it could do
# with many is the question.
MANY = ("enable_seqscan", "enable_sort", "enable_incremental_sort", "enable_bitmapscan")
INSTRUCTIONS = 8  # of SQLite's: to read a row takes about as many, or more
ROWS = re.compile(r"actual rows=([0-9.]+) loops=([0-9]+)")
REMOVED = re.compile(r"Rows Removed by [^:]+: ([0-9]+)")


class Explained(Executable, ClauseElement):
    inherit_cache = False

    def __init__(self, query: Select[Any]) -> None:
        self.query = query


@compiles(Explained)
def _explain(explained: Explained, compiler: Any, **kwargs: Any) -> str:
    verb = "EXPLAIN QUERY PLAN" if compiler.dialect.name == "sqlite" else "EXPLAIN"
    return f"{verb} {compiler.process(explained.query, **kwargs)}"


def plan(query: Select[Any]) -> str:
    if db.engine.dialect.name == "postgresql":
        for setting in MANY:
            db.session.execute(text(f"SET LOCAL {setting} = off"))
    rows = db.session.execute(Explained(query)).all()
    db.session.rollback()
    return "\n".join(str(row[-1]) for row in rows)


def is_one_walk(query: Select[Any], index: str) -> bool:
    """Whether the rows come along ``index`` in their order: none sorted, no table read whole."""
    steps = plan(query)
    return index in steps and not any(
        word in steps for word in ("Sort", "TEMP B-TREE", "Seq Scan", "SCAN articles")
    )


@contextmanager
def selects(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """The queries that are sent meanwhile, with their parameters."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if re.match(r"\(*(SELECT|WITH)\b", statement):
            sent.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


@dataclass(frozen=True)
class Cost:
    """How a database went about a query that somebody sent, and how much of the tables it read."""

    plan: str
    rows: float  # the most that one step of the plan saw; of SQLite what all steps may have seen


def cost(engine: Engine, statement: str, parameters: Any) -> Cost:
    with engine.connect().execution_options(reading=True) as connection:
        if engine.dialect.name == "sqlite":
            return _on_sqlite(connection, statement, parameters)
        return _on_postgresql(connection, statement, parameters)


def _on_sqlite(connection: Connection, statement: str, parameters: Any) -> Cost:
    steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    driver: Any = connection.connection.driver_connection
    done = itertools.count()
    driver.set_progress_handler(lambda: next(done) < 0, INSTRUCTIONS)
    connection.exec_driver_sql(statement, parameters).all()
    driver.set_progress_handler(None, 0)
    return Cost("\n".join(str(step[-1]) for step in steps), next(done))


def _on_postgresql(connection: Connection, statement: str, parameters: Any) -> Cost:
    options = "ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF"
    lines = connection.exec_driver_sql(f"EXPLAIN ({options}) {statement}", parameters).scalars()
    plan = "\n".join(lines)
    seen = [float(rows) * int(loops) for rows, loops in ROWS.findall(plan)]
    return Cost(plan, max([*seen, *map(int, REMOVED.findall(plan))]))
