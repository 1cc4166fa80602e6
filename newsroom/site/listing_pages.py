"""The pages of listings: a category, a tag, an author, newest first, a page at a time."""

from flask import render_template

from newsroom.articles.recent import posts
from newsroom.kept import kept_for
from newsroom.paging import Cursor, asked_cursor, cut
from newsroom.site import metadata
from newsroom.site.around import around
from newsroom.site.blueprint import blueprint
from newsroom.site.listings import Listing, find

PAGE = 20


@blueprint.get("/categories/<slug>")
@kept_for("before")
def category(slug: str) -> str:
    return _page(find("category", slug))


@blueprint.get("/tags/<slug>")
@kept_for("before")
def tag(slug: str) -> str:
    return _page(find("tag", slug))


@blueprint.get("/authors/<slug>")
@kept_for("before")
def author(slug: str) -> str:
    return _page(find("author", slug))


def _page(listing: Listing) -> str:
    before = asked_cursor()
    shown, is_more = cut(posts(listing.after(before).limit(PAGE + 1)), PAGE)
    older = Cursor(shown[-1].publish_at, shown[-1].id) if is_more else None
    return render_template(
        f"site/{listing.kind}.html",
        about=metadata.of_listing(listing, shown, before),
        listing=listing,
        current_category=listing.of if listing.kind == "category" else None,
        posts=shown,
        older_url=f"{listing.url}?before={older}" if older else None,
        **around(),
    )
