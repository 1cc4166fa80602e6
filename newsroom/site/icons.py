"""The web manifest, and the icon that browsers ask for without being told."""

from typing import Any

from flask import Response, current_app, jsonify

from newsroom.assets import asset, static, static_edition
from newsroom.site.blueprint import blueprint
from newsroom.words import site as this_site

PAPER = "#ffffff"


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    site = this_site()
    about = {
        "id": "/",
        "name": site.name,
        "short_name": site.name,
        "description": site.tagline,
        "lang": site.language,
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "browser",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": asset("icon.svg"), "sizes": "any", "type": "image/svg+xml"},
            _png("icons/icon-192.png", 192),
            _png("icons/icon-512.png", 512),
            {**_png("icons/maskable-512.png", 512), "purpose": "maskable"},
        ],
    }
    answer = jsonify(about)
    answer.mimetype = "application/manifest+json"
    return answer


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """Its address has no edition in it: another icon is seen within a day. Caches that many share
    ask sooner: a purge that could not be said is dropped when all that it spoke of is old.
    """
    answer = static(static_edition(), "icons/favicon.ico")
    shared = current_app.config["PUBLIC_SECONDS"]
    answer.headers["Cache-Control"] = f"public, max-age=86400, s-maxage={shared}"
    return answer


def _png(name: str, side: int) -> dict[str, Any]:
    return {"src": asset(name), "sizes": f"{side}x{side}", "type": "image/png"}
