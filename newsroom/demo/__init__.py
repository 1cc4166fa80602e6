"""The demo newsroom: «Плесо», an invented paper in an invented town, to try everything on."""

from flask import Flask


def init_app(app: Flask) -> None:
    from newsroom.demo import cli

    app.cli.add_command(cli.demo)
