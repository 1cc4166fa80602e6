"""Where pages tell feed readers that there are feeds, and people where to find them."""

from dataclasses import dataclass

from flask import Flask, url_for

from newsroom.articles.categories import Category
from newsroom.site.feeds.formats import FORMATS, address
from newsroom.site.listings import Listing
from newsroom.words import site


@dataclass(frozen=True)
class Announced:
    title: str
    content_type: str
    url: str


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(announced_feeds=announced_feeds)


def announced_feeds(
    listing: Listing | None = None, category: Category | None = None
) -> list[Announced]:
    """A page's own feeds first (of an article those of its category), then the whole site's.

    Readers who are asked which one they want see the first at the top.
    """
    here = site().name
    own: list[Announced] = []
    if listing:
        own = _under(listing.url, f"{listing.name} – {here}")
    elif category:
        page = url_for("site.category", slug=category.slug)
        own = _under(page, f"{category.name} – {here}")
    return own + _under(url_for("site.home"), here)


def _under(page: str, title: str) -> list[Announced]:
    return [
        Announced(f"{title} ({format.name})", format.content_type, address(page, format))
        for format in FORMATS
        if format.is_for_readers
    ]
