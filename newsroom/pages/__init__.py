"""Plain pages: what the paper says of itself, linked from the foot of every page."""

from flask import Flask


def init_app(app: Flask) -> None:
    from newsroom.pages import views  # noqa: F401 -- it hangs its routes up
    from newsroom.pages.blueprint import blueprint

    app.register_blueprint(blueprint)
