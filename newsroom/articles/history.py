"""The history of an article: who, when, what; any two revisions side by side; restore."""

import uuid
from datetime import datetime
from typing import Any

from flask import flash, render_template

from newsroom.articles.acting import back_to
from newsroom.articles.blueprint import blueprint
from newsroom.articles.categories import category_names
from newsroom.articles.figures import know_in_words, photo_in_words
from newsroom.articles.finding import find, find_revision, find_to_change
from newsroom.articles.forms import field_labels
from newsroom.articles.keeping import Typed, keep_typed
from newsroom.articles.models import Revision
from newsroom.articles.saves import saves
from newsroom.articles.wording import NAMES, Wording
from newsroom.database import commit_or_again
from newsroom.i18n import gettext as _
from newsroom.language.differences import Piece, by_paragraph, by_word
from newsroom.language.excerpts import plain
from newsroom.paging import asked_number
from newsroom.words import moment

PAGE = 50


@blueprint.get("/desk/articles/<int:article_id>/revisions")
def history(article_id: int) -> str:
    article = find(article_id)
    before = asked_number("before")
    lines, older = saves(article, PAGE, before)
    return render_template(
        "articles/history.html",
        article=article,
        revisions=lines,
        older=older,
        is_newest=before is None,
        nav="articles",
    )


@blueprint.get("/desk/articles/<int:article_id>/revisions/<int:number>")
def revision(article_id: int, number: int) -> str:
    article = find(article_id)
    found = find_revision(article, number)
    return render_template(
        "articles/revision.html", article=article, revision=found, nav="articles"
    )


@blueprint.get("/desk/articles/<int:article_id>/comparison")
def compare(article_id: int) -> str:
    """Two revisions, ``from`` and ``to``, what changed marked by word."""
    article = find(article_id)
    before = find_revision(article, asked_number("from"))
    after = find_revision(article, asked_number("to"))
    return render_template(
        "articles/comparison.html",
        article=article,
        before=before,
        after=after,
        changes=changes(before, after),
        body=by_paragraph(paragraphs(before.body), paragraphs(after.body)),
        nav="articles",
    )


@blueprint.post("/desk/articles/<int:article_id>/revisions/<int:number>/restoration")
def restore(article_id: int, number: int) -> Any:
    """Make an earlier text the working copy again, as a new revision: none is ever removed."""
    article = find_to_change(article_id)
    old = find_revision(article, number)
    base = article.working.number if article.working else 0
    wording, written_at = old.wording, old.created_at
    kept = commit_or_again(
        lambda: keep_typed(
            find_to_change(article_id),
            Typed(
                wording=wording,
                save_id=str(uuid.uuid4()),
                base_number=base,
                note=_("restored from revision %(number)s", number=number),
            ),
        )
    )
    flash(
        _(
            "Revision %(number)s of %(when)s is the working copy again.",
            number=number,
            when=moment(written_at),
        ),
        "done",
    )
    return back_to(kept.article)


def changes(before: Revision | Wording, after: Revision | Wording) -> list[tuple[str, list[Piece]]]:
    """The fields that differ, but for the body, each with its words."""
    labels = field_labels()
    return [(labels[name], words) for name, words in changed_fields(before, after).items()]


def changed_fields(before: Revision | Wording, after: Revision | Wording) -> dict[str, list[Piece]]:
    """The same by name."""
    names = [one for one in NAMES if one != "body" and getattr(before, one) != getattr(after, one)]
    categories = category_names() if "category_id" in names else {}
    know_in_words(before.lead_photo, after.lead_photo)

    def read(text: Revision | Wording, name: str) -> str:
        value = getattr(text, name)
        if name == "category_id":
            return categories.get(value or 0, "")
        if name == "lead_photo":
            return photo_in_words(value)
        return moment(value) if isinstance(value, datetime) else str(value or "")

    return {name: by_word(read(before, name), read(after, name)) for name in names}


def paragraphs(body: str) -> list[str]:
    """What a comparison shows, a photo with its name: another photo is another text."""
    return [text for text in plain(body, photo=_("Photo")).split("\n\n") if text]
