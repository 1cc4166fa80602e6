"""Opening a file: what it is, its picture upright in sRGB, and the words that came with it."""

import warnings
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, UnidentifiedImageError

from newsroom.photos.darkroom.refusal import Refused, head_of, is_heif, why

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
LONGEST_SIDE = 16_000  # WebP ends at 16,383
LARGEST_PROFILE = 2 * 1024 * 1024
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def opened(path: Path, most_pixels: int) -> Image.Image:
    """The file, recognised by what can decode it. Nothing of the picture is read yet.

    Raises Refused.
    """
    Image.MAX_IMAGE_PIXELS = most_pixels
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    head = head_of(path)
    try:
        image = Image.open(path, formats=_formats(head))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("too-many-pixels") from None
    except UnidentifiedImageError:
        raise Refused(why(head)) from None
    if image.width * image.height > most_pixels:
        raise Refused("too-many-pixels")
    return image


def _formats(head: bytes) -> tuple[str, ...]:
    if not is_heif(head):
        return FORMATS
    import pi_heif

    pi_heif.register_heif_opener(thumbnails=False)
    return (*FORMATS, "HEIF")


def developed(image: Image.Image) -> Image.Image:
    """The picture as everybody is to see it: upright, sRGB, opaque, and nothing but pixels.

    May be ``image`` itself: each copy of fifty megapixels takes 150 MB.
    """
    turn, profile = TURNS.get(_orientation(image)), image.info.get("icc_profile")
    image.seek(0)
    image.load()
    plain = _in_srgb(_opaque(image), profile)
    image.info = {}
    if turn is not None:
        plain = plain.transpose(turn)
    if max(plain.size) > LONGEST_SIDE:
        plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    plain.info = {}  # else some writers put the profile, XMP or a comment into their file again
    return plain


def _orientation(image: Image.Image) -> Any:
    try:
        return image.getexif().get(ORIENTATION)
    except Exception:  # what is hostile or broken there says nothing
        return None


def _opaque(image: Image.Image) -> Image.Image:
    """In a mode that a profile can be applied to. What shows through is white in both themes."""
    if image.has_transparency_data:
        upper = _in(image, "RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(upper, mask=upper.getchannel("A"))
        return ground
    if image.mode.startswith("I"):  # sixteen bits of grey
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    return image if image.mode in {"CMYK", "L"} else _in(image, "RGB")


def _in_srgb(image: Image.Image, profile: Any) -> Image.Image:
    if isinstance(profile, bytes) and 0 < len(profile) <= LARGEST_PROFILE:
        with suppress(Exception):  # a broken profile, or of other colours: as if there were none
            return _through(image, ImageCms.ImageCmsProfile(BytesIO(profile)))
    return _in(image, "RGB")


def _in(image: Image.Image, mode: str) -> Image.Image:
    return image if image.mode == mode else image.convert(mode)


def _through(image: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    if image.mode == "RGB" and "sRGB" in (profile.profile.profile_description or ""):
        return image
    converted = ImageCms.profileToProfile(
        image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB"
    )
    return converted or _in(image, "RGB")
