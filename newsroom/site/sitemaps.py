"""Sitemaps: an index of parts that never hold more than a file may, and the news of two days.

A part is a range of ids, so it neither grows nor shifts: finding it is one step in an index however
many articles there are, and what was published yesterday is where it was.
https://www.sitemaps.org/protocol.html
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from xml.sax.saxutils import escape

from flask import Flask, Response, abort, current_app, url_for
from sqlalchemy import Select

from newsroom import clock
from newsroom.articles.models import PART, Article
from newsroom.database import LARGEST_INTEGER, db
from newsroom.site import shelves
from newsroom.site.blueprint import blueprint
from newsroom.site.kept import Kept
from newsroom.site.schema_org import absolute, moment
from newsroom.site.xml_text import possible
from newsroom.words import site as this_site

NEWS_FOR = timedelta(days=2)
MOST_NEWS = 1000
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS_SCHEMA = "http://www.google.com/schemas/sitemap-news/0.9"


def init_app(app: Flask) -> None:
    app.extensions["sitemaps"] = Kept(most=4, seconds=600)


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    parts = [
        (url_for(".sitemap_part", kind=kind, part=part), changed)
        for kind, shelf in shelves.SHELVES.items()
        for part, changed in shelf.parts()
    ]
    return _xml(_whole("sitemapindex", _entries("sitemap", parts)))


@blueprint.get("/sitemaps/<kind>/<int:part>.xml")
def sitemap_part(kind: str, part: int) -> Response:
    shelf = shelves.SHELVES.get(kind)
    if shelf is None or part > LARGEST_INTEGER // PART:
        abort(404)
    if shelf.edition is None:
        return _xml(_part(shelf, part))
    edition = f"{kind}-{part}-{shelf.edition(part)}"
    answer = _xml(current_app.extensions["sitemaps"].get(edition, lambda: _part(shelf, part)))
    answer.set_etag(edition)
    return answer


def _part(shelf: shelves.Shelf, part: int) -> bytes:
    pages = list(shelf.pages(part))
    return _whole("urlset", _entries("url", pages)) if pages else abort(404)


@blueprint.get("/news-sitemap.xml")
def news_sitemap() -> Response:
    return _xml(_whole("urlset", _news(), f' xmlns:news="{NEWS_SCHEMA}"'))


def news() -> Select[tuple[str, str, datetime]]:
    now = clock.now()
    return (
        Article.live(now)
        .where(Article.publish_at > now - NEWS_FOR)
        .limit(MOST_NEWS)
        .with_only_columns(Article.slug, Article.headline, Article.publish_at)
    )


def _news() -> Iterator[str]:
    site = this_site()
    paper = (
        f"<news:publication><news:name>{_text(site.name)}</news:name>"
        f"<news:language>{site.language}</news:language></news:publication>"
    )
    before = absolute(shelves.before_the_slug("site.article"))
    for slug, headline, publish_at in db.session.execute(news()):
        address = escape(before + slug)
        yield (
            f"<url><loc>{address}</loc><news:news>{paper}"
            f"<news:publication_date>{moment(publish_at)}</news:publication_date>"
            f"<news:title>{_text(headline)}</news:title></news:news></url>\n"
        )


def _entries(name: str, pages: Iterable[shelves.Page]) -> Iterator[str]:
    base = this_site().url
    for path, changed in pages:
        lastmod = f"<lastmod>{moment(changed)}</lastmod>" if changed else ""
        yield f"<{name}><loc>{escape(base + path)}</loc>{lastmod}</{name}>\n"


def _whole(root: str, entries: Iterable[str], more: str = "") -> bytes:
    lines = [HEAD, f'<{root} xmlns="{SCHEMA}"{more}>\n', *entries, f"</{root}>\n"]
    return "".join(lines).encode()


def _xml(whole: bytes) -> Response:
    return Response(whole, mimetype="application/xml")


def _text(text: str) -> str:
    """``text`` in XML, without the few characters that no XML may hold."""
    return escape(possible(text))
