"""Uploading from the desk: kept and answered at once; how it went on is asked by its status."""

from typing import Any

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from newsroom import errors, htmx
from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.language.tidy import tidy_line
from newsroom.photos import refusals
from newsroom.photos.addresses import address
from newsroom.photos.blueprint import blueprint
from newsroom.photos.intake import NotTaken, take_in, too_large
from newsroom.photos.models import Photo
from newsroom.security import login

LIBRARY = "/desk/photos"
LONGEST_FILENAME = 100


def wants_json() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == (
        "application/json"
    )


@blueprint.post("/desk/photos")
def upload() -> Any:
    """Take in every file of the field `photo`. What is not taken says why, the others stay."""
    files = [each for each in request.files.getlist("photo") if each.filename]
    by_id = current_user.id
    taken, refused = [], []
    for each in files:
        file = tidy_line(each.filename or "")[:LONGEST_FILENAME]
        try:
            photo, is_new = take_in(each.stream, by_id)
            taken.append(told(photo) | {"is_new": is_new, "file": file})
        except NotTaken as problem:
            refused.append({"file": file, "error": str(problem), "code": problem.code})
    if not files:
        refused.append({"file": "", "error": _("Choose a photo to upload."), "code": 422})
    return _answer(taken, refused)


def _answer(taken: list[dict[str, Any]], refused: list[dict[str, Any]]) -> Any:
    if wants_json():
        code = refused[0]["code"] if refused and not taken else 200
        return jsonify(photos=taken, refused=refused), code
    for each in refused:
        flash(f"{each['file']}: {each['error']}" if each["file"] else each["error"], "problem")
    if known := [each for each in taken if not each["is_new"]]:
        flash(_("In the library already: %(files)s.", files=_names(known)), "done")
    if new := [each for each in taken if each["is_new"]]:
        flash(_("Taken in: %(files)s.", files=_names(new)), "done")
    return redirect(LIBRARY, 303)


def _names(told: list[dict[str, Any]]) -> str:
    return ", ".join(each["file"] for each in told)


@blueprint.get("/desk/photos/<name>/status")
def status(name: str) -> Any:
    photo = db.session.scalar(select(Photo).where(Photo.name == name))
    return jsonify(told(photo or abort(404)))


def told(photo: Photo) -> dict[str, Any]:
    """A photo for scripts of the desk."""
    return {
        "name": photo.name,
        "status": photo.status,
        "version": photo.version,
        "is_being_made": photo.is_being_made,
        "why": refusals.sentence(photo.refused_why),
        "width": photo.width,
        "height": photo.height,
        "thumbnail": address(photo, "square.webp") if photo.is_ready else "",
        "placeholder": photo.placeholder,
        "credit": photo.credit,
        "caption": photo.caption,
        "alt": photo.alt,
        "had_location": photo.had_location,
    }


@blueprint.errorhandler(HTTPException)
def in_words(error: HTTPException) -> Any:
    """For scripts of the desk as a sentence, for people as a page."""
    if wants_json() and error.code and error.code >= 400:
        return jsonify(error=" ".join(errors.sentences(error.code))), error.code
    return errors.in_words(error)


@blueprint.errorhandler(CSRFError)
def expired_token(error: CSRFError) -> Any:
    """A page of ours gets a new token, or the sign-in, and sends the file once more by itself."""
    is_a_pages = htmx.is_htmx() or not wants_json()
    return errors.expired_token(error) if is_a_pages else in_words(error)


@blueprint.errorhandler(413)
def too_large_to_read(error: HTTPException) -> Any:
    """It was refused by its length, and nothing of it was read. Strangers may send far less."""
    if not current_user.is_authenticated:
        sign_in = redirect(url_for("staff.sign_in", next=LIBRARY), 303)
        return login.unauthorized() if htmx.is_htmx() else sign_in
    if wants_json():
        return jsonify(error=too_large()), 413
    title, _text = errors.sentences(413)
    ways_on = [(_("To the photos"), LIBRARY)]
    about = {"code": 413, "title": title, "text": too_large(), "ways_on": ways_on}
    return render_template("errors/error.html", **about), 413
