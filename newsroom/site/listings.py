"""Listings: live articles that belong together, as a page and for whatever follows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, url_for
from sqlalchemy import ColumnElement, Select, select, true

from newsroom.articles.categories import Category
from newsroom.articles.models import Article
from newsroom.articles.recent import posts
from newsroom.database import db
from newsroom.paging import Cursor, asked_cursor, cut, page
from newsroom.site import metadata
from newsroom.site.around import around, categories
from newsroom.site.blueprint import blueprint
from newsroom.words import site as this_site

PAGE = 20


@dataclass(frozen=True)
class Listing:
    """The live articles of one kind of thing: ``kind`` and ``slug`` name it in addresses."""

    kind: str  # "site", "category"
    slug: str  # "" for the whole site
    name: str
    belongs: ColumnElement[bool]
    of: Any = None  # the row it is the list of

    @property
    def url(self) -> str:
        return url_for(f".{self.kind}", slug=self.slug) if self.slug else url_for(".home")

    def live(self) -> Select[tuple[Article]]:
        """Newest first."""
        return Article.live().where(self.belongs)


def whole_site() -> Listing:
    return Listing("site", "", this_site().name, true())


def of_category(slug: str) -> Listing | None:
    found = db.session.scalar(select(Category).where(Category.slug == slug))
    if found is None:
        return None
    return Listing("category", slug, found.name, Article.category_id == found.id, found)


KINDS: dict[str, Callable[[str], Listing | None]] = {"category": of_category}


def find(kind: str, slug: str) -> Listing:
    """The listing at this address; an unknown one is 404."""
    return KINDS[kind](slug) or abort(404)


@blueprint.get("/categories/<slug>")
def category(slug: str) -> str:
    return _page(find("category", slug))


def _page(listing: Listing) -> str:
    before = asked_cursor()
    query = page(listing.live(), before, Article.publish_at, Article.id)
    shown, is_more = cut(posts(query.limit(PAGE + 1)), PAGE)
    older = Cursor(shown[-1].publish_at, shown[-1].id) if is_more else None
    return render_template(
        f"site/{listing.kind}.html",
        about=metadata.of_listing(listing, shown, before),
        listing=listing,
        current_category=listing.of if listing.kind == "category" else None,
        posts=shown,
        older_url=f"{listing.url}?before={older}" if older else None,
        **around(categories()),
    )
