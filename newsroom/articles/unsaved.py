"""A text that a browser kept and the server has not: how it differs, before it is taken back."""

from typing import Any

from flask import Response, abort, render_template
from flask_login import current_user

from newsroom.articles import editing
from newsroom.articles.blueprint import blueprint
from newsroom.articles.finding import find
from newsroom.articles.forms import ArticleForm
from newsroom.articles.history import changes, paragraphs
from newsroom.articles.keeping import Met, Typed, earlier_saves, meet_newest
from newsroom.articles.models import Article
from newsroom.articles.wording import Wording
from newsroom.database import only_reads
from newsroom.language.differences import Piece, by_paragraph


@blueprint.post("/desk/articles/unsaved")
@only_reads
def compare_unsaved_new() -> Any:
    return _compare(None)


@blueprint.post("/desk/articles/<int:article_id>/unsaved")
@only_reads
def compare_unsaved(article_id: int) -> Any:
    return _compare(find(article_id))


def _compare(article: Article | None) -> Any:
    """What taking the text back would change; 204 when the server has all of it."""
    form = editing.submitted_form()
    form.validate()
    if form.body.errors:  # nothing can be said of it: the browser shows it as it is
        abort(422)
    earlier = earlier_saves(form)
    if article is None and earlier:  # its first save did come
        article = find(earlier[-1].article_id)
    saved = article.working.wording if article and article.working else _nothing_yet()
    typed = Typed(
        form.wording(article.working if article else None), form.save_uuid, form.base_number
    )
    met = meet_newest(article, typed, earlier) if article else Met(typed.wording, 0)
    differing = [*changes(saved, met.wording), *_said_once(form)]
    body = by_paragraph(paragraphs(saved.body), paragraphs(met.wording.body))
    if not differing and saved.body == met.wording.body:
        return Response(status=204)
    return render_template(
        "articles/_unsaved.html", changes=differing, body=body, is_settled=met.is_settled
    )


def _nothing_yet() -> Wording:
    return Wording(byline=current_user.name)


def _said_once(form: ArticleForm) -> list[tuple[str, list[Piece]]]:
    """What goes with one save or publication, and is kept in no revision."""
    fields = (form.note, form.correction)
    return [(f.label.text, [Piece("added", f.data)]) for f in fields if f.data]
