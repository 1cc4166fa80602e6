"""Partners: sites that embed our recent posts."""

from flask import Flask

from newsroom import embeds


def init_app(app: Flask) -> None:
    # Importing these is what hangs their routes up.
    from newsroom.partners import cli, desk, embedding, loader, machines, setup, widget  # noqa: F401
    from newsroom.partners.blueprint import blueprint

    app.register_blueprint(blueprint)
    embeds.offer(app, embedding.list_at)
    app.cli.add_command(cli.partners)
