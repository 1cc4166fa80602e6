"""Writes down what a request does to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, request_tearing_down
from sqlalchemy import Engine, event

WRITING = {"INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE"}


@dataclass
class Journal:
    statements: list[str] = field(default_factory=list)  # the first words, in capitals
    unsaved: list[str] = field(default_factory=list)  # written since the last commit or rollback
    uncommitted: list[str] = field(default_factory=list)  # what the request left behind


current: ContextVar[Journal | None] = ContextVar("journal", default=None)


@contextmanager
def journal(app: Flask) -> Iterator[Journal]:
    """The journal of a request, which must run in this context of variables."""
    here = Journal()
    token = current.set(here)
    with request_tearing_down.connected_to(_look_what_is_left, app):
        try:
            yield here
        finally:
            current.reset(token)


def _look_what_is_left(app: Flask, **_: Any) -> None:
    here, session = current.get(), app.extensions["sqlalchemy"].session
    if here is None or not session.registry.has():
        return
    changed = [thing for thing in session.dirty if session.is_modified(thing)]
    here.uncommitted += [repr(thing) for thing in [*session.new, *changed, *session.deleted]]
    here.uncommitted += here.unsaved


@event.listens_for(Engine, "before_cursor_execute")
def _statement(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
    word = statement.split(maxsplit=1)[0].upper()
    word = "SELECT" if word == "WITH" else word
    if (here := current.get()) and word in {"SELECT", *WRITING}:
        here.statements.append(word)
        if word in WRITING:
            here.unsaved.append(statement)


@event.listens_for(Engine, "commit")
@event.listens_for(Engine, "rollback")
def _end(_connection: Any) -> None:
    if here := current.get():
        here.unsaved.clear()
