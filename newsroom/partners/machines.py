"""A partner's list for machines: as JSON for the loader and for programs, as HTML for servers."""

from typing import Any

from flask import Response, jsonify, make_response, render_template, request

from newsroom.articles.recent import Post
from newsroom.i18n import gettext as _
from newsroom.language.typography import nbsp
from newsroom.partners.blueprint import blueprint
from newsroom.partners.models import Partner
from newsroom.partners.showing import Showing, asked, kept_by_caches
from newsroom.words import dated, relative_patterns, site

LONGEST_ORIGIN = 300


@blueprint.get("/widget/<key>.json")
def data(key: str) -> Response:
    """Readable by pages of the partner's origins, and by what is no page and tells no origin."""
    showing = asked(key)
    origin = request.headers.get("Origin")
    # A sandboxed frame on the partner's own page calls itself “null”; nothing here is secret.
    if origin not in {None, "null"} and not showing.partner.lives_at(origin):
        name = origin[:LONGEST_ORIGIN]
        refused = jsonify(error=_("%(origin)s is no address of this partner", origin=name))
        refused.status_code = 403
        return _for_other_origins(refused)
    is_same = request.args.get("seen") == showing.edition
    answer = _for_other_origins(Response(status=204) if is_same else jsonify(_content(showing)))
    if origin:
        answer.headers["Access-Control-Allow-Origin"] = origin
    return answer


@blueprint.get("/widget/<key>/list.html")
def list_html(key: str) -> Response:
    """The list alone, with whole addresses, to be put into a page where that page is made."""
    showing = asked(key)
    return kept_by_caches(make_response(render_template("partners/_list.html", showing=showing)))


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
                "set": _set(post, partner),
                "category": post.category_name,
                "published": post.publish_at.isoformat(),
                "date": dated(post.publish_at),
            }
            for post in showing.posts
        ],
    }
