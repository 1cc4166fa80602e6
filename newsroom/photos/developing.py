"""Developing: the outbox's job that makes a version's files, and shows them when all are kept.

A crash anywhere repeats it and harms nobody: the row names a version only when its files are kept.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import select

from newsroom import outbox
from newsroom.database import db
from newsroom.language.tidy import tidy_line
from newsroom.photos import announcing, hatch, removing
from newsroom.photos.addresses import incoming, key
from newsroom.photos.darkroom.refusal import Refused
from newsroom.photos.models import LONGEST, Photo, PhotoStatus, new_name
from newsroom.photos.sizes import MASTER, files_of
from newsroom.photos.stores import store, working_folder

logger = logging.getLogger(__name__)

KIND = "photos.develop"
TRIES = outbox.Kind.tries  # the last only says that it did not work: nothing waits for ever
DEATHS = 6  # a darkroom that has ended without an answer so often will do so again
FOR_LACK_OF_LUCK = {"failed", "lost"}  # not the file's doing: it is kept, and may be tried again
LEASE = timedelta(minutes=3)


@dataclass(frozen=True)
class Task:
    """What is to be made, in plain data: no transaction stays open while it is."""

    photo_id: int
    name: str
    version: int
    source: str  # the key of the upload, or of the master of the version that is shown
    focus: tuple[float, float]


def order(photo: Photo) -> None:
    """Have the newest version made once this transaction is committed."""
    db.session.flush()
    outbox.put(KIND, photo.name, {"photo": photo.id, "version": photo.newest})


def develop(order: outbox.Order) -> None:
    photo = db.session.get(Photo, order.payload["photo"])
    task = _task(photo, order.payload["version"]) if photo else None
    if task is None:
        return
    if order.attempts >= TRIES:
        _give_up(task, "failed", "whoever tried last has ended before it was done")
    db.session.rollback()
    try:
        make(task)
    except Refused as refused:
        _refuse(task, str(refused))
    except Lost as problem:
        _give_up(task, "lost", str(problem))
    except Exception as problem:
        if order.attempts < (DEATHS if isinstance(problem, hatch.Gone) else TRIES - 1):
            raise
        _give_up(task, "failed", f"{type(problem).__name__}: {problem}")


class Lost(FileNotFoundError):  # noqa: N818 -- a disk's fault, not ours
    """The store has no such file."""


def _give_up(task: Task, why: str, problem: str) -> None:
    """The photo says so, and the job rests: `flask outbox retry` may yet make it."""
    db.session.rollback()
    _refuse(task, why)
    db.session.commit()
    raise outbox.Hopeless(f"{why}: {problem}")


def _task(photo: Photo, version: int) -> Task | None:
    """None when a newer one was asked for since, or this one is made or refused."""
    is_asked_for = photo.is_being_made or photo.refused_why in FOR_LACK_OF_LUCK
    if photo.newest != version or not is_asked_for:
        return None
    source = key(photo.name, photo.version, MASTER)
    if photo.upload:
        source = incoming(photo.upload)
    return Task(photo.id, photo.name, version, source, (photo.focal_x, photo.focal_y))


def make(task: Task) -> None:
    """Raises Refused, Lost, hatch.Gone, and OSError when the store does not answer or is full."""
    with working_folder() as folder:
        source = _fetched(task, folder)
        digest = digest_of(source)
        facts = hatch.develop(source, Path(folder), task.focus, current_app.config["PHOTO_AVIF"])
        if task.source.endswith(MASTER):  # encoded anew each time it would fade
            source.replace(Path(folder, MASTER))
        _keep(task, Path(folder), files_of(facts["width"], facts["avif"]))
    show(task, facts | {"digest": digest})


def make_again(task: Task, files: list[str], avif: bool) -> None:
    """Those of a version that readers have been shown, from its master. Raises as ``make`` does."""
    with working_folder() as folder:
        source = _fetched(task, folder)
        hatch.develop(source, Path(folder), task.focus, avif)
        _keep(task, Path(folder), files)


def _fetched(task: Task, folder: str) -> Path:
    source = Path(folder, "source")
    try:
        store().fetch(task.source, source)
    except FileNotFoundError as problem:
        raise Lost(task.source) from problem
    return source


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(task: Task, folder: Path, files: list[str]) -> None:
    for file in files:
        with (folder / file).open("rb") as made:
            store().put(key(task.name, task.version, file), made)


def show(task: Task, facts: dict[str, Any]) -> None:
    """From here on this version is the photo, unless somebody has asked for a newer one."""
    photo = db.session.get(Photo, task.photo_id, with_for_update=True, populate_existing=True)
    if photo is None:  # deleted meanwhile, and what was kept of it just now with it
        removing.forget(task.name, f"photos/{task.name}")
        return
    if photo.newest != task.version:
        return
    photo.version, photo.status, photo.refused_why = task.version, PhotoStatus.READY, ""
    photo.width, photo.height, photo.has_avif = facts["width"], facts["height"], facts["avif"]
    photo.placeholder = facts["placeholder"]
    announcing.tell(photo)
    if photo.upload:
        photo.digest = _own_digest(photo, facts["digest"])
        _offer_words(photo, facts)
        forget_upload(photo)


def _own_digest(photo: Photo, digest: str) -> str:
    """Who sends this file is led here, unless it became a photo of its own meanwhile."""
    others = select(Photo.id).where(Photo.digest == digest, Photo.id != photo.id)
    return digest if db.session.scalar(others) is None else new_name()


def _offer_words(photo: Photo, facts: dict[str, Any]) -> None:
    """What the file says of itself, where nobody has said it yet."""
    photo.had_location = facts["had_location"]
    read = {field: tidy_line(facts.get(field, ""))[: LONGEST[field]] for field in LONGEST}
    offered = ("author", "agency", "caption")
    photo.describe(
        copyright=read["copyright"],
        **{field: read[field] for field in offered if not getattr(photo, field)},
    )


def forget_upload(photo: Photo) -> None:
    """It may say where the photographer stood: it goes as soon as nothing needs it."""
    if photo.upload:
        removing.forget(photo.name, incoming(photo.upload))
        photo.upload = ""


def _refuse(task: Task, why: str) -> None:
    """The photo stays as it was, and says why; one that never was ready is refused."""
    photo = db.session.get(Photo, task.photo_id, with_for_update=True, populate_existing=True)
    if photo is None or photo.newest != task.version:
        return
    photo.refused_why = why
    if not photo.is_ready:
        photo.status = PhotoStatus.REFUSED
    if why not in FOR_LACK_OF_LUCK:
        forget_upload(photo)
    logger.warning("photo %s, version %s: %s", task.name, task.version, why)
