"""The way to readers: a reporter submits, an editor approves or returns, and they write notes."""

from typing import Any

from flask import flash, redirect, render_template, url_for

from newsroom.articles import editing
from newsroom.articles.acting import act, back_to
from newsroom.articles.blueprint import blueprint
from newsroom.articles.finding import find, find_to_change
from newsroom.articles.forms import ArticleForm, NoteForm
from newsroom.articles.models import Article
from newsroom.articles.notes import Event
from newsroom.articles.noting import note_once, note_press, thread, was_pressed
from newsroom.database import db, reads_first
from newsroom.i18n import gettext as _
from newsroom.paging import asked_number
from newsroom.security import editors_only
from newsroom.words import in_quotes


@blueprint.post("/desk/articles/submission")
@reads_first
def create_and_submit() -> Any:
    return act(None, _submit, _say_it_is_submitted)


@blueprint.post("/desk/articles/<int:article_id>/submission")
@reads_first
def submit(article_id: int) -> Any:
    return act(article_id, _submit, _say_it_is_submitted)


@blueprint.post("/desk/articles/<int:article_id>/approval")
@reads_first
@editors_only
def approve(article_id: int) -> Any:
    return act(article_id, _approve, _say_it_is_approved)


@blueprint.post("/desk/articles/<int:article_id>/return")
@editors_only
def send_back(article_id: int) -> Any:
    """Back to who writes it, with a note that says why."""
    article = find_to_change(article_id)
    form = NoteForm(prefix="return")
    if not form.validate():
        return editing.page(editing.form_for(article), article, return_form=form), 422
    article.send_back()
    note_once(article, Event.RETURNED, form.text.data)
    db.session.commit()
    flash(_("“%(headline)s” is back with its author.", headline=_named(article)), "done")
    return redirect(url_for(".board", state="waiting"), 303)


@blueprint.post("/desk/articles/<int:article_id>/notes")
def add_note(article_id: int) -> Any:
    article = find_to_change(article_id)
    form = NoteForm()
    if not form.validate():
        return editing.page(editing.form_for(article), article, note_form=form), 422
    note_once(article, Event.NOTE, form.text.data)
    db.session.commit()
    return redirect(url_for(".edit", article_id=article_id, _anchor="notes"), 303)


@blueprint.get("/desk/articles/<int:article_id>/notes")
def older_notes(article_id: int) -> str:
    """The thread on a page of its own, from the note before ``before`` on."""
    article = find(article_id)
    notes = thread(article.id, asked_number("before"))
    return render_template("articles/notes.html", article=article, **notes, nav="articles")


def _submit(article: Article, form: ArticleForm) -> None:
    if not was_pressed(article, form, {Event.SUBMITTED}, form.note.data):
        article.submit()
        note_press(article, form, Event.SUBMITTED, form.note.data)


def _approve(article: Article, form: ArticleForm) -> None:
    if not was_pressed(article, form, {Event.APPROVED}, form.note.data):
        article.approve()
        note_press(article, form, Event.APPROVED, form.note.data)


def _say_it_is_submitted(article: Article) -> Any:
    flash(_("“%(headline)s” waits for an editor.", headline=_named(article)), "done")
    return back_to(article)


def _say_it_is_approved(article: Article) -> Any:
    flash(_("“%(headline)s” is approved.", headline=_named(article)), "done")
    return back_to(article)


def _named(article: Article) -> str:
    return in_quotes(article.working.headline if article.working else "") or "…"
