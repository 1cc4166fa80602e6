"""Which photos may go out: whose they are is said, what they show too, and the licence lasts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from newsroom.articles.figures import album, called
from newsroom.articles.models import NotPublishable
from newsroom.articles.wording import Wording
from newsroom.i18n import gettext as _
from newsroom.language.photos_in import photos_in
from newsroom.photos.models import Photo, PhotoStatus
from newsroom.words import day as written
from newsroom.words import site

LEAD, TEXT = "lead_photo", "body"  # fields of the form


@dataclass(frozen=True)
class Trouble:
    """Why a text cannot go out with this photo; ``field`` is where the photo stands."""

    sentence: str
    field: str
    detail: str  # what the photo is called
    name: str


def refuse_troubled(wording: Wording, goes_out: datetime) -> None:
    """Raises NotPublishable when a photo in it may not be shown, on that day or at all.

    Until the commit nobody describes them otherwise: who empties a credit sees it shown, or is
    seen here.
    """
    for trouble in troubles(wording, goes_out, is_held=True):
        raise NotPublishable(f"{trouble.sentence}: {trouble.detail}", trouble.field)


def troubles(wording: Wording, goes_out: datetime, *, is_held: bool = False) -> Iterator[Trouble]:
    """Of each photo the first thing to mend; it goes out on a day of the newsroom's calendar."""
    photos = album(wording.body, names=[wording.lead_photo], is_held=is_held)
    day = goes_out.astimezone(site().zone).date()
    places = [(LEAD, name) for name in [wording.lead_photo] if name]
    places += [(TEXT, name) for name in photos_in(wording.body)]
    seen: set[str] = set()
    for field, name in places:
        if name in seen:
            continue
        seen.add(name)
        photo = photos.get(name)
        if photo is None:
            yield Trouble(_("This photo is no longer there"), field, name, "")
        elif sentence := _what_is_wrong(photo, day):
            yield Trouble(sentence, field, called(photo), name)


def _what_is_wrong(photo: Photo, day: date) -> str:
    if photo.status == PhotoStatus.REFUSED:
        return str(_("This photo could not be read: choose another"))
    if not photo.is_ready:
        return str(_("This photo is not ready yet: wait a moment"))
    if not photo.is_credited:
        return str(_("Say whose photo it is"))
    if not photo.has_alt:
        return str(_("Describe the photo, or say that it is decorative"))
    if photo.licence_until and photo.licence_is_over(day):
        until = datetime.combine(photo.licence_until, datetime.min.time(), site().zone)
        return str(_("The licence of the photo ends on %(day)s", day=written(until)))
    return ""
