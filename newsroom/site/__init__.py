"""The public site: home, articles, listings, feeds. Nothing here looks at a session."""

from flask import Flask

from newsroom import embeds


def init_app(app: Flask) -> None:
    from newsroom.articles import own_links

    # Importing these is what hangs their routes up.
    from newsroom.site import (  # noqa: F401
        archive,
        article,
        corrected,
        front_page,
        icons,
        listing_pages,
        metadata,
        missing,
        notices,
        oembed,
        plain_page,
        sitemaps,
        websub,
    )
    from newsroom.site.blueprint import blueprint
    from newsroom.site.feeds import announcing, views
    from newsroom.site.social import cli, pictures  # noqa: F401 -- its command

    own_links.FOUND["site.archive"] = archive.days_there
    metadata.init_app(app)
    missing.init_app(app)
    sitemaps.init_app(app)
    app.register_blueprint(blueprint)
    embeds.offer(app, oembed.card_at)
    views.hang(app)
    announcing.init_app(app)
    websub.init_app(app)
    pictures.init_app(app)
