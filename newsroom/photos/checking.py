"""Whether every photo has its files, and every file its photo: what a disk lost is made again."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select

from newsroom import clock, outbox
from newsroom.database import db
from newsroom.photos import developing
from newsroom.photos.addresses import key
from newsroom.photos.darkroom.refusal import Refused
from newsroom.photos.models import Photo
from newsroom.photos.sizes import MASTER, files_of
from newsroom.photos.stores import Kept, store

YOUNG = timedelta(days=1)  # its row may be on its way, or a newer version of it


@dataclass
class Found:
    photos: int = 0
    files: int = 0
    size: int = 0  # bytes
    incomplete: list[str] = field(default_factory=list)  # their master is there: made again
    lost: list[str] = field(default_factory=list)  # photos without a master
    lost_uploads: list[str] = field(default_factory=list)  # that were not developed yet
    strays: list[Kept] = field(default_factory=list)  # files that no row names

    @property
    def is_whole(self) -> bool:
        return not (self.incomplete or self.lost or self.lost_uploads)


def look() -> Found:
    """First the rows, then the files: what a row names was kept before it."""
    in_order = select(Photo).order_by(Photo.id).execution_options(yield_per=500)
    photos = [Row.of(photo) for photo in db.session.scalars(in_order)]
    db.session.rollback()
    found, there = Found(photos=len(photos)), _files()
    for files in there.values():
        found.files += len(files)
        found.size += sum(kept.size for kept in files.values())
    for row in photos:
        _look_at(row, there, found)
    names, uploads = {row.name for row in photos}, {row.upload for row in photos}
    found.strays = [
        kept
        for folder, files in there.items()
        for file, kept in files.items()
        if not (file in uploads if folder == "incoming" else _name_in(folder) in names)
    ]
    return found


def _name_in(folder: str) -> str:
    """Nothing for a file that lies beside the photos' folders."""
    return folder.partition("/")[2].partition("/")[0]


@dataclass(frozen=True)
class Row:
    name: str
    version: int
    upload: str
    files: set[str]  # none of what is not ready

    @classmethod
    def of(cls, photo: Photo) -> "Row":
        files = files_of(photo.width, photo.has_avif) if photo.is_ready else []
        return cls(photo.name, photo.version, photo.upload, set(files))


def _files() -> dict[str, dict[str, Kept]]:
    """By folder and name."""
    there: dict[str, dict[str, Kept]] = defaultdict(dict)
    for kept in (*store().under("photos"), *store().under("incoming")):
        folder, _, file = kept.key.rpartition("/")
        there[folder][file] = kept
    return there


def _look_at(row: Row, there: dict[str, dict[str, Kept]], found: Found) -> None:
    if row.upload and row.upload not in there["incoming"] and _still_waits_for(row):
        found.lost_uploads.append(row.name)
    files = {
        file
        for file, kept in there.get(f"photos/{row.name}/{row.version}", {}).items()
        if kept.size
    }
    if row.files and MASTER not in files:
        found.lost.append(row.name)
    elif not row.files <= files:
        found.incomplete.append(row.name)


def _still_waits_for(row: Row) -> bool:
    """It may have been developed while we looked."""
    upload = db.session.scalar(select(Photo.upload).where(Photo.name == row.name))
    db.session.rollback()
    return upload == row.upload


def mend(found: Found) -> int:
    """Make what is missing from the masters, remove old strays; returns how many were removed.

    A master of which nothing can be made is lost too.
    """
    for name in list(found.incomplete):
        try:
            _make_again(name)
        except (Refused, developing.Lost, outbox.Later):
            found.incomplete.remove(name)
            found.lost.append(name)
    old = [kept for kept in found.strays if clock.now() - kept.since > YOUNG]
    for kept in old:
        store().remove(kept.key)
    return len(old)


def _make_again(name: str) -> None:
    """In place, so that addresses that are out there work again; what is there stays as it is."""
    photo = db.session.scalar(select(Photo).where(Photo.name == name))
    if photo is None:
        return
    master = key(photo.name, photo.version, MASTER)
    focus = photo.focal_x, photo.focal_y
    task = developing.Task(photo.id, photo.name, photo.version, master, focus)
    files, avif = files_of(photo.width, photo.has_avif), photo.has_avif
    db.session.rollback()
    kept = store().under(master.rpartition("/")[0])
    there = {each.key.rpartition("/")[2] for each in kept if each.size}
    developing.make_again(task, [file for file in files if file not in there], avif)
