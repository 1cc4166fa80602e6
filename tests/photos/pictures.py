"""Pictures for tests, drawn here: what is in each corner tells how it was turned and cut."""

from functools import partial
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

CORNERS = {"upper left": "red", "upper right": "lime", "lower left": "blue", "lower right": "white"}


T = Image.Transpose
TURNED = {
    turn: partial(Image.Image.transpose, method=method)
    for turn, method in {
        2: T.FLIP_LEFT_RIGHT,
        3: T.ROTATE_180,
        4: T.FLIP_TOP_BOTTOM,
        5: T.TRANSPOSE,
        6: T.ROTATE_270,
        7: T.TRANSVERSE,
        8: T.ROTATE_90,
    }.items()
}


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


MARKER = "Позначка-7Q"  # in every text around a picture; in no file of ours
NAMES = {"author": "Олена Коваль", "agency": "Reuters", "copyright": "© Коваль", "caption": "Міст"}


def iptc(**texts: str) -> bytes:
    """An APP13 segment of a JPEG as agencies write it."""
    numbers = {"author": 80, "agency": 110, "copyright": 116, "caption": 120}
    records = b"\x1c\x01\x5a\x00\x03\x1b%G"
    for field, text in texts.items():
        piece = text.encode()
        records += b"\x1c\x02" + bytes([numbers[field]]) + len(piece).to_bytes(2) + piece
    block = b"8BIM\x04\x04\0\0" + len(records).to_bytes(4) + records + b"\0" * (len(records) % 2)
    content = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + (len(content) + 2).to_bytes(2) + content


def xmp(**texts: str) -> bytes:
    tags = {"author": "dc:creator", "agency": "photoshop:Credit", "copyright": "dc:rights"}
    tags |= {"caption": "dc:description"}
    lists = {"author": "Seq", "copyright": "Alt", "caption": "Alt"}
    inner = ""
    for field, text in texts.items():
        kind = lists.get(field)
        value = f"<rdf:{kind}><rdf:li>{text}</rdf:li></rdf:{kind}>" if kind else text
        inner += f"<{tags[field]}>{value}</{tags[field]}>"
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">'
        f"{inner}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def exif(*, gps: bool = False, turn: int = 1, **texts: str) -> Image.Exif:
    found = Image.Exif()
    found[0x0112] = turn
    for field, number in {"author": 0x013B, "copyright": 0x8298, "caption": 0x010E}.items():
        if field in texts:
            found[number] = texts[field]
    if gps:
        found.get_ifd(0x8825).update({1: "N", 2: (50.0, 27.0, 0.0), 3: "E", 4: (30.0, 31.0, 0.0)})
        found.get_ifd(0x8769)[0x927C] = MARKER.encode() * 4  # a maker's note
    return found


def with_segments(jpeg_file: bytes, *segments: bytes) -> bytes:
    return jpeg_file[:2] + b"".join(segments) + jpeg_file[2:]
