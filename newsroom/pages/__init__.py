"""Plain pages: what the paper says of itself, linked from the foot of every page."""

from flask import Flask


def init_app(app: Flask) -> None:
    from newsroom.articles import own_links
    from newsroom.pages import views  # noqa: F401 -- it hangs its routes up
    from newsroom.pages.blueprint import blueprint
    from newsroom.pages.models import Page

    own_links.KNOWN["site.page"] = lambda: Page.published().with_only_columns(Page.slug)
    app.register_blueprint(blueprint)
