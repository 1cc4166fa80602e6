"""Which photos the library shows: the newest first, found by words, agency, days and licence."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import abort, request
from flask_login import current_user
from sqlalchemy import ColumnElement, Select, select

from newsroom import clock
from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.language.photos_in import IS_NAME
from newsroom.language.tidy import findable, tidy_line
from newsroom.library.uses import is_shown
from newsroom.paging import Cursor, cut, page
from newsroom.photos.models import Photo, PhotoStatus
from newsroom.words import site

LONGEST_QUERY = 100  # characters
MOST_WORDS = 8
MOST_AGENCIES = 200


@dataclass(frozen=True)
class Asked:
    """What somebody looks for. Days are the newsroom's."""

    q: str = ""
    agency: str = ""
    since: date | None = None
    until: date | None = None
    is_over: bool = False  # only photos whose licence has run out

    @classmethod
    def from_request(cls) -> "Asked":
        given = request.args
        return cls(
            q=tidy_line(given.get("q", "")[: LONGEST_QUERY + 1])[:LONGEST_QUERY],
            agency=tidy_line(given.get("agency", "")[:200]),
            since=_day(given.get("since", "")),
            until=_day(given.get("until", "")),
            is_over=given.get("licence") == "over",
        )

    @property
    def is_for_some(self) -> bool:
        return self != Asked()

    @property
    def as_query(self) -> dict[str, Any]:
        """For the address of the next page; None is left out of it."""
        return {
            "q": self.q or None,
            "agency": self.agency or None,
            "since": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "licence": "over" if self.is_over else None,
        }


def photos_found(
    asked: Asked, cursor: Cursor | None, size: int, *, without_refused: bool = False
) -> tuple[list[Photo], str | None]:
    """A page of them, and where the next one begins, if there is one."""
    query = matching(asked)
    if without_refused:
        query = query.where(Photo.status != PhotoStatus.REFUSED)
    query = page(query, cursor, Photo.created_at, Photo.id).limit(size + 1)
    found, is_more = cut(list(db.session.scalars(query)), size)
    return found, str(Cursor(found[-1].created_at, found[-1].id)) if is_more else None


def matching(asked: Asked) -> Select[tuple[Photo]]:
    return select(Photo).where(*_conditions(asked))


def _conditions(asked: Asked) -> list[ColumnElement[bool]]:
    words = findable(asked.q).split()[:MOST_WORDS]
    conditions = [Photo.find_text.contains(word, autoescape=True) for word in words]
    if asked.agency:
        conditions.append(Photo.agency == asked.agency)
    if asked.since:
        conditions.append(Photo.created_at >= _midnight(asked.since))
    if asked.until:
        conditions.append(Photo.created_at < _midnight(asked.until + timedelta(days=1)))
    if asked.is_over:
        conditions.append(Photo.licence_until < today())
    return conditions


def agencies() -> list[str]:
    query = select(Photo.agency).where(Photo.agency != "").distinct().order_by(Photo.agency)
    return list(db.session.scalars(query.limit(MOST_AGENCIES)))


def today() -> date:
    """In the newsroom."""
    return clock.now().astimezone(site().zone).date()


def find(name: str, *, to_change: bool = False) -> Photo:
    """404 where there is no such photo. To be changed it is locked."""
    if not IS_NAME.fullmatch(name):
        abort(404)
    query = select(Photo).where(Photo.name == name)
    found = db.session.scalar(query.with_for_update() if to_change else query)
    return found or abort(404)


def find_to_change(name: str) -> Photo:
    """Editors' are all photos, a reporter's their own: else 403. Ask ``why_not`` as well."""
    photo = find(name, to_change=True)
    if not _is_theirs(photo):
        abort(403)
    return photo


def why_not(photo: Photo) -> str:
    """Why this person may not change it now; nothing when they may.

    A reporter's photo is the editors' while readers see it.
    """
    if current_user.may_publish:
        return ""
    if not _is_theirs(photo):
        return str(_("Only who uploaded it and editors may change this."))
    if is_shown(photo):
        return str(_("Readers see this photo: ask an editor to change it."))
    return ""


def _is_theirs(photo: Photo) -> bool:
    return bool(current_user.may_publish or photo.uploaded_by_id == current_user.id)


def _day(text: str) -> date | None:
    """What is no day asks for nothing; the last one is too far to count a day on."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date(1900, 1, 1) < day < date(9000, 1, 1) else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, site().zone)
