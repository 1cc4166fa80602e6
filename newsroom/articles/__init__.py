"""Articles: the desk's heart."""

from flask import Flask


def init_app(app: Flask) -> None:
    from newsroom import outbox

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
        figures,
        history,
        lead_photo,
        merges,
        outside,
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
    from newsroom.articles.board_matching import counted
    from newsroom.photos import announcing

    app.jinja_env.filters["counted"] = counted
    figures.init_app(app)
    outbox.listen(app, outside.ANNOUNCED, outside.tell_at_its_time)
    outbox.listen(app, announcing.CHANGED, outside.tell_of_photo)
    app.register_blueprint(blueprint)
    app.cli.add_command(cli.articles)
