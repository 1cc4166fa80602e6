"""Preview: the working copy as readers will see it, for the desk and by a link."""

from typing import Any

from flask import (
    Response,
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask_wtf import FlaskForm
from itsdangerous import BadSignature, URLSafeSerializer

from newsroom import clock
from newsroom.articles.blueprint import blueprint
from newsroom.articles.finding import find, find_to_change
from newsroom.articles.preview_links import LIVES, PreviewLink
from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.staff import me


@blueprint.get("/desk/articles/<int:article_id>/preview")
def preview(article_id: int) -> str:
    """The page with everything around it: widths, the search result, the social card, the links."""
    article = find(article_id)
    links = db.session.scalars(PreviewLink.open().where(PreviewLink.article_id == article.id))
    return render_template(
        "articles/preview.html",
        article=article,
        revision=article.working,
        links=[(link, url_of(link)) for link in links],
        form=FlaskForm(),
        nav="articles",
    )


@blueprint.post("/desk/articles/<int:article_id>/previews")
def make_preview_link(article_id: int) -> Any:
    article = find_to_change(article_id)
    link = PreviewLink(article_id=article.id, author_id=me().id, ends_at=clock.now() + LIVES)
    db.session.add(link)
    db.session.commit()
    flash(_("The link works for two days. Whoever has it can read the text."), "done")
    return redirect(url_for(".preview", article_id=article_id), 303)


@blueprint.post("/desk/articles/<int:article_id>/previews/<int:link_id>/revocation")
def revoke_preview_link(article_id: int, link_id: int) -> Any:
    find_to_change(article_id)
    link = db.session.get(PreviewLink, link_id)
    if link is None or link.article_id != article_id:
        abort(404)
    link.revoked_at = link.revoked_at or clock.now()
    db.session.commit()
    flash(_("The link no longer works."), "done")
    return redirect(url_for(".preview", article_id=article_id), 303)


@blueprint.get("/preview/<token>")
def shared_preview(token: str) -> Response:
    """For somebody without an account. A link that ended says no more than one that never was."""
    try:
        link_id = int(_signer().loads(token))
    except (BadSignature, ValueError, TypeError):
        abort(404)
    link = db.session.scalar(PreviewLink.open().where(PreviewLink.id == link_id))
    if link is None or link.article.working is None:
        abort(404)
    page = render_template(
        "articles/shared_preview.html", article=link.article, revision=link.article.working
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def token_of(link: PreviewLink) -> str:
    """The link's own word: nobody makes one without our secret key."""
    return str(_signer().dumps(link.id))


def url_of(link: PreviewLink) -> str:
    path = url_for("articles.shared_preview", token=token_of(link))
    return f"{current_app.config['BASE_URL']}{path}"


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEYS"], salt="preview")
