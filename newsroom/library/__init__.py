"""The library: the desk's pages of photos. It knows both photos and the articles that use them."""

from flask import Flask


def init_app(app: Flask) -> None:
    from newsroom.library import photo_views, picking, views  # noqa: F401 -- they hang routes up
    from newsroom.library.blueprint import blueprint
    from newsroom.library.previews import on_day, preview
    from newsroom.photos import refusals

    app.add_template_filter(preview)
    app.add_template_filter(on_day)
    app.add_template_filter(refusals.sentence, "why_refused")
    app.register_blueprint(blueprint)
