"""Origins: where a partner's pages live, as browsers compare them."""

import re
from ipaddress import IPv4Address
from urllib.parse import urlsplit

from newsroom.i18n import gettext as _

LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"(?=.{{1,253}}$)({LABEL}\.)*{LABEL}")
ANY = "*."  # every subdomain, as frame-ancestors writes it
USUAL = {"http": 80, "https": 443}


class NotAnOrigin(ValueError):  # noqa: N818 -- a refusal, not a fault
    """The text is no origin: ``str()`` says what one looks like."""


def exact_origin(text: str) -> str:
    """``text`` as browsers compare origins: scheme, host, and a port that is not the usual one.

    «https://*.example.org» stands for every subdomain of example.org, but not for itself.
    Raises NotAnOrigin for anything else. What passes stands in a header, so nothing odd may.
    """
    problem = NotAnOrigin(
        _("“%(text)s” is no origin; one looks like https://example.org", text=text.strip())
    )
    text = text.strip().rstrip("/")
    # urlsplit takes a tab or a line end out unseen; Python's IDNA reads ß and ς otherwise than
    # browsers, which would then let in another site.
    if not text.isprintable() or set(" ßẞς") & set(text):
        raise problem
    try:
        parts = urlsplit(text)
        wildcard, named = _without_wildcard(parts.hostname or "")
        host, port = named.encode("idna").decode(), parts.port
        if host.rpartition(".")[2][:1].isdigit():  # to browsers a number, however it is written
            IPv4Address(host)
    except (ValueError, UnicodeError):
        raise problem from None
    if parts.scheme not in USUAL or not HOST.fullmatch(host) or port == 0:
        raise problem
    if wildcard and ("." not in host or host[-1].isdigit()):  # all of .ua, or of a number
        raise problem
    if parts.path or parts.query or parts.fragment or parts.username is not None:
        raise problem
    is_usual = not port or port == USUAL[parts.scheme]
    return f"{parts.scheme}://{wildcard}{host}" + ("" if is_usual else f":{port}")


def matches(origin: str, allowed: str) -> bool:
    """Whether a page of ``origin``, as a browser names it, is one of ``allowed``."""
    scheme, _sep, host = allowed.partition("://")
    if not host.startswith(ANY):
        return origin == allowed
    there, _sep, named = origin.partition("://")
    return there == scheme and named.endswith(host[1:]) and len(named) > len(host[1:])


def _without_wildcard(host: str) -> tuple[str, str]:
    return (ANY, host[len(ANY) :]) if host.startswith(ANY) else ("", host)
