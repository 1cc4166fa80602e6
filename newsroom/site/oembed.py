"""oEmbed: what a site that was given an article's address may show of it. https://oembed.com/

Type «rich», because of a «link» WordPress shows nothing but its title as a link.
"""

import hashlib
import re
from typing import Any
from urllib.parse import SplitResult, unquote, urlencode, urlsplit
from xml.etree import ElementTree

from flask import Response, abort, jsonify, render_template, request, url_for
from sqlalchemy import or_, select

from newsroom.articles.addresses import FormerSlug
from newsroom.articles.models import Article
from newsroom.database import db
from newsroom.site.attached import attached
from newsroom.site.blueprint import blueprint
from newsroom.site.schema_org import absolute, author_url
from newsroom.site.xml_text import possible
from newsroom.words import site as this_site

WIDEST = 600
HEIGHTS = {480: 260, 0: 340}  # pixels that a card needs, from this width on; the card itself asks
USUAL_PORTS = {"http": 80, "https": 443}
MORE_THAN_ANY = 100_000


@blueprint.get("/oembed")
def oembed() -> Response:
    build = {"json": jsonify, "xml": _xml}.get(request.args.get("format", "json"))
    if build is None:
        abort(501)
    if not request.args.get("url"):
        abort(400)
    article = _article_at(request.args["url"]) or abort(404)
    answer = build(_about(article))
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def discovery(address: str) -> list[tuple[str, str]]:
    """Where a page about the article at ``address`` says that its card can be had, by type."""
    here = absolute(url_for("site.oembed"))
    kinds = {"json": "application/json+oembed", "xml": "text/xml+oembed"}
    return [
        (kind, f"{here}?{urlencode({'url': address, 'format': name})}")
        for name, kind in kinds.items()
    ]


def secret(slug: str) -> str:
    """By this the card and its frame know each other. Of an article always the same, so that every
    cache may keep the answer; WordPress replaces it with its own."""
    return hashlib.blake2b(slug.encode(), digest_size=5).hexdigest()


def _about(article: Article) -> dict[str, Any]:
    site = this_site()
    width = min(WIDEST, _most("maxwidth"))
    height = next(height for least, height in HEIGHTS.items() if width >= least)
    height = min(height, _most("maxheight"))
    authors = attached(article.id).authors
    return {
        "version": "1.0",
        "type": "rich",
        "title": article.headline,
        "author_name": authors[0].name if authors else site.name,
        "author_url": author_url(authors[0]) if authors else absolute("/"),
        "provider_name": site.name,
        "provider_url": absolute("/"),
        "width": width,
        "height": height,
        "html": _frame(article, width, height),
    }


def _frame(article: Article, width: int, height: int) -> str:
    """In one line: WordPress takes out the ends of lines, and looks for the quotation first."""
    return render_template(
        "site/_embedding.html",
        headline=article.headline,
        url=absolute(url_for("site.article", slug=article.slug)),
        card_url=absolute(url_for("site.article", slug=article.slug, embed="true")),
        secret=secret(article.slug),
        width=width,
        height=height,
    )


def _most(name: str) -> int:
    """The most pixels that may be used; anything but a number is a question nobody can answer."""
    text = request.args.get(name, "")
    if not text:
        return MORE_THAN_ANY
    if not re.fullmatch("[0-9]{1,9}", text) or not int(text):
        abort(400)
    return int(text)


def _article_at(url: str) -> Article | None:
    """The live article at an address of ours, in any of the ways that people copy it."""
    slug = _slug_in(url)
    if slug is None:
        return None
    former = select(FormerSlug.article_id).where(FormerSlug.slug == slug)
    return db.session.scalar(
        Article.live().where(or_(Article.slug == slug, Article.id.in_(former))).limit(1)
    )


def _slug_in(url: str) -> str | None:
    try:
        asked, ours = urlsplit(url.strip()), urlsplit(this_site().url)
        if _place(asked) != _place(ours):
            return None
    except ValueError:  # no address at all
        return None
    before = url_for("site.article", slug="-").removesuffix("-")
    path = unquote(asked.path).rstrip("/")
    slug = path.removeprefix(before)
    return slug if path.startswith(before) and slug.isprintable() and "/" not in slug else None


def _place(url: SplitResult) -> tuple[str, int | None]:
    """Host and port, where http and https, and a «www.» before it, make no difference."""
    if url.scheme not in USUAL_PORTS or url.username is not None:
        raise ValueError("no address of a page")
    port = url.port if url.port != USUAL_PORTS[url.scheme] else None
    return (url.hostname or "").removeprefix("www.").rstrip("."), port


def _xml(about: dict[str, Any]) -> Response:
    root = ElementTree.Element("oembed")
    for name, value in about.items():
        ElementTree.SubElement(root, name).text = possible(str(value))
    whole = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(whole, content_type="text/xml; charset=utf-8")
