"""Autosave: the same save, sent by the page itself while somebody types; it answers in JSON.

The page shows «Збережено о 14:02» only after this answer, and sends a save again, by the same
``save_id``, until it has one.
"""

from dataclasses import asdict
from typing import Any

from flask import jsonify, render_template, request, url_for

from newsroom.articles import editing, second_pair
from newsroom.articles.acting import is_empty, merged_sentence
from newsroom.articles.blueprint import blueprint
from newsroom.articles.finding import find
from newsroom.articles.forms import ArticleForm, planned_fields
from newsroom.articles.joined import came_in
from newsroom.articles.keeping import Kept, Outcome, keep, keep_new
from newsroom.articles.presences import note_absence, note_presence
from newsroom.database import commit_or_again, db, reads_first
from newsroom.i18n import gettext as _
from newsroom.staff import me
from newsroom.watch.metrics import saves
from newsroom.words import short_moment


@blueprint.post("/desk/articles/autosaves")
@reads_first
def autosave_new() -> Any:
    return _autosave(None)


@blueprint.post("/desk/articles/<int:article_id>/autosaves")
@reads_first
def autosave(article_id: int) -> Any:
    return _autosave(article_id)


def _autosave(article_id: int | None) -> Any:
    form = editing.submitted_form()
    if not form.validate() or (article_id is None and is_empty(form)):
        if article_id is not None:
            find(article_id)  # whose article it is not hears that, whatever they typed
        saves.labels("refused").inc()
        return jsonify(outcome="refused", errors=form.errors), 422
    by_itself = request.form.get("by_itself") == "1"

    def work() -> dict[str, Any]:
        kept = (
            keep_new(form, is_autosave=by_itself)
            if article_id is None
            else keep(article_id, form, is_autosave=by_itself)
        )
        if not by_itself and kept.outcome is Outcome.SAVED:
            second_pair.note_reading(kept.article, form)
        is_leaving = bool(request.form.get("leaving"))
        (note_absence if is_leaving else note_presence)(db.session, kept.article.id, me())
        return _told(kept, form)

    told = commit_or_again(work)
    saves.labels(told["outcome"]).inc()
    answer = jsonify(told)
    answer.status_code = 201 if article_id is None else 200
    return answer


def _told(kept: Kept, form: ArticleForm) -> dict[str, Any]:
    """What the page needs to go on: the next base, the addresses, and after a merge the words."""
    article, revision = kept.article, kept.revision
    is_aside = kept.outcome is Outcome.ASIDE
    told: dict[str, Any] = {
        "outcome": kept.outcome.value,
        "number": revision.base_number if is_aside else revision.number,
        "label": _("Saved at %(time)s", time=short_moment(revision.created_at)),
        "addresses": _addresses(article.id),
    }
    if kept.outcome is Outcome.MERGED:
        told["message"] = merged_sentence(kept)
        told["wording"] = asdict(revision.wording) | {"planned_at": None}
        joined = came_in(article, form.wording(revision), form.base_number, revision)
        told["joined"] = render_template("articles/_joined.html", joined=joined)
        told["planned"] = planned_fields(revision.planned_at)
    if is_aside:
        told["label"] = _("Kept beside: two people changed the same words")
        told["merge"] = url_for(".merge", article_id=article.id, number=revision.number)
    return told


def _addresses(article_id: int) -> dict[str, str]:
    ends = {
        "edit": "edit",
        "save": "save",
        "autosave": "autosave",
        "publish": "publish",
        "submit": "submit",
        "presence": "be_present",
        "checklist": "checklist",
    }
    return {name: url_for(f".{end}", article_id=article_id) for name, end in ends.items()}
