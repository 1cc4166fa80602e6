"""A plain page as readers see it."""

from flask import abort, render_template

from newsroom.database import db
from newsroom.kept import kept_for
from newsroom.pages.models import Page
from newsroom.site import metadata
from newsroom.site.around import around
from newsroom.site.blueprint import blueprint


@blueprint.get("/pages/<slug>")
@kept_for()
def page(slug: str) -> str:
    found = db.session.scalar(Page.published().where(Page.slug == slug)) or abort(404)
    return render_template("site/page.html", about=metadata.of_page(found), page=found, **around())
