"""How the database goes about a query."""

from typing import Any

from sqlalchemy import Executable, Select, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import ClauseElement

from newsroom.database import db

# With the few rows of a test PostgreSQL would rather read them all and sort: what it could do
# with many is the question.
MANY = ("enable_seqscan", "enable_sort", "enable_incremental_sort", "enable_bitmapscan")


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
