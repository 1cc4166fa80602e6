"""Outbox: side effects of a change, written in its transaction and done when it is committed.

Whoever writes a job does not know what it will do, and is never held up or failed by it.

A feature registers its kinds, and what it does when something is announced, in its ``init_app``.
"""

from flask import Flask

from newsroom.outbox.kinds import Hopeless, Kind, Later, Order, hurry, listen, look_out, register
from newsroom.outbox.writing import announce, put

__all__ = [
    "Hopeless",
    "Kind",
    "Later",
    "Order",
    "announce",
    "hurry",
    "listen",
    "look_out",
    "put",
    "register",
]


def init_app(app: Flask) -> None:
    from newsroom.outbox import cli, kinds, workers

    app.extensions["outbox"] = kinds.Registry()
    app.extensions["outbox-workers"] = workers.Workers(app)
    app.cli.add_command(cli.outbox)
