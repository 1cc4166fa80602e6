"""Targets: an address taken apart, once, so that what is checked is what is asked.

Parsers disagree about odd addresses, and attacks live on that. Ours takes only what all read alike.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote, urljoin

import idna

from newsroom.outward.numbers import Number
from newsroom.outward.problems import Refused

LONGEST = 2000
PORTS = {"http": 80, "https": 443}
SHAPE = re.compile(r"(https?)://([^/?#]*)([^#]*)", re.IGNORECASE)
NEVER = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ufeff]")
AUTHORITY = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^\[\]@:%]+)(?::([0-9]{0,5}))?")
NAME = re.compile(
    r"(?!.{254})[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*"
)
LOOKS_LIKE_A_NUMBER = re.compile(r"(.*\.)?([0-9]+|0x[0-9a-f]*)\.?")


@dataclass(frozen=True)
class Target:
    scheme: str
    host: str  # a name in ASCII, or a number as it is written without brackets
    port: int
    path: str  # with the query, percent-encoded
    number: Number | None  # when the host is one

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if isinstance(self.number, IPv6Address) else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


def target(url: str, ports: Collection[int]) -> Target:
    """Take ``url`` apart. Raises Refused unless it is plainly a web address at one of ``ports``."""
    if len(url) > LONGEST:
        raise Refused(f"the address is longer than {LONGEST} characters")
    shape = None if NEVER.search(url) else SHAPE.fullmatch(url.partition("#")[0])
    if shape is None:
        raise Refused("the address is not a plain one of http or https")
    scheme, authority, path = shape[1].lower(), shape[2], shape[3]
    if "@" in authority:
        raise Refused("the address has a name or password in it")
    parts = AUTHORITY.fullmatch(authority)
    if parts is None:
        raise Refused("the address has no plain host")
    port = int(parts[2]) if parts[2] else PORTS[scheme]
    if port not in ports:
        raise Refused(f"port {port} is not one we go to")
    host, number = _host(parts[1])
    whole = path if path.startswith("/") else f"/{path}"
    return Target(scheme, host, port, quote(whole, safe="/?%:@!$&'()*+,;=~[]|^"), number)


def beside(here: Target, location: str, ports: Collection[int]) -> Target:
    """Where a redirect leads from ``here``."""
    if NEVER.search(location):
        raise Refused("it redirects to something that is no plain address")
    try:
        there = target(urljoin(here.url, location), ports)
    except ValueError:
        raise Refused("it redirects to something that is no address") from None
    if here.scheme == "https" and there.scheme == "http":
        raise Refused("it redirects from https to http")
    return there


def _host(typed: str) -> tuple[str, Number | None]:
    try:
        if typed.startswith("["):
            number = IPv6Address(typed[1:-1])
            return str(number), number
        name = typed.lower() if typed.isascii() else idna.encode(typed, uts46=True).decode()
        name = name.lower()
        if LOOKS_LIKE_A_NUMBER.fullmatch(name):
            return name, IPv4Address(name)
    except (AddressValueError, idna.IDNAError, UnicodeError):
        raise Refused("the address has no plain host") from None
    name = name.removesuffix(".")
    if not NAME.fullmatch(name):
        raise Refused("the address has no plain host")
    return name, None
