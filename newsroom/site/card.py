"""The card of an article: the one page that every site may frame, in the manner of WordPress."""

from collections.abc import Mapping
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from newsroom.headers import may_be_framed_by

ANYBODY = ["*"]


def is_asked_for() -> bool:
    """By the parameter that WordPress's own articles have for it."""
    return request.args.get("embed") == "true"


def card(article: Mapping[str, Any], is_corrected: bool) -> Response:
    page = render_template("site/card.html", article=article, is_corrected=is_corrected)
    return may_be_framed_by(make_response(page), ANYBODY)


def card_has_moved(slug: str) -> Response:
    """A frame that stands somewhere with a former address goes on showing the card."""
    answer = make_response(redirect(url_for("site.article", slug=slug, embed="true"), 301))
    return may_be_framed_by(answer, ANYBODY)
