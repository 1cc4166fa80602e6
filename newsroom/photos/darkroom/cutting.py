"""From one picture all its files: the widths of the layouts, the crops, the placeholder."""

from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageFilter

from newsroom.photos.sizes import CARD, SQUARE, height_at, widths_of

Options = dict[str, Any]

MASTER: Options = {"format": "JPEG", "quality": 92}
WEBP: Options = {"format": "WEBP", "quality": 80, "method": 4}
AVIF: Options = {"format": "AVIF", "quality": 60, "speed": 8}
CARD_JPEG: Options = {"format": "JPEG", "quality": 85, "optimize": True}
LONGEST_PLACEHOLDER = 400

Focus = tuple[float, float]


def all_files(picture: Image.Image, folder: Path, focus: Focus, avif: bool) -> Image.Image:
    """Write them into ``folder`` in one pass down the widths, each made from the next larger.

    Returns the smallest.
    """
    largest = level = picture
    for level in _levels(picture):
        write(level, folder / f"{level.width}.webp", WEBP)
        if avif:
            write(level, folder / f"{level.width}.avif", AVIF)
        largest = level if largest is picture else largest
    write(_cut(largest, CARD, focus), folder / "card.jpg", CARD_JPEG)
    write(_cut(largest, SQUARE, focus), folder / "square.webp", WEBP)
    return level


def write(picture: Image.Image, path: Path, options: Options) -> None:
    """Encoded first: Pillow's own writing takes half a file on a full disk for a whole one."""
    encoded = BytesIO()
    picture.save(encoded, **options)
    path.write_bytes(encoded.getbuffer())


def _levels(picture: Image.Image) -> Iterator[Image.Image]:
    level = picture
    for width in reversed(widths_of(picture.width)):
        size = (width, height_at(width, picture.width, picture.height))
        level = level.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        yield level


def _cut(picture: Image.Image, size: tuple[int, int], focus: Focus) -> Image.Image:
    """So much of it as ``size`` shows, with ``focus`` as near to the middle as there is picture."""
    scale = min(picture.width / size[0], picture.height / size[1])
    width, height = min(size[0] * scale, picture.width), min(size[1] * scale, picture.height)
    left = max(0, min(focus[0] * picture.width - width / 2, picture.width - width))
    top = max(0, min(focus[1] * picture.height - height / 2, picture.height - height))
    box = (left, top, left + width, top + height)
    return picture.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def placeholder(picture: Image.Image) -> str:
    """A data: address of a few blurred pixels with the picture's proportions."""
    for side in (24, 16, 10, 6, 3):
        tiny = picture.copy()
        tiny.thumbnail((side, side))
        encoded = BytesIO()
        tiny.filter(ImageFilter.GaussianBlur(1)).save(encoded, "WEBP", quality=20)
        address = "data:image/webp;base64," + b64encode(encoded.getvalue()).decode()
        if len(address) <= LONGEST_PLACEHOLDER:
            return address
    return ""
