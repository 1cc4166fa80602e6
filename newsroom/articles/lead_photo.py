"""The lead photo in the editor: a look at the one that stands in the form."""

from flask import render_template, request

from newsroom.articles.blueprint import blueprint
from newsroom.articles.figures import photo_called
from newsroom.articles.forms import photo_name


@blueprint.get("/desk/lead-photo")
def lead_photo() -> str:
    """What the name or address in the field stands for."""
    name = photo_name(request.args.get("lead_photo"))
    return render_template("articles/_lead_preview.html", name=name, photo=photo_called(name))
