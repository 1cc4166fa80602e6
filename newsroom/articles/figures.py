"""The photos of a text as they are shown: pictures, captions and whose they are, from one query.

A body only names its photos (`newsroom/language/photos_in.py`); what they look like is theirs.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from html import unescape

from flask import Flask, g, get_template_attribute
from sqlalchemy import bindparam, select

from newsroom.articles.models import Revision
from newsroom.database import db
from newsroom.language.photos_in import FIGURE, GALLERY, IS_NAME, photos_in
from newsroom.photos.addresses import absolute, address
from newsroom.photos.models import Photo
from newsroom.photos.renditions import renditions_of, srcset

Album = Mapping[str, Photo]  # photos by their names
TEMPLATE = "components/photo.html"
CALLED = select(Photo).where(Photo.name.in_(bindparam("names", expanding=True)))
HELD = CALLED.order_by(Photo.id).with_for_update(read=True)
HELD = HELD.execution_options(populate_existing=True)


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(
        renditions_of=renditions_of,
        photo_srcset=srcset,
        photo_address=address,
        photo_url=absolute,
        photos_of=photos_of,
        with_photos=with_photos,
    )


def album(*texts: str, names: Iterable[str] = (), is_held: bool = False) -> Album:
    """The photos in these bodies, and those of these names; no query where there are none.

    ``is_held``: as they are now, and nobody changes what is said of them before the commit.
    """
    asked = {name for text in texts for name in photos_in(text)}
    asked |= {name for name in names if IS_NAME.fullmatch(name)}
    if not asked:
        return {}
    found = db.session.scalars(HELD if is_held else CALLED, {"names": asked})
    return {photo.name: photo for photo in found}


def photo_called(name: str | None) -> Photo | None:
    return album(names=[name or ""]).get(name or "")


def photos_of(revision: Revision) -> Album:
    """All that a revision shows."""
    return album(revision.body, names=[revision.lead_photo])


def with_photos(body: str, photos: Album | None = None, *, for_machines: bool = False) -> str:
    """Clean body HTML with its photos in it; it is as clean as before, so show it by ``| body``.

    ``for_machines``: whole addresses, one file each, no layout of ours. A photo that is gone is
    left out with its caption, which says nothing without it.
    """
    shown = album(body) if photos is None else photos
    figure, gallery = (_macro(name, for_machines) for name in ("figure", "gallery"))

    def one(found: re.Match[str]) -> str:
        photo = shown.get(found["name"])
        return str(figure(photo, unescape(found["caption"]))) if photo else ""

    def several(found: re.Match[str]) -> str:
        figures = [
            (shown[each["name"]], unescape(each["caption"]))
            for each in FIGURE.finditer(found["figures"])
            if each["name"] in shown
        ]
        return str(gallery(figures)) if figures else ""

    return FIGURE.sub(one, GALLERY.sub(several, body))


def photo_in_words(name: str) -> str:
    """What to call a photo where it cannot be seen."""
    know_in_words(name)
    words: str = _words().get(name, name)
    return words


def know_in_words(*names: str) -> None:
    """Look several up at once, so that a page that asks for each of them asks the database once."""
    unknown = [name for name in names if name and name not in _words()]
    if unknown:
        found = album(names=unknown)
        _words().update({name: called(found[name]) if name in found else name for name in unknown})


def _words() -> dict[str, str]:
    """By name, for this request."""
    words: dict[str, str] = g.setdefault("photos_in_words", {})
    return words


def called(photo: Photo) -> str:
    return " – ".join(filter(None, (photo.caption or photo.alt, photo.credit))) or photo.name


def _macro(name: str, for_machines: bool) -> Callable[..., str]:
    found: Callable[..., str] = get_template_attribute(
        TEMPLATE, f"plain_{name}" if for_machines else name
    )
    return found
