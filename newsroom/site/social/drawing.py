"""Drawing the card with Pillow: ink, the newsroom's name, the headline, perhaps a photo.

The face is the one of our headlines; what it cannot write is told apart by ``can_write``.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from newsroom.assets import FOLDER
from newsroom.language.tidy import tidy_line
from newsroom.site.social.lines import LEADING, Measure, Place, fitted

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
INK, PAPER, FAINT, CINNABAR = "#15181b", "#ffffff", "#9aa2a7", "#ff7d66"
MARGIN = 72
NAME, CREDIT = 40, 24  # sizes of letters
PHOTO_WIDTH = 520
HEADLINE_FROM = 176
NO_LETTER = "\U0010fffd"  # of private use: no face has it
ALONE = Place(WIDTH - 2 * MARGIN, 392, range(92, 43, -4))
BESIDE_A_PHOTO = Place(WIDTH - PHOTO_WIDTH - MARGIN - 48, 344, range(64, 35, -4))


@dataclass(frozen=True)
class Beside:
    """The photo that stands on the card: a picture of it, where it matters, whose it is."""

    picture: bytes
    focal: tuple[float, float]
    credit: str


def draw(headline: str, name: str, photo: Beside | None = None) -> bytes:
    """The card as a file: a PNG, or a JPEG where a photo is on it."""
    from PIL import Image, ImageDraw

    card = Image.new("RGB", (WIDTH, HEIGHT), INK)
    canvas = ImageDraw.Draw(card)
    if photo:
        card.paste(_cropped(photo), (WIDTH - PHOTO_WIDTH, 0))
    place = BESIDE_A_PHOTO if photo else ALONE
    _write_name(canvas, name, place.width)
    _write_headline(canvas, headline, place)
    if photo:
        _write_credit(canvas, photo.credit, place.width)
    return _as_file(card, is_photo=photo is not None)


def can_write(text: str) -> str | None:
    """The text without what the face has no sign for; None when letters or digits are among that.

    An emoji may be missing from a headline, a letter of a name may not.
    """
    known = _known()
    kept = ""
    for character in tidy_line(text):
        plain = unicodedata.decomposition(character).partition(" ")[0]
        base = chr(int(plain, 16)) if plain and plain[0] != "<" else ""
        if character in known or character == " ":
            kept += character
        elif base in known:  # the mark alone is missing: «ń» stays readable as «n»
            kept += base
        elif character.isalnum():
            return None
    return tidy_line(kept) or None


@cache
def _known() -> frozenset[str]:
    """What the face can write, read from how it draws what it certainly cannot."""
    face = _face(24)

    def drawn(letter: str) -> tuple[tuple[int, int], bytes]:
        mask = face.getmask(letter)
        return mask.size, bytes(mask)

    missing = drawn(NO_LETTER)
    letters = (chr(code) for code in (*range(0x21, 0x530), *range(0x2010, 0x2300)))
    return frozenset(letter for letter in letters if drawn(letter) != missing)


@cache
def _face(size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    [file] = (FOLDER / "vendor").glob("arsenal@*/arsenal-700.woff2")
    # The other engine needs a library of the machine's, and fails on some texts where it has it.
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def _measure_at(size: int) -> Measure:
    return _face(size).getlength


def _cropped(photo: Beside) -> "Image":
    from PIL import Image, ImageOps

    with Image.open(BytesIO(photo.picture), formats=("WEBP", "JPEG", "PNG")) as picture:
        whole = picture.convert("RGB")
    return ImageOps.fit(
        whole, (PHOTO_WIDTH, HEIGHT), Image.Resampling.LANCZOS, centering=photo.focal
    )


def _write_name(canvas: "ImageDraw", name: str, width: int) -> None:
    """A rule, the newsroom's name, and the point of its mark."""
    canvas.rectangle((MARGIN, 64, MARGIN + width - 1, 69), fill=PAPER)
    size, lines = fitted(name, Place(width - 40, NAME + 8, range(NAME, 23, -4)), _measure_at)
    face, line = _face(size), lines[0]
    canvas.text((MARGIN, 124), line, font=face, fill=PAPER, anchor="ls")
    x = round(MARGIN + face.getlength(line) + 14)
    canvas.bitmap((x, 106), _point(16), fill=CINNABAR)


def _point(side: int) -> "Image":
    """A round mask; Pillow draws no soft edges, so it is drawn large and made small."""
    from PIL import Image, ImageDraw

    large = Image.new("L", (side * 8, side * 8))
    ImageDraw.Draw(large).ellipse((0, 0, side * 8 - 1, side * 8 - 1), fill=255)
    return large.resize((side, side), Image.Resampling.LANCZOS)


def _write_headline(canvas: "ImageDraw", headline: str, place: Place) -> None:
    size, lines = fitted(headline, place, _measure_at)
    for number, line in enumerate(lines):
        y = HEADLINE_FROM + size * (LEADING * number + 0.78)
        canvas.text((MARGIN - 2, y), line, font=_face(size), fill=PAPER, anchor="ls")


def _write_credit(canvas: "ImageDraw", credit: str, width: int) -> None:
    _size, lines = fitted(credit, Place(width, CREDIT + 8, [CREDIT]), _measure_at)
    canvas.text((MARGIN, HEIGHT - 48), lines[0], font=_face(CREDIT), fill=FAINT, anchor="ls")


def _as_file(card: "Image", *, is_photo: bool) -> bytes:
    file = BytesIO()
    if is_photo:
        card.save(file, "JPEG", quality=88, subsampling=0, optimize=True)
    else:
        from PIL import Image

        few = card.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(file, "PNG", optimize=True)
    return file.getvalue()
