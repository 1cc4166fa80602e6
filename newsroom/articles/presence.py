"""The editor's poll: I am here; who else is, and has anybody saved a newer revision?"""

import hashlib
from dataclasses import dataclass
from typing import Any

from flask import Response, render_template, request, url_for
from flask_login import current_user

from newsroom.articles.blueprint import blueprint
from newsroom.articles.finding import find
from newsroom.articles.models import Article
from newsroom.articles.presences import Presence, note_absence, note_presence
from newsroom.database import db
from newsroom.staff import me

INTERVAL = 20  # seconds: 180 polls an hour of an open, idle editor


@dataclass(frozen=True)
class Company:
    """Who else is here, and the newest revision, as one editor's page shows them."""

    others: list[Presence]
    number: int
    saved_by: str
    is_mine: bool
    poll_url: str
    interval: int = INTERVAL

    @property
    def edition(self) -> str:
        """A fingerprint of what is shown."""
        shown = [(p.staff_id, p.began_at.isoformat()) for p in self.others]
        return hashlib.blake2b(repr((shown, self.number)).encode(), digest_size=9).hexdigest()


@blueprint.post("/desk/articles/<int:article_id>/presence")
def be_present(article_id: int) -> Any:
    """Note that this person has the article open; 204 while there is nothing new to tell them."""
    article = find(article_id)
    if request.form.get("leaving"):
        note_absence(db.session, article_id, me())
        db.session.commit()
        return Response(status=204)
    note_presence(db.session, article_id, me())
    db.session.commit()
    shown = company(article)
    if request.form.get("seen") == shown.edition:
        return Response(status=204)
    return render_template("articles/_company.html", company=shown)


def company(article: Article) -> Company:
    here = db.session.scalars(Presence.here().where(Presence.article_id == article.id))
    working = article.working
    author = working.author if working else None
    return Company(
        others=[presence for presence in here if presence.staff_id != current_user.id],
        number=working.number if working else 0,
        saved_by=author.name if author else "",
        is_mine=author is not None and author.id == current_user.id,
        poll_url=url_for(".be_present", article_id=article.id),
    )
