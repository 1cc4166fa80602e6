"""Partners: sites that embed our recent posts."""

from flask import Flask

from newsroom import embeds


def init_app(app: Flask) -> None:
    # Importing these is what hangs their routes up.
    from newsroom.partners import (  # noqa: F401
        cli,
        counting,
        desk,
        embedding,
        loader,
        machines,
        numbers,
        setup,
        widget,
    )
    from newsroom.partners.blueprint import blueprint
    from newsroom.partners.ledger import Ledger

    app.extensions["partners-ledger"] = Ledger(app)
    app.jinja_env.globals["count_url"] = counting.count_url
    app.register_blueprint(blueprint)
    embeds.offer(app, embedding.list_at)
    app.cli.add_command(cli.partners)
