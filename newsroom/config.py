"""Settings: what a newsroom may decide, with defaults that are right for one small machine."""

import fcntl
import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from newsroom import settings
from newsroom.disk import sync_folder
from newsroom.settings import (
    address_or_none,
    authority,
    database,
    former_secrets,
    number,
    one_of,
    origin_or_none,
    origins,
    own_address,
    ports,
    sealing_keys,
    secret,
    switch,
    zone,
)

MEGABYTE = 1024 * 1024


# name: (default, how to read it from the environment variable NEWSROOM_<name>)
SETTINGS: dict[str, tuple[Any, Callable[[str], Any]]] = {
    "SITE_NAME": ("Редакція", str),
    "SITE_TAGLINE": ("", str),
    "SITE_LANGUAGE": ("uk", one_of("uk", "en")),  # the public pages
    "SITE_ZONE": ("Europe/Kyiv", zone),  # an IANA name; times are stored in UTC and shown here
    "BASE_URL": ("http://127.0.0.1:8000", own_address),  # canonical; never the Host header
    "DATABASE_URL": ("", database),  # SQLAlchemy's form; empty: SQLite in the instance folder
    "SECRET_KEY": ("", secret),  # empty: made once and kept in the instance folder
    "SECRET_KEY_FALLBACKS": ((), former_secrets),  # with spaces: what they have signed holds
    "TRUSTED_PROXIES": (0, number(0, 20)),  # how many of ours stand in front, X-Forwarded-*
    "BODIES_AT_ONCE": (20, number(1, 10_000)),  # on their way; well under the server's threads
    "DATABASE_CONNECTIONS": (40, number(2, 10_000)),  # at once, of each process: threads and some
    "WRITERS_WAITING": (24, number(1, 10_000)),  # for SQLite, which has one; under the threads
    "SESSION_HOURS": (20, number(1, 10_000)),  # a shift and a half, then sign in again
    "SECOND_PAIR_OF_EYES": (False, switch),  # nobody publishes only their own
    "RECENT_POSTS": (7, number(1, 100)),  # how many the live list shows
    "RECENT_SECONDS": (15, number(1, 86_400)),  # how often an open page asks for news
    "OUTBOX_WORKERS": (2, number(0, 64)),  # threads for side effects in each web process
    "OUTWARD_PORTS": ((80, 443), ports),  # of other machines, whither we go: "80,443"
    "SECURITY_CONTACT": ("", str),  # an address or page for who finds a hole; empty: none is named
    "AI_CRAWLERS": (True, switch),  # whether robots.txt lets them in
    "FEED_TEXT": ("full", one_of("full", "excerpt")),  # how much of a story its feeds give away
    "FEED_ITEMS": (30, number(1, 1000)),  # how many stories a feed has
    "FEED_AUTHORITY": ("", authority),  # in the ids of stories; empty: from BASE_URL
    "WEBSUB_HUB": ("", address_or_none),  # tells feeds' subscribers of news; empty: none
    "PHOTOS": ("", str),  # a folder, or s3://bucket/folder; empty: in the instance folder
    "PHOTOS_URL": ("", origin_or_none),  # of another host that serves /photos/…; empty: this one
    "PHOTO_MEGABYTES": (25, number(1, 1000)),  # the largest file that is taken in
    "PHOTO_MEGAPIXELS": (50, number(1, 1000)),  # the largest picture
    "PHOTO_AVIF": (False, switch),  # make AVIF beside WebP: smaller, and slower to make
    "BACKUP_KEY": ("", sealing_keys),  # age1…, with commas between several; empty: not sealed
    "WIDGET_SECONDS": (30, number(1, 86_400)),  # how often a box on a partner's page does
    "COUNT_DAYS": (400, number(1, 10_000)),  # how long what partners' boxes counted is kept
    "KEPT_BYTES": (16, number(0, 100_000)),  # megabytes of them in each process; 0: none
    "MIRROR": ("", str),  # a folder that always has a static copy of the site; empty: none is kept
    "LOG_FORMAT": ("", one_of("", "json", "plain")),  # empty: plain in a terminal, else JSON lines
    "LOG_REQUESTS": (True, switch),  # a line for each; never who asked or what was written
    "METRICS_TOKEN": ("", str),  # for /metrics; empty: only this machine, by no proxy, may ask
    "SLOW_QUERY_MS": (200, number(1, 1_000_000)),  # a statement that takes longer is logged
    "PUBLIC_SECONDS": (5, number(0, 86_400)),  # how long caches on the way may keep public answers
    "STALE_SECONDS": (0, number(0, 604_800)),  # … and show them beyond it while nobody answers
    "CACHES": ((), origins),  # of our own, told what to forget: "http://10.0.0.5:6081,…"
    "CACHES_KEY": ("", str),  # what they know us by
}


def load(app: Flask, overrides: Mapping[str, Any]) -> None:
    """Fill ``app.config`` from defaults, the environment and ``overrides``, in that order.

    Raises WrongSetting, with a sentence for whoever keeps the server.
    """
    for name, (default, reader) in SETTINGS.items():
        raw = os.environ.get(f"NEWSROOM_{name}")
        app.config[name] = default if raw is None else settings.read(name, raw, reader)
    app.config.update(overrides)
    _settle(app)


def _settle(app: Flask) -> None:
    config = app.config
    config["BASE_URL"] = config["BASE_URL"].rstrip("/")
    instance = Path(app.instance_path)
    config["SECRET_KEY"] = config["SECRET_KEY"] or _kept_secret(instance)
    # The last of them signs; what any of them has signed is good. Thus itsdangerous takes them.
    config["SECRET_KEYS"] = [*config["SECRET_KEY_FALLBACKS"], config["SECRET_KEY"]]
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
        WTF_CSRF_SECRET_KEY=config["SECRET_KEYS"],
        WTF_CSRF_TIME_LIMIT=None,  # a token lives as long as its session
        # Compares the Referer with a Host that a proxy may have changed; ``security`` does not.
        WTF_CSRF_SSL_STRICT=False,
    )
    if hops := config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]


def _sqlite_url(instance: Path) -> str:
    """Made here, so that nobody else on the machine reads it, nor what SQLite puts beside it."""
    _make(instance)
    if not (instance / "newsroom.sqlite3").exists():  # it may lie on a disk that only lets read
        os.close(os.open(instance / "newsroom.sqlite3", os.O_RDWR | os.O_CREAT, 0o600))
    return f"sqlite:///{instance / 'newsroom.sqlite3'}"


def _make(instance: Path) -> None:
    """There after a power cut too: all that this newsroom has may be in it."""
    if not instance.is_dir():
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_folder(instance.parent)


def _kept_secret(instance: Path) -> str:
    """The secret of this installation: made at the first start, readable by its owner only.

    Workers start at once, so one makes it while the others wait; and any may die at any moment,
    so it gets its name only when it is whole.
    """
    _make(instance)
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
        os.fsync(folder)
        return secret
    finally:
        os.close(folder)
