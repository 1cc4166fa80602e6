"""Settings: what a newsroom may decide, with defaults that are right for one small machine."""

import fcntl
import os
import re
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

MEGABYTE = 1024 * 1024


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"“{text}” is none of {', '.join(words)}")
        return text

    return read


def _switch(text: str) -> bool:
    if text not in {"0", "1"}:
        raise ValueError("must be 0 or 1")
    return text == "1"


def _origin(text: str) -> str:
    """A scheme and a host, which goes into a header as it is."""
    if text and not re.fullmatch(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?/?", text):
        raise ValueError("must be like https://photos.example")
    return text.rstrip("/")


# name: (default, how to read it from the environment variable NEWSROOM_<name>)
SETTINGS: dict[str, tuple[Any, Callable[[str], Any]]] = {
    "SITE_NAME": ("Редакція", str),
    "SITE_TAGLINE": ("", str),
    "SITE_LANGUAGE": ("uk", _one_of("uk", "en")),  # the public pages
    "SITE_ZONE": ("Europe/Kyiv", str),  # an IANA name; times are stored in UTC and shown here
    "BASE_URL": ("http://127.0.0.1:8000", str),  # canonical addresses; never the Host header
    "DATABASE_URL": ("", str),  # SQLAlchemy's form; empty: SQLite in the instance folder
    "SECRET_KEY": ("", str),  # empty: made once and kept in the instance folder
    "TRUSTED_PROXIES": (0, int),  # how many proxies of ours stand in front and set X-Forwarded-*
    "BODIES_AT_ONCE": (20, int),  # that may be on their way; well under the server's threads
    "SESSION_HOURS": (20, int),  # a shift and a half, then sign in again
    "SECOND_PAIR_OF_EYES": (False, _switch),  # nobody publishes only their own
    "RECENT_POSTS": (7, int),  # how many the live list shows
    "RECENT_SECONDS": (15, int),  # how often an open page asks for news
    "OUTBOX_WORKERS": (2, int),  # threads for side effects in each web process; 0: none there
    "OUTWARD_PORTS": ((80, 443), _numbers),  # of other machines, whither we go: "80,443"
    "SECURITY_CONTACT": ("", str),  # an address or page for who finds a hole; empty: none is named
    "AI_CRAWLERS": (True, _switch),  # whether robots.txt lets them in
    "FEED_TEXT": ("full", _one_of("full", "excerpt")),  # how much of a story its feeds give away
    "FEED_ITEMS": (30, int),  # how many stories a feed has
    "FEED_AUTHORITY": ("", str),  # "news.example,2026" in the ids of stories; empty: from BASE_URL
    "WEBSUB_HUB": ("", str),  # the hub that tells feeds' subscribers of news; empty: none
    "PHOTOS": ("", str),  # a folder, or s3://bucket/folder; empty: in the instance folder
    "PHOTOS_URL": ("", _origin),  # of another host that serves /photos/…; empty: this one
    "PHOTO_MEGABYTES": (25, int),  # the largest file that is taken in
    "PHOTO_MEGAPIXELS": (50, int),  # the largest picture
    "PHOTO_AVIF": (False, _switch),  # make AVIF beside WebP: smaller, and slower to make
    "WIDGET_SECONDS": (30, int),  # how often a box on a partner's page does
    "PUBLIC_SECONDS": (5, int),  # how long caches on the way may keep public answers
}


def load(app: Flask, overrides: Mapping[str, Any]) -> None:
    """Fill ``app.config`` from defaults, the environment and ``overrides``, in that order."""
    for name, (default, read) in SETTINGS.items():
        raw = os.environ.get(f"NEWSROOM_{name}")
        app.config[name] = default if raw is None else _read(name, raw, read)
    app.config.update(overrides)
    _settle(app)


def _read(name: str, raw: str, read: Callable[[str], Any]) -> Any:
    try:
        return read(raw)
    except ValueError as problem:
        raise ValueError(f"NEWSROOM_{name}={raw!r}: {problem}") from None


def _settle(app: Flask) -> None:
    config = app.config
    config["BASE_URL"] = config["BASE_URL"].rstrip("/")
    instance = Path(app.instance_path)
    config["SECRET_KEY"] = config["SECRET_KEY"] or _kept_secret(instance)
    config.setdefault("SQLALCHEMY_DATABASE_URI", config["DATABASE_URL"] or _sqlite_url(instance))
    secure = urlsplit(config["BASE_URL"]).scheme == "https"
    config.update(
        SESSION_COOKIE_NAME="__Host-newsroom" if secure else "newsroom",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # A form is read whole, so that a text far too long still comes back with a sentence.
        MAX_CONTENT_LENGTH=16 * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=16 * MEGABYTE,
        WTF_CSRF_TIME_LIMIT=None,  # a token lives as long as its session
        # Compares the Referer with a Host that a proxy may have changed; ``security`` does not.
        WTF_CSRF_SSL_STRICT=False,
    )
    if hops := config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]


def _sqlite_url(instance: Path) -> str:
    """Made here, so that nobody else on the machine reads it, nor what SQLite puts beside it."""
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(instance / "newsroom.sqlite3", os.O_RDWR | os.O_CREAT, 0o600))
    return f"sqlite:///{instance / 'newsroom.sqlite3'}"


def _kept_secret(instance: Path) -> str:
    """The secret of this installation: made at the first start, readable by its owner only.

    Workers start at once, so one makes it while the others wait; and any may die at any moment,
    so it gets its name only when it is whole.
    """
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = instance / "secret-key"
    folder = os.open(instance, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        if path.exists() and (kept := path.read_text().strip()):
            return kept
        secret, begun = secrets.token_hex(32), instance / "secret-key.begun"
        begun.unlink(missing_ok=True)
        with os.fdopen(os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        begun.replace(path)
        return secret
    finally:
        os.close(folder)
