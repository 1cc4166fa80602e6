"""Slow statements: which, how long, and for whose sake; never with what it was asked about."""

import logging
from time import perf_counter
from typing import Any

from flask import Flask
from sqlalchemy import event

from newsroom.database import db
from newsroom.watch.metrics import slow_statements

logger = logging.getLogger(__name__)

BEGUN = "newsroom.begun"
LONGEST = 1_500  # characters of a statement


def init_app(app: Flask) -> None:
    """Until the first rows: what a large answer takes to be read is not in it."""
    limit = app.config["SLOW_QUERY_MS"] / 1000
    with app.app_context():
        engine = db.engine

    @event.listens_for(engine, "before_cursor_execute")
    def begin(connection: Any, *_: Any) -> None:
        connection.info[BEGUN] = perf_counter()

    @event.listens_for(engine, "after_cursor_execute")
    def end(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        took = perf_counter() - connection.info[BEGUN]
        if took >= limit:
            slow_statements.inc()
            facts = {"ms": round(took * 1000), "statement": " ".join(statement.split())[:LONGEST]}
            logger.warning("a slow statement", extra={"event": "slow", "facts": facts})
