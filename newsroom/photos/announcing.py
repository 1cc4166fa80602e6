"""Telling those who show photos that one looks different, or that something else is said of it."""

from newsroom import outbox
from newsroom.photos.models import Photo

CHANGED = "photo"  # its subject is the photo's id


def tell(photo: Photo) -> None:
    """Announce it in the transaction of the change."""
    outbox.announce(CHANGED, photo.id)
