"""Photos for the editor: those to choose from, and what figures in the text show of theirs."""

from typing import Any

from flask import Response, render_template, request, url_for
from sqlalchemy import select

from newsroom.database import db
from newsroom.language.photos_in import IS_NAME
from newsroom.library.blueprint import blueprint
from newsroom.library.finding import Asked, photos_found, today
from newsroom.paging import asked_cursor
from newsroom.photos.models import Photo

PAGE = 24
MOST_AT_ONCE = 40


@blueprint.get("/desk/photos/pick")
def pick() -> str:
    """The photos that match, newest first: all of the dialog but its frame."""
    asked = Asked.from_request()
    photos, older = photos_found(asked, asked_cursor(), PAGE, without_refused=True)
    return render_template(
        "library/_choices.html",
        photos=photos,
        asked=asked,
        older_url=older and url_for(".pick", before=older, **asked.as_query),
        is_more="before" in request.args,
    )


@blueprint.get("/desk/photos/figures")
def figures() -> Response:
    """What the editor shows of each photo that it asks for by ``name``."""
    names = [name for name in request.args.getlist("name") if IS_NAME.fullmatch(name)]
    found = db.session.scalars(select(Photo).where(Photo.name.in_(names[:MOST_AT_ONCE])))
    photos: dict[str, Any] = dict.fromkeys(names[:MOST_AT_ONCE])
    photos |= {photo.name: photo for photo in found}
    return Response(render_template("library/_figures.html", photos=photos, today=today()))
