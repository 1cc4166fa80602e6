"""The editor's buttons: keep what stands in the form, then do what the button says."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, url_for

from newsroom.articles import editing
from newsroom.articles.finding import find
from newsroom.articles.forms import ArticleForm
from newsroom.articles.keeping import Kept, Outcome, keep, keep_new
from newsroom.articles.models import Article, NotPublishable
from newsroom.database import commit_or_again
from newsroom.i18n import gettext as _
from newsroom.staff import me
from newsroom.watch.metrics import saves

Verb = Callable[[Article, ArticleForm], None]
Done = Callable[[Article], Any]


def act(article_id: int | None, verb: Verb | None, done: Done) -> Any:
    """Save the submitted form, do ``verb`` with the article, commit both, and answer.

    The text is kept whatever becomes of the verb. When it had to be merged with somebody else's or
    set aside, the verb waits: nobody publishes a text that they have not seen.
    """
    form = editing.submitted_form()
    if not form.validate() or (article_id is None and is_empty(form)):
        article = None if article_id is None else find(article_id)
        saves.labels("refused").inc()
        return editing.page(form, article), 422
    problems: list[NotPublishable] = []

    def work() -> Kept:
        kept = keep_new(form) if article_id is None else keep(article_id, form)
        problems.clear()
        if verb and kept.outcome is Outcome.SAVED:
            try:
                verb(kept.article, form)
            except NotPublishable as problem:
                problems.append(problem)
        return kept

    kept = commit_or_again(work)
    saves.labels(kept.outcome.value).inc()
    if problems:
        return _refused(problems[0], form, kept.article)
    return _met(kept) if kept.outcome is not Outcome.SAVED else done(kept.article)


def back_to(article: Article) -> Any:
    return redirect(url_for("articles.edit", article_id=article.id), 303)


def is_empty(form: ArticleForm) -> bool:
    if not form.wording().is_empty:
        return False
    form.headline.errors = [_("Write a headline or some text first")]
    return True


def merged_sentence(kept: Kept) -> str:
    """What happened to a text that met somebody else's: which revision has both."""
    revision = kept.revision
    if revision.author and revision.author != me():
        return str(
            _(
                "Revision %(number)s (%(name)s) has come meanwhile. It is here now, together with"
                " all that you have changed.",
                number=revision.number,
                name=revision.author.name,
            )
        )
    return str(
        _(
            "While you were writing, somebody else saved too. Revision %(number)s has both your"
            " changes and theirs: read it once more.",
            number=revision.number,
        )
    )


def _met(kept: Kept) -> Any:
    if kept.outcome is Outcome.MERGED:
        flash(merged_sentence(kept), "done")
        return back_to(kept.article)
    address = url_for("articles.merge", article_id=kept.article.id, number=kept.revision.number)
    return redirect(address, 303)


def _refused(problem: NotPublishable, form: ArticleForm, article: Article) -> Any:
    """The text is saved; the form says what is missing for the rest."""
    form.renew(article.working)
    field = form[problem.field or "headline"]
    field.errors = [*field.errors, str(problem)]
    return editing.page(form, find(article.id), is_kept=True), 422
