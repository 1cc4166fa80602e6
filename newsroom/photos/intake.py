"""Intake: an upload is kept whole, then a row says so, then the outbox develops it.

Nothing is decoded here: no request waits for a picture, and no thread of the server meets one.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO

from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from newsroom.database import db
from newsroom.faults import Fault, fault_of
from newsroom.i18n import gettext as _
from newsroom.photos import developing, removing
from newsroom.photos.addresses import incoming
from newsroom.photos.models import Photo, PhotoStatus, new_name
from newsroom.photos.stores import store

MEGABYTE = 1024 * 1024
PIECE = 256 * 1024


class NotTaken(Exception):  # noqa: N818 -- an answer, not a fault
    """``str()`` is a sentence for whoever uploads, ``code`` the status of the answer."""

    def __init__(self, sentence: str, code: int = 422) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True)
class Upload:
    file: IO[bytes]
    digest: str


def take_in(stream: IO[bytes], by_id: int | None) -> tuple[Photo, bool]:
    """The photo of this file, and whether it is a new one. Commits. Raises NotTaken.

    The same file is the same photo, whoever uploads it; one that was refused gets another chance.
    """
    upload = _received(stream)
    known = _of(upload)
    if known and known.status != PhotoStatus.REFUSED:
        return known, False
    db.session.rollback()  # nobody who writes waits for a disk or a network
    try:
        with _kept(upload) as token:
            return _committed(upload, token, by_id), True
    except IntegrityError:  # somebody else was quicker with the same file
        return _of(upload) or _gone(), False


def replace(photo: Photo, stream: IO[bytes]) -> None:
    """Show another picture wherever this one is shown, once it is developed. Commits.

    Ends the transaction before, as ``take_in`` does. Raises NotTaken.
    """
    upload, photo_id = _received(stream), photo.id
    known = _of(upload)
    if known is photo and not photo.refused_why and not (photo.is_ready and photo.upload):
        return
    if known not in {None, photo}:
        raise _is_anothers()
    db.session.rollback()
    try:
        with _kept(upload) as token:
            photo = db.session.get(Photo, photo_id, with_for_update=True) or _gone()
            _develop(photo, upload, token)
            db.session.commit()
    except IntegrityError:  # it came as a photo of its own meanwhile
        raise _is_anothers() from None


def _committed(upload: Upload, token: str, by_id: int | None) -> Photo:
    photo = _of(upload)
    if photo is None:
        photo = Photo(uploaded_by_id=by_id, newest=0, status=PhotoStatus.WAITING)
        db.session.add(photo)
    elif photo.status == PhotoStatus.REFUSED:
        photo.uploaded_by_id = by_id
    _develop(photo, upload, token)
    db.session.commit()
    return photo


def _develop(photo: Photo, upload: Upload, token: str) -> None:
    if photo.upload:
        removing.forget(photo.name, incoming(photo.upload))
    photo.take(token, upload.digest)
    developing.order(photo)


def _of(upload: Upload) -> Photo | None:
    return db.session.scalar(select(Photo).where(Photo.digest == upload.digest))


def _gone() -> Photo:
    raise NotTaken(_("This photo was deleted meanwhile."), 404)


def _is_anothers() -> NotTaken:
    return NotTaken(_("This file is in the library already, as another photo."))


@contextmanager
def _kept(upload: Upload) -> Iterator[str]:
    """Its name in the store. What no row comes to name goes: it may say where somebody was."""
    token = _keep(upload)
    try:
        yield token
    except BaseException as problem:
        db.session.rollback()
        with suppress(OSError):
            store().remove(incoming(token))
        if fault_of(problem) in {Fault.FULL, Fault.UNWRITABLE}:
            raise _no_room(problem) from None
        raise


def _keep(upload: Upload) -> str:
    """Have the file in the store, and say under which name."""
    token = new_name()
    try:
        upload.file.seek(0)
        store().put(incoming(token), upload.file)
    except OSError as problem:
        raise _no_room(problem) from None
    return token


def _no_room(problem: BaseException) -> NotTaken:
    current_app.logger.warning("photos: the store does not take a file: %s", problem)
    return NotTaken(_("There is no room for photos just now. Tell whoever runs the newsroom."), 507)


def _received(stream: IO[bytes]) -> Upload:
    """Raises NotTaken."""
    most = current_app.config["PHOTO_MEGABYTES"]
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > most * MEGABYTE:
            raise NotTaken(too_large(), 413)
        digest.update(piece)
    if not size:
        raise NotTaken(_("This file is empty. Choose it once more, or save it anew."))
    return Upload(stream, digest.hexdigest())


def too_large() -> str:
    return str(
        _(
            "This file is larger than %(megabytes)s MB. Save it smaller and upload that.",
            megabytes=current_app.config["PHOTO_MEGABYTES"],
        )
    )
