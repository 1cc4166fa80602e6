"""Body HTML made safe and put in order.

Two readers must agree. ``arranging`` writes the HTML anew from what it understood, so the parser
that judges safety (nh3, which reads as browsers do) only ever sees flat, well-formed input: raw,
200,000 characters of nested lists take it 8 seconds. The judge has the last word: a text is clean
when it would not change a character.
"""

import re
from urllib.parse import urlsplit

import nh3

from newsroom.language.arranging import arranged
from newsroom.language.photos_in import IS_NAME
from newsroom.language.tidy import tidy, tidy_line

MAX_CHARACTERS = 200_000  # of what comes in: callers refuse more before they call
_LONGEST = 2 * MAX_CHARACTERS  # of what goes out, where tags and character references count

_ROUNDS = 4

_SITE_PATH = re.compile(r"/(?![/\\])")
_MAIL = re.compile(r"mailto:[^\s?]+", re.IGNORECASE)
_WEB = re.compile(r"https?://[^/]", re.IGNORECASE)
# What an address may not contain as it is (https://url.spec.whatwg.org/#url-code-points).
_NOT_IN_ADDRESSES = re.compile('[\\s"<>\\\\^`{|}]|%(?![0-9A-Fa-f]{2})')


class NotCleanable(ValueError):  # noqa: N818 – a refusal in words, not a fault
    """The HTML cannot be made safe; the message says why."""


def clean(html: str) -> str:
    """A sequence of blocks of our short list and nothing else; cleaning it again changes nothing.

    Raises NotCleanable, and never anything else.
    """
    text = str(arranged(tidy(html)))
    for _ in range(_ROUNDS):
        if len(text) > _LONGEST:
            raise NotCleanable(f"As HTML the text has {len(text):,} characters, over {_LONGEST:,}.")
        judged = _JUDGE.clean(text).replace(*_GALLERY)
        if judged == text:
            return text
        text = str(arranged(judged))
    raise NotCleanable("The text keeps changing while it is cleaned.")


def safe_address(address: str) -> str | None:
    """The address of a link, if it is one of the web, of mail, or a path on this site."""
    address = tidy_line(address)
    if not (_SITE_PATH.match(address) or _MAIL.match(address) or _is_of_the_web(address)):
        return None
    return _NOT_IN_ADDRESSES.sub(_percent_encoded, address)


def host(address: str) -> str:
    """Whose address of the web it is, as people say it: «example.org» for www.example.org too."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _percent_encoded(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


def _is_of_the_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(_WEB.match(address) and parts.hostname) and (parts.port or 80) > 0
    except ValueError:
        return False


def _kept_attribute(tag: str, name: str, value: str) -> str | None:
    match tag, name:
        case "a", "href":
            return safe_address(value)
        case "figure", "data-photo":
            return value if IS_NAME.fullmatch(value) else None
        case "div", "data-gallery":
            return ""
        case _:
            return None


_GALLERY = '<div data-gallery="">', "<div data-gallery>"  # as the judge writes it, and as we do


# nh3 gives every link a ``rel`` or none, our own pages included; without ``target`` none needs it.
_JUDGE = nh3.Cleaner(
    tags={
        "p",
        "h2",
        "h3",
        "strong",
        "em",
        "a",
        "ul",
        "ol",
        "li",
        "blockquote",
        "aside",
        "figure",
        "figcaption",
        "div",
        "hr",
        "br",
    },
    attributes={"a": {"href"}, "figure": {"data-photo"}, "div": {"data-gallery"}},
    attribute_filter=_kept_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
