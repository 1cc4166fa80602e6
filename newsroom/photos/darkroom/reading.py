"""The words that came with a picture: IPTC first, which agencies fill in, then XMP, then EXIF.

Whatever is broken there is as if it were not there. Texts are short and raw: who asked cleans them.
"""

from collections.abc import Callable
from functools import partial
from typing import Any
from xml.etree import ElementTree

from PIL import Image, IptcImagePlugin

MOST_CHARACTERS = 1000
LARGEST_XMP = 1024 * 1024
UTF_8 = b"\x1b%G"  # how IPTC says so
GPS = 0x8825

Words = dict[str, str]

IPTC = {"author": (80,), "agency": (110, 115), "copyright": (116,), "caption": (120,)}
EXIF = {"author": 0x013B, "copyright": 0x8298, "caption": 0x010E}
DC, PHOTOSHOP = "{http://purl.org/dc/elements/1.1/}", "{http://ns.adobe.com/photoshop/1.0/}"
XMP = {
    "author": (f"{DC}creator",),
    "agency": (f"{PHOTOSHOP}Credit", f"{PHOTOSHOP}Source"),
    "copyright": (f"{DC}rights",),
    "caption": (f"{DC}description",),
}
# What cameras write where a photographer could have said what the picture shows.
SAYS_NOTHING = {"olympus digital camera", "sony dsc", "samsung camera pictures", "dcim", "default"}


def words_of(image: Image.Image) -> dict[str, Any]:
    """author, agency, copyright and caption where the file has them, and ``had_location``."""
    found: Words = {}
    for read in (_iptc, _xmp, _exif):
        words = _whatever(partial(read, image)) or {}
        for field, text in words.items():
            if text.strip().lower() not in SAYS_NOTHING:
                found.setdefault(field, text[:MOST_CHARACTERS])
    return {**found, "had_location": bool(_whatever(partial(_has_location, image)))}


def _whatever(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except Exception:
        return None


def _iptc(image: Image.Image) -> Words:
    info = IptcImagePlugin.getiptcinfo(image) or {}  # type: ignore[arg-type]
    is_utf_8 = info.get((1, 90)) == UTF_8
    found = {}
    for field, numbers in IPTC.items():
        texts = [_decoded(info[2, number], is_utf_8) for number in numbers if (2, number) in info]
        if text := next(filter(None, texts), ""):
            found[field] = text
    return found


def _decoded(value: Any, is_utf_8: bool) -> str:
    """Several of one kind come as a list. Not said to be UTF-8, it is so, or of old Windows."""
    if isinstance(value, list):
        return ", ".join(_decoded(each, is_utf_8) for each in value[:10])
    piece = bytes(value)[: 4 * MOST_CHARACTERS]
    try:
        return piece.decode("utf-8", "ignore" if is_utf_8 else "strict")
    except UnicodeDecodeError:
        return piece.decode("cp1251", "replace")


def _xmp(image: Image.Image) -> Words:
    root = _xmp_tree(image)
    found = {}
    for field, tags in XMP.items():
        texts = [_text_of(root, tag) for tag in tags] if root is not None else []
        if text := next(filter(None, texts), ""):
            found[field] = text
    return found


def _xmp_tree(image: Image.Image) -> ElementTree.Element | None:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    packet = packet.encode() if isinstance(packet, str) else packet
    packet = packet.strip(b"\0 \r\n")
    if not packet or len(packet) > LARGEST_XMP or b"<!" in packet:  # no DTD, no entities
        return None
    return ElementTree.fromstring(packet)  # noqa: S314 -- nothing declared, little, and in here


def _text_of(root: ElementTree.Element, tag: str) -> str:
    """Of an element, a list in it, or an attribute: XMP may be written in each way."""
    for element in root.iter():
        if tag in element.attrib:
            return element.attrib[tag].strip()
        if element.tag == tag:
            parts = [part.strip() for part in element.itertext() if part.strip()]
            return ", ".join(dict.fromkeys(parts))
    return ""


def _exif(image: Image.Image) -> Words:
    exif = image.getexif()
    found = {field: _plain(exif.get(number)) for field, number in EXIF.items()}
    return {field: text for field, text in found.items() if text}


def _plain(value: Any) -> str:
    if isinstance(value, bytes):
        return _decoded(value, False).strip("\0 ")
    if not isinstance(value, str):
        return ""
    try:  # Pillow reads it as Latin-1, and most who write other letters there write UTF-8
        return _decoded(value.encode("latin-1"), False).strip("\0 ")
    except UnicodeEncodeError:
        return value.strip("\0 ")


def _has_location(image: Image.Image) -> bool:
    if any(key in image.getexif().get_ifd(GPS) for key in (2, 4)):
        return True
    tree = _xmp_tree(image)
    return tree is not None and any(
        name.endswith("}GPSLatitude")
        for element in tree.iter()
        for name in (element.tag, *element.attrib)
    )
