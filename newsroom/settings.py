"""How a setting is read from the environment: checked, or refused with a sentence."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel.support import Translations
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

TRANSLATIONS = Path(__file__).parent / "translations"
SHORTEST_FORMER = 16  # characters
SQLITE, POSTGRESQL = ("sqlite", "sqlite+pysqlite"), ("postgresql+psycopg",)


def in_words(sentence: str, **values: object) -> str:
    """In the site's language, where no app says which: it has not begun, or has ended."""
    language = os.environ.get("NEWSROOM_SITE_LANGUAGE", "uk")
    words = Translations.load(TRANSLATIONS, [language if language in {"uk", "en"} else "uk"])
    return words.gettext(sentence) % values


_ = in_words


class WrongSetting(ValueError):  # noqa: N818 -- a refusal, not a fault
    """A setting cannot be what it is. ``str()`` names it, its value and what it may be."""


def read(name: str, raw: str, reader: Callable[[str], Any]) -> Any:
    """What the variable NEWSROOM_``name`` says."""
    try:
        return reader(raw)
    except ValueError as problem:
        raise WrongSetting(f"NEWSROOM_{name}=“{_told(raw, reader)}”: {problem}") from None


def number(least: int, most: int) -> Callable[[str], int]:
    def read_it(text: str) -> int:
        if re.fullmatch(r"[0-9]{1,9}", text) and least <= int(text) <= most:
            return int(text)
        raise ValueError(_("must be a number from %(least)s to %(most)s", least=least, most=most))

    return read_it


def ports(text: str) -> tuple[int, ...]:
    try:
        return tuple(number(1, 65_535)(part) for part in text.split(","))
    except ValueError:
        raise ValueError(_("must be ports with commas between them, as in 80,443")) from None


def one_of(*words: str) -> Callable[[str], str]:
    def read_it(text: str) -> str:
        if text not in words:
            raise ValueError(_("must be one of: %(words)s", words=", ".join(words)))
        return text

    return read_it


def switch(text: str) -> bool:
    return one_of("0", "1")(text) == "1"


def zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):  # KeyError: there is none of this name
        raise ValueError(_("must be the name of a time zone, as in Europe/Kyiv")) from None
    return text


def own_address(text: str) -> str:
    """Where readers find us: the newsroom answers under the root of its host."""
    if not _is_address(text) or urlsplit(text).path not in {"", "/"} or re.search(r"[?#@]", text):
        raise ValueError(_("must be a web address without a path, as in https://news.example:8443"))
    return text.rstrip("/")


def address_or_none(text: str) -> str:
    if text and not _is_address(text):
        raise ValueError(_("must be a whole web address, as in https://hub.example/, or empty"))
    return text


def origin_or_none(text: str) -> str:
    """A scheme and a host, which goes into a header as it is."""
    if text and not re.fullmatch(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?/?", text):
        raise ValueError(_("must be a scheme and a host, as in https://photos.example, or empty"))
    return text.rstrip("/")


def origins(text: str) -> tuple[str, ...]:
    try:
        return tuple(origin_or_none(part.strip()) for part in text.split(",") if part.strip())
    except ValueError:
        raise ValueError(
            _("must be schemes and hosts with commas between them, as in http://10.0.0.5:6081")
        ) from None


def database(text: str) -> str:
    """SQLAlchemy's form, for the two databases that the newsroom knows."""
    try:
        url = make_url(text) if text else None
    except (ArgumentError, ValueError):  # ValueError: the port is no number
        raise ValueError(_database_is()) from None
    if url is None:
        return text
    if url.drivername not in SQLITE + POSTGRESQL or "@" in (url.host or ""):
        raise ValueError(_database_is())
    if url.drivername in SQLITE and url.database:
        folder = Path(url.database).parent
        if folder.is_absolute() and not folder.is_dir():
            raise ValueError(_("there is no folder %(folder)s", folder=folder))
    return text


def authority(text: str) -> str:
    """Of tag URIs: https://www.rfc-editor.org/rfc/rfc4151#section-2.1."""
    if text and not re.fullmatch(r"[^\s,:]+,[0-9]{4}(-[0-9]{2}){0,2}", text):
        raise ValueError(_("must be a name of yours and a year, as in news.example,2026, or empty"))
    return text


def secret(text: str) -> str:
    """What signs: one word, so that it can stand among former ones."""
    if text and text.split() != [text]:
        raise ValueError(_("must be without spaces, or empty"))
    return text


def former_secrets(text: str) -> tuple[str, ...]:
    """Each of them signs still, so a part of one, which can be guessed, must not."""
    former = tuple(text.split())
    if any(len(one) < SHORTEST_FORMER for one in former):
        raise ValueError(
            _(
                "must be keys with spaces between them, each of %(least)s characters or more",
                least=SHORTEST_FORMER,
            )
        )
    return former


def sealing_keys(text: str) -> str:
    """Public keys of age; told of here, and not at night when a backup is due."""
    from pyrage import RecipientError, x25519

    try:
        for key in filter(None, text.split(",")):
            x25519.Recipient.from_str(key.strip())
    except RecipientError:
        raise ValueError(_("must be keys that begin with age1, or empty")) from None
    return text


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        _port = parts.port
    except ValueError:
        return False
    has_blanks = re.search(r"[\s\x00-\x1f]", text)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not has_blanks


def _database_is() -> str:
    return _("must be sqlite:////folder/file or postgresql+psycopg://name:password@host/database")


def _told(raw: str, reader: Callable[[str], Any]) -> str:
    if reader in {secret, former_secrets}:
        return "…"
    return _kind_and_host(raw) if reader is database else _without_password(raw)


def _kind_and_host(raw: str) -> str:
    """What may be told of a database's address. A password may hold any sign: a host that could be
    a part of one is not told, nor what follows it.
    """
    scheme, separator, rest = raw.partition("://")
    if not separator or not re.fullmatch(r"[a-z0-9+]+", scheme):
        return "…"
    plain = r"(?:[^:/?#@]+(?::[^:/?#@]*)?@)?([A-Za-z0-9.-]+)(?:[:/?][^@]*)?"
    found = re.fullmatch(plain, rest, re.DOTALL)
    return f"{scheme}://{found[1]}/…" if found else f"{scheme}://…"


def _without_password(raw: str) -> str:
    return re.sub(r"(?<=://)[^@]*:.*(?=@)", "…", raw)
