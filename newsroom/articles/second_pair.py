"""The second pair of eyes: by this setting nobody publishes what only they have seen."""

from flask import current_app
from sqlalchemy import select, union

from newsroom.articles.forms import ArticleForm
from newsroom.articles.models import Article, NotPublishable, Revision
from newsroom.articles.notes import Event, Note
from newsroom.articles.noting import note_press, was_pressed
from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.staff import me

READERS = {Event.APPROVED, Event.READ}


def ask_for_it(article: Article) -> None:
    """Raises NotPublishable while nobody else has written, approved or read the text."""
    if not _is_asked_for():
        return
    wrote = select(Revision.author_id).where(Revision.article_id == article.id)
    read = select(Note.author_id).where(Note.article_id == article.id, Note.event.in_(READERS))
    if set(db.session.scalars(union(wrote, read))) <= {me().id, None}:
        raise NotPublishable(
            _(
                "Only you have seen this text. It can go out when a colleague has approved,"
                " changed or saved it"
            ),
            "headline",
        )


def note_reading(article: Article, form: ArticleForm) -> None:
    """Who saves a colleague's text unchanged has read it."""
    working = article.working
    is_theirs = working is not None and working.author_id != me().id
    if _is_asked_for() and is_theirs and not was_pressed(article, form, {Event.READ}):
        note_press(article, form, Event.READ)


def _is_asked_for() -> bool:
    return bool(current_app.config["SECOND_PAIR_OF_EYES"])
