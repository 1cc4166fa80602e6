"""What a page needs to show a photo: its files by width, and how large they are."""

from dataclasses import dataclass
from typing import Literal

from newsroom.photos.addresses import address
from newsroom.photos.models import Photo
from newsroom.photos.sizes import height_at, widths_of


@dataclass(frozen=True)
class Rendition:
    width: int
    height: int
    url: str


def renditions_of(photo: Photo, ending: Literal["webp", "avif"] = "webp") -> list[Rendition]:
    """From the narrowest to the widest; none while the photo waits, or is not made in that form."""
    if not photo.is_ready or (ending == "avif" and not photo.has_avif):
        return []
    return [
        Rendition(
            width, height_at(width, photo.width, photo.height), address(photo, f"{width}.{ending}")
        )
        for width in widths_of(photo.width)
    ]


def srcset(photo: Photo, ending: Literal["webp", "avif"] = "webp") -> str:
    """For the attribute of that name; empty when there is nothing yet."""
    return ", ".join(f"{each.url} {each.width}w" for each in renditions_of(photo, ending))
