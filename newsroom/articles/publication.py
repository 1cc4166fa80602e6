"""Publication: put an article live, now or at its time; take it down; give it another address."""

from typing import Any

from flask import flash, redirect, url_for

from newsroom import clock
from newsroom.articles import addresses, editing, outside, second_pair
from newsroom.articles.acting import act, back_to
from newsroom.articles.blueprint import blueprint
from newsroom.articles.corrections import Correction
from newsroom.articles.filing import refile
from newsroom.articles.finding import find_to_change
from newsroom.articles.forms import ArticleForm, SlugForm, TakeDownForm
from newsroom.articles.models import Article, NotPublishable, State
from newsroom.articles.notes import Event
from newsroom.articles.noting import last_done, note_once, note_press, was_pressed
from newsroom.articles.photo_rules import refuse_troubled
from newsroom.articles.preview_links import revoke_all
from newsroom.database import commit_or_again, db, reads_first
from newsroom.i18n import gettext as _
from newsroom.security import editors_only
from newsroom.staff import me
from newsroom.watch.metrics import publications
from newsroom.words import in_quotes, moment

OUT = {Event.PUBLISHED, Event.SCHEDULED, Event.UPDATED}


@blueprint.post("/desk/articles/publication")
@reads_first
@editors_only
def create_and_publish() -> Any:
    return act(None, put_out, _say_it_is_out)


@blueprint.post("/desk/articles/<int:article_id>/publication")
@reads_first
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
    was_down = article.state is State.TAKEN_DOWN
    article.take_down(form.reason.data)
    refile(db.session, article)
    outside.tell(article, stood_in)
    if article.state is State.TAKEN_DOWN:
        revoke_all(db.session, article.id)
    if not was_down:
        note_once(article, Event.TAKEN_DOWN, form.reason.data)
    db.session.commit()
    publications.labels("taken_down").inc(not was_down)
    if article.state is State.TAKEN_DOWN:
        flash(_("Taken down “%(headline)s”.", headline=in_quotes(article.headline)), "done")
    else:
        flash(_("“%(headline)s” is a draft again.", headline=in_quotes(article.headline)), "done")
    return redirect(url_for(".edit", article_id=article_id), 303)


@blueprint.post("/desk/articles/<int:article_id>/slug")
@editors_only
def change_slug(article_id: int) -> Any:
    form = SlugForm()

    def work() -> Article | None:
        article = find_to_change(article_id)
        if not form.validate():
            return None
        try:
            addresses.change_slug(db.session, article, form.slug.data)
        except addresses.NotAnAddress as problem:
            form.slug.errors = [str(problem)]
            return None
        outside.tell(article, outside.stands_in(article_id))
        return article

    article = commit_or_again(work)
    if article is None:
        found = find_to_change(article_id)
        return editing.page(editing.form_for(found), found, slug_form=form), 422
    flash(_("The page now lives at /news/%(slug)s.", slug=article.slug), "done")
    return redirect(url_for(".edit", article_id=article_id), 303)


def put_out(article: Article, form: ArticleForm) -> None:
    """Publish as the form says: when, and what readers are told of a change."""
    second_pair.ask_for_it(article)
    was_live, was_seen = article.is_live, article.was_live
    tells = form.update_kind.data if was_live else "silent"
    told = form.correction.data if tells == "correction" else ""
    is_told = was_pressed(article, form, OUT, told)
    if is_told and not article.has_unpublished_changes:
        return  # all of it is done, and the answer was lost
    if tells == "correction" and not told:
        raise NotPublishable(_("Say what was wrong and what is right"), "correction")
    at = form.planned_at if form.going_out.data == "schedule" else None
    if article.working:
        refuse_troubled(article.working.wording, at or clock.now())
    stood_in = outside.stands_in(article.id)
    article.publish(at, silently=tells == "silent")
    if not was_seen:
        addresses.settle(db.session, article)
    refile(db.session, article)
    outside.tell(article, stood_in)
    if told and not is_told:
        now = article.updated_at = clock.now()  # also when nothing but the note is new
        note = Correction(article_id=article.id, author_id=me().id, text=told, created_at=now)
        db.session.add(note)
    event = Event.UPDATED if was_live else Event.SCHEDULED if at else Event.PUBLISHED
    note_press(article, form, event, told)


def _say_it_is_out(article: Article) -> Any:
    if article.state is State.SCHEDULED and article.publish_at:
        when = moment(article.publish_at)
        publications.labels("scheduled").inc()
        flash(
            _("“%(headline)s” goes out %(when)s.", headline=in_quotes(article.headline), when=when),
            "done",
        )
    elif last_done(article, OUT) == Event.UPDATED:
        publications.labels("updated").inc()
        flash(
            _("Published the update: “%(headline)s”.", headline=in_quotes(article.headline)), "done"
        )
    else:
        publications.labels("published").inc()
        flash(_("Published “%(headline)s”.", headline=in_quotes(article.headline)), "done")
    return back_to(article)
