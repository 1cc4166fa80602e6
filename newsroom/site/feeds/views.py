"""The addresses of the feeds: under the page of every listing, whatever kinds there are."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, current_app

from newsroom.articles.models import Article
from newsroom.kept import kept_for
from newsroom.site.article import moved_or_gone
from newsroom.site.blueprint import blueprint
from newsroom.site.feeds import ninjs
from newsroom.site.feeds.formats import FORMATS, Format, address
from newsroom.site.feeds.ids import identify
from newsroom.site.feeds.reading import stories
from newsroom.site.feeds.story import Feed
from newsroom.site.listings import KINDS, Listing, find, whole_site
from newsroom.site.schema_org import absolute
from newsroom.words import site


def hang(app: Flask) -> None:
    """Hang every feed under the page that it follows; all those pages have their routes by now."""
    for kind in ("site", *KINDS):
        endpoint = "site.home" if kind == "site" else f"site.{kind}"
        page = next(app.url_map.iter_rules(endpoint)).rule.rstrip("/")
        for format in FORMATS:
            name = f"site.{kind}_{format.file.replace('.', '_')}"
            app.add_url_rule(f"{page}/{format.file}", name, _view(kind, format))


@blueprint.get("/news/<slug>.ninjs.json")
def article_ninjs(slug: str) -> Any:
    """One article for newsrooms that take it over; what is not live is what its page is."""
    found = stories(Article.live().where(Article.slug == slug))
    if not found:
        return moved_or_gone(slug, "site.article_ninjs")
    return _sent(ninjs.of_story(found[0]), ninjs.CONTENT_TYPE)


def _view(kind: str, format: Format) -> Callable[..., Response]:
    @kept_for()
    def show(slug: str = "") -> Response:
        return _answer(find(kind, slug) if slug else whole_site(), format)

    return show


def _answer(listing: Listing, format: Format) -> Response:
    feed = _feed(listing, format)
    response = _sent(format.write(feed), format.content_type)
    if format.is_for_scripts:
        response.headers["Access-Control-Allow-Origin"] = "*"
    if feed.hub:  # https://www.w3.org/TR/websub/#discovery asks here first
        response.headers.add("Link", f'<{feed.hub}>; rel="hub"')
        response.headers.add("Link", f'<{feed.url}>; rel="self"')
    return response


def _sent(body: bytes, content_type: str) -> Response:
    response = Response(body, content_type=f"{content_type}; charset=utf-8")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _feed(listing: Listing, format: Format) -> Feed:
    here, config = site(), current_app.config
    title = f"{listing.name} – {here.name}" if listing.slug else here.name
    return Feed(
        id=identify(f"{listing.kind}/{listing.of.id}" if listing.slug else "feed"),
        title=title,
        about=here.tagline or title,
        url=address(listing.url, format),
        page_url=absolute(listing.url),
        publisher=here.name,
        language=here.language,
        hub=config["WEBSUB_HUB"] if format.is_for_readers else "",
        stories=stories(listing.live().limit(config["FEED_ITEMS"])),
    )
