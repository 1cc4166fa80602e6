"""The newsroom's table of contents: settings, extensions, features, headers."""

from typing import Any

from flask import Flask

from newsroom import (
    assets,
    bodies,
    compression,
    config,
    database,
    embeds,
    errors,
    flashes,
    headers,
    htmx,
    i18n,
    kept,
    migrating,
    routing,
    security,
    surrogates,
    templating,
    watch,
    words,
)


def create_app(settings: dict[str, Any] | None = None) -> Flask:
    """Make the application. ``settings`` override what the environment says (see ``config``)."""
    from newsroom.partners import watching

    app = Flask(__name__, template_folder="../templates", static_folder=None)
    bodies.init_app(app)  # what it wraps, the proxies of the settings wrap
    config.load(app, settings or {})
    routing.init_app(app)
    templating.init_app(app)

    compression.init_app(app)
    database.init_app(app)
    migrating.init_app(app)
    htmx.init_app(app)
    i18n.init_app(app)
    security.init_app(app)
    flashes.init_app(app)
    surrogates.init_app(app)
    headers.init_app(app)
    assets.init_app(app)
    words.init_app(app)
    embeds.init_app(app)
    errors.init_app(app)

    _register_features(app)
    kept.init_app(app)
    watching.init_app(app)  # it sees what is asked of partners' lists, whoever answers
    watch.init_app(app)  # last: every request passes its gate
    return app


def _register_features(app: Flask) -> None:
    from newsroom import (
        articles,
        backup,
        copying,
        demo,
        library,
        mirror,
        outbox,
        pages,
        partners,
        photos,
        purging,
        site,
        staff,
    )

    first = (outbox, staff, photos, articles, pages, library, site, partners)
    for feature in (*first, purging, demo, copying, backup, mirror):
        feature.init_app(app)
