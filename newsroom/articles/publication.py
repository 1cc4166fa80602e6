"""Publication: put an article live, now or at its time; take it down; give it another address."""

from typing import Any

from flask import current_app, flash, redirect, url_for
from sqlalchemy import select

from newsroom.articles import addresses, editing, outside
from newsroom.articles.acting import act, back_to
from newsroom.articles.blueprint import blueprint
from newsroom.articles.corrections import Correction
from newsroom.articles.filing import refile
from newsroom.articles.finding import find_to_change
from newsroom.articles.forms import ArticleForm, SlugForm, TakeDownForm
from newsroom.articles.models import Article, NotPublishable, Revision, State
from newsroom.articles.notes import Event, Note
from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.security import editors_only
from newsroom.staff import me
from newsroom.words import moment


@blueprint.post("/desk/articles/publication")
@editors_only
def create_and_publish() -> Any:
    return act(None, put_out, _say_it_is_out)


@blueprint.post("/desk/articles/<int:article_id>/publication")
@editors_only
def publish(article_id: int) -> Any:
    """Save what stands in the form, then put it out: nobody publishes less than they see."""
    return act(article_id, put_out, _say_it_is_out)


@blueprint.post("/desk/articles/<int:article_id>/take-down")
@editors_only
def take_down(article_id: int) -> Any:
    article = find_to_change(article_id)
    form = TakeDownForm()
    if not form.validate():
        return editing.page(editing.form_for(article), article, take_down_form=form), 422
    stood_in = outside.stands_in(article_id)
    article.take_down(form.reason.data)
    refile(db.session, article)
    outside.tell(article, stood_in)
    remark(article, Event.TAKEN_DOWN, form.reason.data)
    db.session.commit()
    if article.state is State.TAKEN_DOWN:
        flash(_("Taken down “%(headline)s”.", headline=article.headline), "done")
    else:
        flash(_("“%(headline)s” is a draft again.", headline=article.headline), "done")
    return redirect(url_for(".edit", article_id=article_id), 303)


@blueprint.post("/desk/articles/<int:article_id>/slug")
@editors_only
def change_slug(article_id: int) -> Any:
    article = find_to_change(article_id)
    form = SlugForm()
    if not form.validate():
        return editing.page(editing.form_for(article), article, slug_form=form), 422
    try:
        addresses.change_slug(db.session, article, form.slug.data)
    except addresses.NotAnAddress as problem:
        form.slug.errors = [str(problem)]
        return editing.page(editing.form_for(article), article, slug_form=form), 422
    outside.tell(article, outside.stands_in(article_id))
    db.session.commit()
    flash(_("The page now lives at /news/%(slug)s.", slug=article.slug), "done")
    return redirect(url_for(".edit", article_id=article_id), 303)


def put_out(article: Article, form: ArticleForm) -> None:
    """Publish as the form says: when, and what readers are told of a change."""
    _ask_for_a_second_pair_of_eyes(article)
    was_live = article.is_live
    tells = form.update_kind.data if was_live else "silent"
    if tells == "correction" and not form.correction.data:
        raise NotPublishable(_("Say what was wrong and what is right"), "correction")
    at = form.planned_at if form.going_out.data == "schedule" else None
    stood_in = outside.stands_in(article.id)
    article.publish(at, silently=tells == "silent")
    refile(db.session, article)
    outside.tell(article, stood_in)
    if tells == "correction":
        db.session.add(
            Correction(article_id=article.id, author_id=me().id, text=form.correction.data)
        )
    event = Event.UPDATED if was_live else Event.SCHEDULED if at else Event.PUBLISHED
    remark(article, event, form.correction.data if tells == "correction" else "")


def remark(article: Article, event: Event, text: str = "") -> None:
    """Note in the article's thread what somebody did with it."""
    db.session.add(
        Note(article_id=article.id, author_id=me().id, event=event.value, text=text or "")
    )


def _ask_for_a_second_pair_of_eyes(article: Article) -> None:
    """By this setting nobody publishes what only they have touched."""
    if not current_app.config["SECOND_PAIR_OF_EYES"]:
        return
    writers = select(Revision.author_id).where(Revision.article_id == article.id).distinct()
    if set(db.session.scalars(writers)) <= {me().id}:
        raise NotPublishable(
            _("Only you have worked on this text. Ask a colleague to read and save it"), "headline"
        )


def _say_it_is_out(article: Article) -> Any:
    if article.state is State.SCHEDULED and article.publish_at:
        when = moment(article.publish_at)
        flash(_("“%(headline)s” goes out %(when)s.", headline=article.headline, when=when), "done")
    else:
        flash(_("Published “%(headline)s”.", headline=article.headline), "done")
    return back_to(article)
