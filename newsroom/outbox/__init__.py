"""Outbox: side effects of a change, written in its transaction and done when it is committed.

Whoever writes a job does not know what it will do, and is never held up or failed by it.

A feature registers its kinds, and what it does when something is announced, in its ``init_app``.
"""

from flask import Flask

from newsroom.outbox.kinds import Hopeless, Kind, Later, Order, hurry, listen, look_out, register
from newsroom.outbox.writing import announce, is_announced, put

__all__ = [
    "Hopeless",
    "Kind",
    "Later",
    "Order",
    "announce",
    "hurry",
    "is_announced",
    "listen",
    "look_out",
    "put",
    "register",
]


def init_app(app: Flask) -> None:
    from newsroom.outbox import cli, hastening, kinds, workers

    app.extensions["outbox"] = kinds.Registry()
    app.extensions["outbox-workers"] = workers.Workers(app)
    look_out(app, hastening.hasten_when_the_clock_went_back)
    app.cli.add_command(cli.outbox)
