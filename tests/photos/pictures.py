"""Pictures for tests, drawn here: what is in each corner tells how it was turned and cut."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

CORNERS = {"upper left": "red", "upper right": "lime", "lower left": "blue", "lower right": "white"}


def drawn(size: tuple[int, int] = (400, 300), mode: str = "RGB") -> Image.Image:
    """Four quarters: red, green; blue, white."""
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    middle = size[0] // 2, size[1] // 2
    for colour, corner in zip(
        CORNERS.values(), [(0, 0), (middle[0], 0), (0, middle[1]), middle], strict=True
    ):
        draw.rectangle([*corner, corner[0] + middle[0], corner[1] + middle[1]], fill=colour)
    return image.convert(mode)


def encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def jpeg(size: tuple[int, int] = (400, 300), **options: Any) -> bytes:
    return encoded(drawn(size), "JPEG", **options)
