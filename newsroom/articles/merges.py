"""Merge: two people changed the same words, and one of them chooses. Neither text is ever lost."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import format_datetime
from flask_wtf import FlaskForm

from newsroom.articles.acting import back_to
from newsroom.articles.blueprint import blueprint
from newsroom.articles.categories import category_names
from newsroom.articles.figures import know_in_words, photo_in_words
from newsroom.articles.finding import find, find_revision, find_to_change
from newsroom.articles.forms import ArticleForm, field_labels
from newsroom.articles.joined import by_itself
from newsroom.articles.keeping import Outcome, Typed, keep_typed, wording_of
from newsroom.articles.models import Article, Revision
from newsroom.articles.wording import NAMES, Meeting, meet
from newsroom.database import commit_or_again
from newsroom.i18n import gettext as _
from newsroom.language.body import to_typed
from newsroom.language.differences import Piece, by_word
from newsroom.language.excerpts import plain
from newsroom.language.matching import Patience
from newsroom.language.merging import Clash

SHORT = {"headline", "lede", "byline", "tags", "source_name", "source_url", "photo_credit"}
SHORT |= {"lead_caption"}


@dataclass(frozen=True)
class Question:
    """One place where both changed the same: what it was, what it became on either side."""

    key: str
    label: str
    base: str
    theirs: list[Piece]
    mine: list[Piece]
    by_hand: str | None  # what the field for an own version holds; None where nothing can be typed
    can_keep_both: bool
    chosen: str = ""
    problem: str = ""


@blueprint.get("/desk/articles/<int:article_id>/merges/<int:number>")
def merge(article_id: int, number: int) -> Any:
    article = find(article_id)
    aside = _aside(article, number)
    if article.working is None:
        abort(404)
    return _page(article, aside, article.working, {})


@blueprint.post("/desk/articles/<int:article_id>/merges/<int:number>")
def resolve(article_id: int, number: int) -> Any:
    """Save what was chosen. If somebody has saved since the page was opened, it is merged again."""
    article = find_to_change(article_id)
    aside = _aside(article, number)
    shown = find_revision(article, _number(request.form.get("newest")))
    meeting = meet(wording_of(article, aside.base_number), shown.wording, aside.wording)
    chosen, problems = _chosen(meeting, request.form)
    if problems:
        return _page(article, aside, shown, request.form, problems), 422
    kept = commit_or_again(
        lambda: keep_typed(
            find_to_change(article_id),
            Typed(
                wording=replace(meeting.settled, **chosen),
                save_id=str(uuid.uuid4()),
                base_number=shown.number,
                note=_("chosen from revisions %(a)s and %(b)s", a=shown.number, b=number),
                resolves=number,
            ),
        )
    )
    if kept.outcome is Outcome.ASIDE:
        flash(_("Somebody has saved again meanwhile: choose once more."), "problem")
        return redirect(url_for(".merge", article_id=article_id, number=kept.revision.number), 303)
    flash(_("Both texts are together now. The history keeps each of them."), "done")
    return back_to(kept.article)


def _aside(article: Article, number: int) -> Revision:
    revision = find_revision(article, number)
    if not revision.is_aside:
        abort(404)
    return revision


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _page(
    article: Article,
    aside: Revision,
    newest: Revision,
    typed: Mapping[str, str],
    problems: Mapping[str, str] | None = None,
) -> str:
    base = wording_of(article, aside.base_number)
    meeting = meet(base, newest.wording, aside.wording)
    know_in_words(base.lead_photo, newest.lead_photo, aside.lead_photo)
    questions = [
        replace(
            question,
            chosen=typed.get(f"choice-{question.key}", ""),
            by_hand=typed.get(f"hand-{question.key}", question.by_hand),
            problem=(problems or {}).get(question.key, ""),
        )
        for question in _questions(meeting)
    ]
    return render_template(
        "articles/merge.html",
        article=article,
        aside=aside,
        newest=newest,
        questions=questions,
        joined=by_itself(base, newest, aside, meeting),
        form=FlaskForm(),
        nav="articles",
    )


def _questions(meeting: Meeting) -> list[Question]:
    labels = field_labels()
    fields = [
        _about_field(name, labels[name], *meeting.clashes[name])
        for name in NAMES
        if name in meeting.clashes
    ]
    clashes = [block for block in meeting.body if isinstance(block, Clash)]
    patience = Patience()
    return [
        *fields,
        *(_about_body(n, labels["body"], clash, patience) for n, clash in enumerate(clashes)),
    ]


def _about_field(name: str, label: str, base: Any, theirs: Any, mine: Any) -> Question:
    before, one, other = (_read(name, value) for value in (base, theirs, mine))
    return Question(
        key=name,
        label=label,
        base=before,
        theirs=by_word(before, one),
        mine=by_word(before, other),
        by_hand=other if name in SHORT else None,
        can_keep_both=False,
    )


def _about_body(number: int, label: str, clash: Clash, patience: Patience) -> Question:
    sides = ["".join(side) for side in (clash.base, clash.theirs, clash.mine)]
    before, one, other = map(plain, sides)
    if one == other:  # they differ only in formatting, which is shown as it is written
        before, one, other = sides
    return Question(
        key=f"body-{number}",
        label=label,
        base=before,
        theirs=by_word(before, one, patience),
        mine=by_word(before, other, patience),
        by_hand=to_typed("".join(clash.mine)),
        can_keep_both=bool(clash.theirs and clash.mine),
    )


def _read(name: str, value: Any) -> str:
    """A field's value as people read it."""
    if name == "category_id":
        return category_names().get(value or 0, "")
    if name == "lead_photo":
        return photo_in_words(value)
    if isinstance(value, datetime):
        return str(format_datetime(value, "d MMMM y, HH:mm"))
    return str(value or "")


def _chosen(meeting: Meeting, typed: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """What was chosen, by field; and by question, what is wrong with the answer."""
    problems: dict[str, str] = {}
    chosen: dict[str, Any] = {}
    for name, (_base, theirs, mine) in meeting.clashes.items():
        sides = {"theirs": theirs, "mine": mine}
        chosen[name], problems[name] = _answer(name, name, sides, typed, name in SHORT)
    body: list[str] = []
    by_hand = ""
    number = 0
    for block in meeting.body:
        if isinstance(block, str):
            body.append(block)
            continue
        key = f"body-{number}"
        text, problems[key] = _answer(key, "body", _sides_of(block), typed)
        by_hand = key if typed.get(f"choice-{key}") == "hand" else by_hand
        body.append(text or "")
        number += 1
    whole = "".join(body)
    if by_hand and not any(problems.values()):
        problems[by_hand] = ArticleForm.one("body", whole)[1]
    return {**chosen, "body": whole}, {key: said for key, said in problems.items() if said}


def _sides_of(clash: Clash) -> dict[str, str]:
    both = [*clash.theirs, *clash.mine]
    sides = {"theirs": clash.theirs, "mine": clash.mine, "both": both}
    return {answer: "".join(blocks) for answer, blocks in sides.items()}


def _answer(
    key: str, name: str, sides: Mapping[str, Any], typed: Mapping[str, str], may_type: bool = True
) -> tuple[Any, str]:
    """What stays by this answer, and what is wrong with it; what is typed is judged by the form."""
    answer = typed.get(f"choice-{key}", "")
    if answer == "hand" and may_type:
        return ArticleForm.one(name, typed.get(f"hand-{key}", ""))
    return (sides[answer], "") if answer in sides else (None, str(_("Choose one")))
