"""One photo: what is said of it, where it is used; replaced everywhere, or deleted."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.exc import IntegrityError

from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.library.blueprint import blueprint
from newsroom.library.finding import find, find_to_change, today, why_not
from newsroom.library.forms import FOR_READERS, PhotoForm, edition_of, focus_of
from newsroom.library.uses import is_shown, uses_of
from newsroom.photos import announcing, changing, uploading
from newsroom.photos.models import Photo

blueprint.register_error_handler(413, uploading.too_large_to_read)


@blueprint.get("/desk/photos/<name>")
def photo(name: str) -> str:
    found = find(name)
    return _page(found, PhotoForm.of(found))


@blueprint.get("/desk/photos/<name>/look")
def look(name: str) -> str:
    """How it looks now: asked for again while a version is being prepared."""
    return render_template("library/_look.html", photo=find(name), today=today())


@blueprint.post("/desk/photos/<name>")
def describe(name: str) -> Any:
    """Keep what the form says. When somebody has saved meanwhile, show theirs beside it."""
    found, form = find_to_change(name), PhotoForm()
    if why_not(found):
        return _page(found, form, is_refused=True), 403
    shown = is_shown(found)
    if not form.validate(extra_validators=FOR_READERS if shown else None):
        return _page(found, form), 422
    if form.seen.data != edition_of(found):
        form.seen.data = edition_of(found)
        return _page(found, form, is_overtaken=True), 409
    found.describe(**form.words)
    announcing.tell(found)
    if form.focus != focus_of(found):
        x, y = form.focus
        changing.focus(found, x / 100, y / 100)
    db.session.commit()
    flash(_("Saved what is known of the photo."), "done")
    if shown and found.licence_is_over(today()):
        flash(_("The licence has run out, and readers see this photo."), "problem")
    return redirect(url_for(".photo", name=name), 303)


@blueprint.post("/desk/photos/<name>/replace")
def replace(name: str) -> Any:
    found = find_to_change(name)
    if why_not(found):
        return _page(found, PhotoForm.of(found), is_refused=True), 403
    upload = request.files.get("photo")
    if upload is None or not upload.filename:
        flash(_("Choose the file that takes its place."), "problem")
    else:
        try:
            changing.replace(found, upload.stream)
        except changing.NotTaken as problem:
            flash(str(problem), "problem")
        else:
            flash(_("The new picture takes its place everywhere as soon as it is ready."), "done")
    return redirect(url_for(".photo", name=name), 303)


@blueprint.post("/desk/photos/<name>/delete")
def delete(name: str) -> Any:
    """A photo that any article uses stays."""
    found = find_to_change(name)
    if why_not(found):
        return _page(found, PhotoForm.of(found), is_refused=True), 403
    if uses_of(found):
        return _stays(name)
    changing.delete(found)
    try:
        db.session.commit()
    except IntegrityError:  # an article took it up this very moment
        db.session.rollback()
        return _stays(name)
    flash(_("The photo is deleted."), "done")
    return redirect(url_for(".library"), 303)


def _stays(name: str) -> Any:
    flash(_("Articles use this photo, so it stays. Take it out of them first."), "problem")
    return redirect(url_for(".photo", name=name), 303)


def _page(
    found: Photo, form: PhotoForm, *, is_overtaken: bool = False, is_refused: bool = False
) -> str:
    return render_template(
        "library/photo.html",
        photo=found,
        form=form,
        uses=uses_of(found),
        today=today(),
        why_not=why_not(found),
        is_overtaken=is_overtaken,
        is_refused=is_refused,
        nav="photos",
    )
