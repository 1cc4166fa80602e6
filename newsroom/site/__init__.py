"""The public site: home, article, category. Nothing here looks at a session."""

from flask import Flask


def init_app(app: Flask) -> None:
    from newsroom.site.views import blueprint

    app.register_blueprint(blueprint)
