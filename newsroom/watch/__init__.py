"""Watch: how the newsroom is, said to whoever keeps it – health, metrics, logs.

`gate` sees every request and its answer, `metrics` counts, `checks` looks whether it can work;
`wording` says what may stand in a log, `writing` writes it, `slow` tells of slow statements.
"""

from flask import Flask


def init_app(app: Flask) -> None:
    """Last of all: it stands before everything else, so that nothing is answered behind it."""
    from newsroom.watch import gate, slow, views

    views.init_app(app)
    slow.init_app(app)
    gate.init_app(app)
