"""Makes the thousands of apps of the tests quickly: what is the same in each is worked out once.

Every test has an app of its own. Nothing of a test's outlives it here: only code that werkzeug
writes for the routes, and SQL that SQLAlchemy writes for the queries.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from sqlalchemy import Engine
from werkzeug.routing import Rule

writers: dict[str, Engine] = {}


def remember_routes() -> None:
    """Let werkzeug write each rule's builder of addresses once a process, not once an app."""
    written: dict[Any, Callable[..., Any]] = {}
    write = Rule._compile_builder

    @wraps(write)
    def once(rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:
        # A default would be written into the builder by the rule's converters.
        if rule.defaults:
            return write(rule, append_unknown)
        key = (rule.rule, tuple(rule._trace), append_unknown)
        if key not in written:
            written[key] = write(rule, append_unknown)
        return written[key]

    Rule._compile_builder = once


def share_sql(engine: Engine) -> None:
    """Let all engines of a kind know the SQL that one of them wrote. Before the first connection.

    SQLAlchemy keeps it for a dialect, and each engine would have one of its own.
    """
    if engine.dialect.name not in writers:
        engine.connect().close()  # it learns what the server can do
        writers[engine.dialect.name] = engine
    first = writers[engine.dialect.name]
    engine.dialect = engine.pool._dialect = first.dialect
    engine._compiled_cache = first._compiled_cache
