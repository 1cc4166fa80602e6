"""Articles: the desk's heart."""

from flask import Flask


def init_app(app: Flask) -> None:
    # Importing these is what hangs their routes and tables up.
    from newsroom.articles import (  # noqa: F401
        addresses,
        author_views,
        autosaves,
        board,
        breaking_views,
        category_views,
        checklist,
        cli,
        corrections,
        history,
        merges,
        presence,
        previews,
        publication,
        recent,
        revisions,
        unsaved,
        views,
        workflow,
    )
    from newsroom.articles.blueprint import blueprint

    app.jinja_env.filters["counted"] = board.counted
    app.register_blueprint(blueprint)
    app.cli.add_command(cli.articles)
