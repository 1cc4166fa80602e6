"""What may be done with a photo besides describing it. Who calls has asked who may."""

from newsroom.database import db
from newsroom.photos import developing, removing
from newsroom.photos.addresses import incoming
from newsroom.photos.intake import NotTaken, replace
from newsroom.photos.models import Photo

__all__ = ["NotTaken", "delete", "focus", "replace"]


def focus(photo: Photo, x: float, y: float) -> None:
    """Cut it around another point, from the next version on; 0, 0 is the upper left corner.

    The caller commits.
    """
    if photo.is_ready and photo.refused_why:  # the point is one of the picture that is shown
        developing.forget_upload(photo)
    photo.put_focus(x, y)
    if photo.has_picture:
        developing.order(photo)


def delete(photo: Photo) -> None:
    """For ever, with all its files, in every version. Who calls has seen that nobody uses it, and
    commits.
    """
    removing.forget(photo.name, f"photos/{photo.name}")
    if photo.upload:
        removing.forget(photo.name, incoming(photo.upload))
    db.session.delete(photo)
