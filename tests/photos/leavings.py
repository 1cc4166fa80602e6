"""What is left in a file beside its pixels: nothing, of all that we make."""

import io
import struct

from PIL import Image

from tests.photos.pictures import MARKER


def all_around(files):
    """What stands in files beside their pixels."""
    return [f"{name}: {part}" for name, content in files.items() for part in parts(content)]


def parts(content):
    if content.startswith(b"\xff\xd8"):
        yield from (f"APP{n - 0xE0}" for n in segments(content) if n not in {0xE0} and n >= 0xE0)
    elif content.startswith(b"RIFF"):
        yield from (chunk for chunk in chunks(content) if chunk not in {b"VP8 ", b"VP8L"})
    elif content[4:8] == b"ftyp":
        yield from (word for word in (b"Exif", b"mime", b"prof", b"xmp") if word in content)
    else:
        yield "neither JPEG, WebP nor AVIF"
    for word in (b"Exif\0\0", b"xpacket", b"Photoshop", b"GPS", MARKER.encode(), b"<?php", b"<svg"):
        if word in content:
            yield word
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        known = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}
        known |= {"loop", "background", "timestamp", "duration"}
        yield from (key for key in image.info if key not in known)
        yield from ("EXIF" for _ in dict(image.getexif()))


def segments(content):
    """The markers of a JPEG before its pixels."""
    at = 2
    while content[at + 1] != 0xDA:
        yield content[at + 1]
        at += 2 + int.from_bytes(content[at + 2 : at + 4])


def chunks(content):
    at = 12
    while at < len(content):
        size = struct.unpack("<I", content[at + 4 : at + 8])[0]
        yield content[at : at + 4]
        at += 8 + size + size % 2
