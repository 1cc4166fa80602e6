"""Why a file is not taken: a word that `newsroom/photos/refusals.py` has the sentence for."""

from pathlib import Path

HEAD = 1024
# What a file begins with says which sentence helps, never whether it is taken: decoding says that.
KNOWN = (
    ("pdf", (b"%PDF",)),
    ("tiff", (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")),
    ("bmp", (b"BM",)),
    ("icon", (b"\0\0\1\0",)),
    ("photoshop", (b"8BPS",)),
    ("archive", (b"PK\3\4", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")),
)
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF")
HEIF = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


class Refused(Exception):  # noqa: N818 -- an answer, not a fault
    """``str()`` is the word."""


def head_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def is_heif(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and any(brand in head[8:64] for brand in HEIF)


def why(head: bytes) -> str:
    """The word for a file that is none of ours, or says that it is and cannot be decoded."""
    if not head:
        return "empty"
    if head.startswith(PICTURES) or is_heif(head):
        return "broken"
    for word, beginnings in KNOWN:
        if head.startswith(beginnings):
            return word
    if head[4:8] == b"ftyp":
        return "avif" if head[8:12] in {b"avif", b"avis"} else "video"
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(b"<") and b"<svg" in head.lower():
        return "svg"
    return "unknown"
