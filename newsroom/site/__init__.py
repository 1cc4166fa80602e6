"""The public site: home, articles, listings. Nothing here looks at a session."""

from flask import Flask


def init_app(app: Flask) -> None:
    # Importing these is what hangs their routes up.
    from newsroom.site import (  # noqa: F401
        article,
        front_page,
        icons,
        listing_pages,
        metadata,
        notices,
        sitemaps,
    )
    from newsroom.site.blueprint import blueprint

    metadata.init_app(app)
    sitemaps.init_app(app)
    app.register_blueprint(blueprint)
