"""Places: the addresses of one route, whose answers have the same headers but for few."""

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from newsroom.mirror import names
from newsroom.mirror.asking import Answer

# A server says these by itself, or must not: each file has its own, or they are for our caches.
OF_ITS_OWN = {
    "accept-ranges",
    "content-disposition",
    "content-encoding",
    "content-length",
    "date",
    "etag",
    "last-modified",
    "location",
    "surrogate-key",
    "x-request-id",
}
ITSELF = "$uri"  # to nginx
EMBED = "embed"
LISTS = ("/categories/<slug>", "/tags/<slug>", "/authors/<slug>", "/archive/<day>", "/corrections")


def place_of(address: str, answer: Answer) -> str:
    """The route, of what type the file is where that is not said by the route, and what is asked:
    «/news/<slug> . embed», «/photos/<name>/<int:version>/<filename> .webp .». All pages of a list
    are at one place.
    """
    rule = answer.rule.rule if answer.rule else urlsplit(address).path
    suffix = PurePosixPath(urlsplit(address).path).suffix if rule.endswith(">") else ""
    asked = EMBED if urlsplit(address).query == names.CARD else ""
    return f"{rule} {suffix or '.'} {asked or '.'}"


def headers_of(address: str, answer: Answer, base: str) -> list[tuple[str, str]]:
    """What a server has to say with the file. An address of its own is left to the server."""
    here = base + urlsplit(address).path
    found = [
        (name, value.replace(f"<{here}>", f"<{base}{ITSELF}>"))
        for name, value in answer.headers
        if name.lower() not in OF_ITS_OWN
    ]
    said = ((name, _without_packing(name, value)) for name, value in found)
    return sorted((name, value) for name, value in said if value)


def _without_packing(name: str, value: str) -> str:
    """Of what an answer depends on, a server that packs it says itself that it does."""
    if name.lower() != "vary":
        return value
    return ", ".join(one for one in value.split(", ") if one.lower() != "accept-encoding")


def is_file(place: str) -> bool:
    rule, suffix, _asked = place.split(" ")
    return suffix != "." or names.is_file(rule)
