"""Noting in an article's thread what somebody did with it: once, however often it was sent."""

from sqlalchemy import select

from newsroom.articles.forms import ArticleForm
from newsroom.articles.models import Article
from newsroom.articles.notes import Event, Note
from newsroom.database import db
from newsroom.staff import me


def note_press(article: Article, form: ArticleForm, event: Event, text: str = "") -> None:
    """Note what a button of the editor did, and of which press it was."""
    save_id = next(iter(form.sent_ids), "")
    db.session.add(_note(article, event, text, save_id))


def was_pressed(article: Article, form: ArticleForm, events: set[Event], text: str = "") -> bool:
    """Whether one of ``events`` came of this very press already, and its answer was lost.

    A page repeats the ids of the presses that it heard nothing of.
    """
    same = select(Note.id).where(
        Note.article_id == article.id,
        Note.author_id == me().id,
        Note.save_id.in_(form.sent_ids),
        Note.event.in_(events),
        Note.text == text,
    )
    return db.session.scalar(same.limit(1)) is not None


def note_once(article: Article, event: Event, text: str) -> None:
    """Note it, unless it was the last thing noted: then the same form came twice."""
    last = db.session.scalar(Note.of(article.id).limit(1))
    if last is None or (last.author_id, last.event, last.text) != (me().id, event, text):
        db.session.add(_note(article, event, text))


def _note(article: Article, event: Event, text: str, save_id: str = "") -> Note:
    return Note(
        article_id=article.id, author_id=me().id, event=event.value, text=text, save_id=save_id
    )
