"""A partner's list for machines: as JSON for the loader and for programs, as HTML for servers."""

from typing import Any

from flask import Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import BadRequest, NotFound

from newsroom.articles.recent import Post
from newsroom.i18n import gettext as _
from newsroom.kept import kept_for
from newsroom.language.typography import nbsp
from newsroom.partners.blueprint import blueprint
from newsroom.partners.counting import count_url
from newsroom.partners.models import MOST_POSTS, Partner
from newsroom.partners.showing import Showing, Thumbnail, asked, kept_by_caches
from newsroom.words import dated, relative_patterns, site

LONGEST_ORIGIN = 300


@blueprint.get("/widget/<key>.json")
@kept_for("posts", "seen")
def data(key: str) -> Response:
    """Readable by pages of the partner's origins, and by what is no page and tells no origin."""
    try:
        showing = asked(key)
    except (BadRequest, NotFound) as refusal:  # programs read no pages
        return _refused_to_all(refusal.code)
    origin = request.headers.get("Origin")
    # A sandboxed frame on the partner's own page calls itself “null”; nothing here is secret.
    if origin not in {None, "null"} and not showing.partner.lives_at(origin):
        name = origin[:LONGEST_ORIGIN]
        return _refused(403, _("%(origin)s is no address of this partner", origin=name))
    is_same = request.args.get("seen") == showing.edition
    answer = _for_other_origins(Response(status=204) if is_same else jsonify(_content(showing)))
    if origin:
        answer.headers["Access-Control-Allow-Origin"] = origin
    return answer


@blueprint.get("/widget/<key>/list.html")
@kept_for("posts")
def list_html(key: str) -> Response:
    """The list alone, with whole addresses, to be put into a page where that page is made."""
    showing = asked(key)
    return kept_by_caches(make_response(render_template("partners/_list.html", showing=showing)))


def _refused(status: int, why: str) -> Response:
    refused = jsonify(error=why)
    refused.status_code = status
    return _for_other_origins(refused)


def _refused_to_all(status: int) -> Response:
    """What holds for every origin, so that whoever pasted something wrong can read what."""
    why = {
        400: _("posts is a number from 1 to %(n)s", n=MOST_POSTS),
        404: _("There is no such partner"),
    }
    refused = _refused(status, why[status])
    refused.headers["Access-Control-Allow-Origin"] = "*"
    return refused


def _for_other_origins(answer: Response) -> Response:
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["Access-Control-Expose-Headers"] = "Retry-After"
    answer.vary.add("Origin")
    return kept_by_caches(answer)


def _set(post: Post, partner: Partner) -> dict[str, str]:
    """The same words as people read them: no short one ends a line."""
    return {
        "headline": nbsp(post.headline),
        "excerpt": nbsp(post.excerpt) if partner.shows_excerpt else "",
    }


def _photo(shown: Thumbnail | None) -> dict[str, Any] | None:
    parts = ("url", "width", "height", "alt", "credit")
    return {part: getattr(shown, part) for part in parts} if shown else None


def _content(showing: Showing) -> dict[str, Any]:
    partner = showing.partner
    return {
        "version": 1,
        "edition": showing.edition,
        "interval": showing.interval,
        "site": {
            "name": site().name,
            "url": showing.home_url,
            "address": showing.address,
            "language": site().language,
        },
        "title": showing.title,
        "language": partner.language or site().language,
        "scheme": partner.scheme,
        "accent": partner.accents,
        "corner": partner.corner,
        "density": partner.density,
        "notice": showing.notice,
        "count": count_url(showing, "script"),
        "words": {
            **relative_patterns(),
            "all": _("All news"),
            "stale": _("No answer from us. This list is from %(time)s.", time="{time}"),
        },
        "posts": [
            {
                "id": post.id,
                "url": showing.url(post),
                "headline": post.headline,
                "excerpt": post.excerpt if partner.shows_excerpt else "",
                "photo": _photo(showing.photo(post)),
                "set": _set(post, partner),
                "category": post.category_name,
                "published": post.publish_at.isoformat(),
                "date": dated(post.publish_at),
            }
            for post in showing.posts
        ],
    }
