"""Surrogate keys: the words by which caches of ours know answers, to forget them when we say so.

Everything public has «site», because all of it shows the masthead, a list or what a setting says;
files that never change have none. Readers never see them: our proxies take them off.
"""

from flask import Flask, Response, g

HEADER = "Surrogate-Key"
SITE = "site"


def init_app(app: Flask) -> None:
    """Before ``headers``, so that it runs after: what it stamps may be kept by then, or not."""
    app.after_request(_stamp)


def of_article(article_id: int) -> str:
    """On whatever shows this article's text as its own page."""
    return f"article-{article_id}"


def of_partner(key: str) -> str:
    return f"partner-{key}"


def shows(key: str) -> None:
    """Let the answer to this request be known by ``key`` too."""
    g.setdefault("surrogates", []).append(key)


def _stamp(response: Response) -> Response:
    kept = response.headers.get("Cache-Control", "")
    if kept.startswith("public") and "immutable" not in kept:
        response.headers[HEADER] = " ".join([SITE, *g.get("surrogates", [])])
    return response
