"""A photo as the desk shows it: whole, and only as large as the place for it."""

from datetime import date

from flask_babel import format_date

from newsroom.i18n import gettext as _
from newsroom.photos.models import Photo
from newsroom.photos.renditions import Rendition, renditions_of


def preview(photo: Photo, width: int) -> Rendition | None:
    """The smallest of its files that is at least so wide, else the widest; none while it waits."""
    files = renditions_of(photo)
    return next((file for file in files if file.width >= width), files[-1] if files else None)


def on_day(day: date) -> str:
    """«31 грудня 2026»: a day without a time has no zone."""
    return str(format_date(day, _("d MMMM y")))
