"""Partners: sites that embed our recent posts."""

from flask import Flask


def init_app(app: Flask) -> None:
    from newsroom.partners import cli, widget

    app.register_blueprint(widget.blueprint)
    app.cli.add_command(cli.partners)
