"""Partners: sites that embed our recent posts."""

from flask import Flask


def init_app(app: Flask) -> None:
    # Importing these is what hangs their routes up.
    from newsroom.partners import cli, desk, loader, machines, setup, widget  # noqa: F401
    from newsroom.partners.blueprint import blueprint

    app.register_blueprint(blueprint)
    app.cli.add_command(cli.partners)
