"""oEmbed: what a site that was given an address of ours may show of it. https://oembed.com/

Type «rich», because of a «link» WordPress shows nothing but its title as a link.
"""

import re
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit
from xml.etree import ElementTree

from flask import Response, abort, jsonify, render_template, request, url_for
from sqlalchemy import or_, select

from newsroom import surrogates
from newsroom.articles.addresses import FormerSlug
from newsroom.articles.models import Article
from newsroom.database import db
from newsroom.embeds import Embed, Most, Thumbnail, embed_at
from newsroom.i18n import gettext as _
from newsroom.site.attached import attached
from newsroom.site.blueprint import blueprint
from newsroom.site.schema_org import absolute, author_url
from newsroom.site.social.pictures import picture_of
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
    path = _path_of(request.args["url"])
    most = Most(_most("maxwidth"), _most("maxheight"))
    embed = (path and embed_at(path, most)) or abort(404)
    answer = build(_about(embed))
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def _about(embed: Embed) -> dict[str, Any]:
    return {
        "version": "1.0",
        "type": "rich",
        "title": embed.title,
        "author_name": embed.author[0],
        "author_url": embed.author[1],
        "provider_name": this_site().name,
        "provider_url": absolute("/"),
        "width": embed.width,
        "height": embed.height,
        # In one line: WordPress takes out the ends of lines, and looks for the quotation first.
        "html": render_template("site/_embedding.html", embed=embed),
        **(_thumbnail(embed.thumbnail) if embed.thumbnail else {}),
    }


def _thumbnail(picture: Thumbnail) -> dict[str, Any]:
    return {
        "thumbnail_url": picture.url,
        "thumbnail_width": picture.width,
        "thumbnail_height": picture.height,
    }


def card_at(path: str, most: Most) -> Embed | None:
    """The card of the live article there."""
    article = _article_at(path)
    if article is None:
        return None
    surrogates.shows(surrogates.of_article(article.id))
    site = this_site()
    width = min(WIDEST, most.width)
    height = next(height for least, height in HEIGHTS.items() if width >= least)
    authors = attached(article.id).authors
    picture = picture_of(article, article.lead_photo)
    return Embed(
        title=article.headline,
        url=absolute(url_for("site.article", slug=article.slug)),
        frame_url=absolute(url_for("site.article", slug=article.slug, embed="true")),
        name=_("“%(headline)s” – %(name)s", headline=article.headline, name=site.name),
        author=(authors[0].name, author_url(authors[0])) if authors else (site.name, absolute("/")),
        width=width,
        height=min(height, most.height),
        thumbnail=picture if picture.is_own else None,
    )


def _most(name: str) -> int:
    """The most pixels that may be used; anything but a number is a question nobody can answer."""
    text = request.args.get(name, "")
    if not text:
        return MORE_THAN_ANY
    if not re.fullmatch("[0-9]{1,9}", text) or not int(text):
        abort(400)
    return int(text)


def _article_at(path: str) -> Article | None:
    before = url_for("site.article", slug="-").removesuffix("-")
    slug = path.removeprefix(before)
    if not path.startswith(before) or "/" in slug:
        return None
    former = select(FormerSlug.article_id).where(FormerSlug.slug == slug)
    return db.session.scalar(
        Article.live().where(or_(Article.slug == slug, Article.id.in_(former))).limit(1)
    )


def _path_of(url: str) -> str | None:
    """The path of an address of ours, in any of the ways that people copy it."""
    try:
        asked, ours = urlsplit(url.strip()), urlsplit(this_site().url)
        if _place(asked) != _place(ours):
            return None
    except ValueError:  # no address at all
        return None
    path = unquote(asked.path).rstrip("/")
    return path if path.isprintable() else None


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
