"""What jobs there are, who does them, and who wants to hear of what is announced."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, current_app

from newsroom.database import db
from newsroom.faults import fault_of
from newsroom.watch.wording import kind_of

logger = logging.getLogger(__name__)

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Order:
    """A job as its worker gets it: plain data, so that no transaction stays open meanwhile."""

    id: int
    kind: str
    subject: str
    payload: dict[str, Any]
    attempts: int  # this one is among them
    created_at: datetime
    leased_by: str


class Later(Exception):  # noqa: N818 -- a wish, not a fault
    """It did not work now. ``str()`` says why, ``after`` how long the other side asks to wait."""

    def __init__(self, why: str, after: timedelta | None = None) -> None:
        super().__init__(why)
        self.after = after


class Hopeless(Exception):  # noqa: N818 -- a refusal, not a fault
    """It will never work as it is. ``str()`` says why."""


@dataclass(frozen=True)
class Kind:
    """A kind of job.

    ``do`` may be called twice for one job: a process can die between the deed and writing it down.
    What it writes through ``db.session`` is committed together with «done». Before it goes out to
    the network it ends its transaction, else all who write wait for a stranger.
    """

    name: str
    do: Callable[[Order], None]
    tries: int = 15  # with growing pauses, five to six hours
    lease: timedelta = MINUTE  # longer than ``do`` can take
    spacing: timedelta = timedelta()  # between two jobs of one key


@dataclass
class Registry:
    kinds: dict[str, Kind] = field(default_factory=dict)
    listeners: dict[str, list[Callable[[Order], None]]] = field(default_factory=dict)
    lookouts: list[Callable[[], None]] = field(default_factory=list)
    urgent: list[tuple[str, ...]] = field(default_factory=list)


def register(app: Flask, kind: Kind) -> None:
    registry: Registry = app.extensions["outbox"]
    registry.kinds[kind.name] = kind


def listen(app: Flask, announced: str, listener: Callable[[Order], None]) -> None:
    """Call ``listener`` when something of this kind was announced: it puts jobs of its own, in one
    transaction with what other listeners put, so that each is there once.
    """
    registry: Registry = app.extensions["outbox"]
    registry.listeners.setdefault(announced, []).append(listener)
    register(app, Kind(announced, tell))


def hurry(app: Flask, *kinds: str) -> None:
    """Let these, which are waited for, wait behind no other job: they have a worker of their own in
    each process.
    """
    registry: Registry = app.extensions["outbox"]
    registry.urgent.append(kinds)


def look_out(app: Flask, look: Callable[[], None]) -> None:
    """Call ``look`` whenever a worker looks for jobs, every few seconds in each process: it may put
    some, and commits.
    """
    registry: Registry = app.extensions["outbox"]
    registry.lookouts.append(look)


def tell(order: Order) -> None:
    registry: Registry = current_app.extensions["outbox"]
    for listener in registry.listeners.get(order.kind, []):
        listener(order)


def known(name: str) -> Kind:
    """The kind of this name. What nobody here knows may be known when the next version runs."""
    registry: Registry = current_app.extensions["outbox"]
    return registry.kinds.get(name) or Kind(name, _unknown)


def longest_lease() -> timedelta:
    registry: Registry = current_app.extensions["outbox"]
    return max((kind.lease for kind in registry.kinds.values()), default=MINUTE)


def look() -> None:
    registry: Registry = current_app.extensions["outbox"]
    for one in registry.lookouts:
        attempt(one)


def attempt(work: Callable[[], None]) -> None:
    """What fails here holds up no job. Where it is the database there is none to be had."""
    try:
        work()
    except Exception as problem:
        db.session.rollback()
        fault = fault_of(problem)
        if fault and not isinstance(problem, OSError):
            raise
        what = (f"{work.__module__}.{work.__qualname__}", kind_of(problem))
        logger.warning("outbox: %s: %s", *what, exc_info=None if fault else problem)


def _unknown(order: Order) -> None:
    raise Later(f"nobody here knows what “{order.kind}” is")
