"""Ids that a story and a feed keep for ever: tag URIs (RFC 4151)."""

from urllib.parse import urlsplit

from flask import current_app


def identify(what: str) -> str:
    """«article/12» → ``tag:news.example,2026:article/12``.

    Neither slug nor scheme nor port is in it, so none of them makes an old story come back as new.
    The authority follows the configured base URL unless the newsroom says which one to keep.
    """
    authority = current_app.config["FEED_AUTHORITY"] or f"{_host()},2026"
    return f"tag:{authority}:{what}"


def _host() -> str:
    host = urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"
    return host.encode("idna").decode()
