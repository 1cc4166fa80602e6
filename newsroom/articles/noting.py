"""The thread of notes: what somebody did is noted once, however often it was sent; and reading."""

from typing import Any

from sqlalchemy import select

from newsroom.articles.forms import ArticleForm
from newsroom.articles.models import Article
from newsroom.articles.notes import Event, Note
from newsroom.database import db
from newsroom.paging import cut
from newsroom.staff import me

PAGE = 30


def thread(article_id: int, before: int | None = None) -> dict[str, Any]:
    """A page of the thread, and the id that the rest precedes, for the templates that show it."""
    query = Note.of(article_id)
    if before is not None:
        query = query.where(Note.id < before)
    notes, is_more = cut(db.session.scalars(query.limit(PAGE + 1)).all(), PAGE)
    return {"notes": notes, "older_notes": notes[-1].id if is_more else None}


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


def last_done(article: Article, events: set[Event]) -> str | None:
    """Which of ``events`` was the last, as the thread tells."""
    told = Note.of(article.id).where(Note.event.in_(events))
    return db.session.scalar(told.with_only_columns(Note.event).limit(1))


def note_once(article: Article, event: Event, text: str) -> None:
    """Note it, unless it was the last thing noted: then the same form came twice."""
    last = db.session.scalar(Note.of(article.id).limit(1))
    if last is None or (last.author_id, last.event, last.text) != (me().id, event, text):
        db.session.add(_note(article, event, text))


def _note(article: Article, event: Event, text: str, save_id: str = "") -> Note:
    return Note(
        article_id=article.id, author_id=me().id, event=event.value, text=text, save_id=save_id
    )
