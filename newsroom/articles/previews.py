"""Preview: the working copy as readers will see it, for the desk and by a link."""

from datetime import datetime, timedelta
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
from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from newsroom import clock
from newsroom.articles.blueprint import blueprint
from newsroom.articles.finding import find, find_to_change
from newsroom.articles.models import Article
from newsroom.database import Base, db
from newsroom.i18n import gettext as _
from newsroom.staff import me

LIVES = timedelta(hours=48)


class PreviewLink(Base):
    """A link that shows an article's working copy to whoever has it, until it ends."""

    __tablename__ = "preview_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), index=True
    )
    author_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ends_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    article: Mapped[Article] = relationship()

    @classmethod
    def open(cls) -> Select[tuple["PreviewLink"]]:
        """Those that work now, the newest first."""
        return (
            select(cls)
            .where(cls.ends_at > clock.now(), cls.revoked_at.is_(None))
            .order_by(cls.id.desc())
        )

    @property
    def token(self) -> str:
        """The link's own word: nobody makes one without our secret key."""
        return str(_signer().dumps(self.id))

    @property
    def url(self) -> str:
        path = url_for("articles.shared_preview", token=self.token)
        return f"{current_app.config['BASE_URL']}{path}"


@blueprint.get("/desk/articles/<int:article_id>/preview")
def preview(article_id: int) -> str:
    """The page with everything around it: widths, the search result, the social card, the links."""
    article = find(article_id)
    links = db.session.scalars(PreviewLink.open().where(PreviewLink.article_id == article.id))
    return render_template(
        "articles/preview.html",
        article=article,
        revision=article.working,
        links=list(links),
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


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="preview")
