"""Notices for programs and the curious: robots.txt, security.txt and humans.txt."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from flask import Response, abort, current_app, url_for

from newsroom import clock
from newsroom.i18n import LANGUAGES
from newsroom.site.blueprint import blueprint
from newsroom.site.schema_org import absolute, moment
from newsroom.words import site as this_site

AI_CRAWLERS = Path(__file__).with_name("ai-crawlers.txt")
NOT_FOR_ROBOTS = ("/desk/", "/preview/", "/sign-in", "/recent")
GOOD_FOR = timedelta(days=335)  # RFC 9116 recommends less than a year


@blueprint.get("/robots.txt")
def robots() -> Response:
    groups = [_group(["*"], NOT_FOR_ROBOTS)]
    if not current_app.config["AI_CRAWLERS"]:
        groups.insert(0, _group(ai_crawlers(), ["/"]))
    maps = [f"Sitemap: {absolute(url_for(f'.{name}'))}" for name in ("sitemap", "news_sitemap")]
    return _text("\n\n".join([*groups, "\n".join(maps)]))


@cache
def ai_crawlers() -> tuple[str, ...]:
    """Programs that gather texts to train or feed language models, by their names in robots.txt."""
    lines = (line.partition("#")[0].strip() for line in AI_CRAWLERS.read_text().splitlines())
    return tuple(line for line in lines if line)


@blueprint.get("/.well-known/security.txt")
def security() -> Response:
    """https://www.rfc-editor.org/rfc/rfc9116"""
    contact = current_app.config["SECURITY_CONTACT"].strip().partition("\n")[0]
    if not contact:
        abort(404)
    lines = [
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {moment(expires(clock.now()))}",
        f"Preferred-Languages: {', '.join(LANGUAGES)}",
        f"Canonical: {absolute(url_for('.security'))}",
    ]
    return _text("\n".join(lines))


def expires(now: datetime) -> datetime:
    """The same for a month, so that what caches keep stays true."""
    return datetime(now.year, now.month, 1, tzinfo=UTC) + GOOD_FOR


@blueprint.get("/humans.txt")
def humans() -> Response:
    site = this_site()
    lines = [
        "/* SITE */",
        f"Name: {site.name}",
        f"Address: {absolute('/')}",
        f"Language: {LANGUAGES[site.language]}",
        "Made with: HTML, CSS and a little JavaScript; Python, Flask, htmx",
        "",
        "/* TYPE */",
        "Arsenal, Andrij Shevchenko",
        "Literata, TypeTogether",
    ]
    return _text("\n".join(lines))


def _group(names: list[str] | tuple[str, ...], paths: list[str] | tuple[str, ...]) -> str:
    return "\n".join([f"User-agent: {name}" for name in names] + [f"Disallow: {p}" for p in paths])


def _text(text: str) -> Response:
    return Response(f"{text}\n", mimetype="text/plain")
