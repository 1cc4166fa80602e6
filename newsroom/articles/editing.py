"""The page where an article is written: how it is filled and shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template, url_for
from flask_login import current_user
from wtforms import SelectChoice

from newsroom.articles.categories import category_names
from newsroom.articles.figures import photo_called
from newsroom.articles.forms import ArticleForm, NoteForm, SlugForm, TakeDownForm
from newsroom.articles.models import Article, State
from newsroom.articles.noting import thread
from newsroom.articles.presence import company
from newsroom.articles.saves import newest
from newsroom.i18n import gettext as _
from newsroom.photos.models import Photo

REVISIONS_SHOWN = 6


def form_for(article: Article | None) -> ArticleForm:
    """A form to go on from the working copy; a new one is signed by who opens it."""
    form = ArticleForm.of(article.working if article else None, byline=current_user.name)
    return with_choices(form)


def submitted_form() -> ArticleForm:
    return with_choices(ArticleForm())


def with_choices(form: ArticleForm) -> ArticleForm:
    form.category.choices = [SelectChoice(*choice) for choice in category_names().items()]
    if not current_user.may_publish:
        form.going_out.label.text = _("When it should go out")
        ready, later = _("When an editor has read it"), _("At a time")
        form.going_out.choices = [SelectChoice("now", ready), SelectChoice("schedule", later)]
    return form


def page(form: ArticleForm, article: Article | None, **more: Any) -> str:
    """The editor around ``form``, which holds what was typed or saved."""
    context: dict[str, Any] = {"slug_form": None}
    lines, unsettled = newest(article, REVISIONS_SHOWN) if article else ([], [])
    if article is not None:
        editors_forms = {
            "slug_form": SlugForm(formdata=None, slug=article.slug),
            "take_down_form": TakeDownForm(formdata=None),
            "return_form": NoteForm(formdata=None, prefix="return"),
        }
        context = {
            **(editors_forms if current_user.may_publish else {}),
            "note_form": NoteForm(formdata=None),
            "company": company(article),
            **thread(article.id),
        }
    return render_template(
        "articles/edit.html",
        **context | more,
        article=_shown(article),
        form=form,
        revisions=lines,
        unsettled=unsettled,
        can_publish=current_user.may_publish,
        lead_photo=_lead_photo(form, article),
        **_addresses(article),
    )


def _lead_photo(form: ArticleForm, article: Article | None) -> Photo | None:
    """The one in the form; mostly it came with the working copy."""
    working = article.working if article else None
    name = form.lead_photo.data or ""
    return working.lead if working and working.lead_photo == name else photo_called(name)


def _addresses(article: Article | None) -> dict[str, str | None]:
    """Where each button of the form sends it."""
    number = article.id if article else None
    if article is None:
        ends = ("create", "create_and_publish", "create_and_submit", "autosave_new")
    else:
        ends = ("save", "publish", "submit", "autosave")
    save, publish, submit, autosave = (
        url_for(f"articles.{end}", article_id=number) for end in ends
    )
    live = article is not None and article.is_live
    return {
        "action_save": save,
        "action_publish": publish if current_user.may_publish else None,
        "action_submit": submit,
        "action_autosave": autosave,
        "article_url": url_for("site.article", slug=article.slug) if article and live else None,
    }


@dataclass(frozen=True)
class Shown:
    """The article as the editor's side panel tells of it."""

    id: int
    state: State
    stage: str
    stage_since: datetime
    slug: str
    headline: str
    publish_at: datetime | None
    first_published_at: datetime | None
    updated_at: datetime | None
    taken_down_at: datetime | None
    taken_down_why: str
    was_live: bool
    has_unpublished_changes: bool
    live_number: int | None
    working_number: int
    planned_at: datetime | None
    saved_at: datetime
    saved_by: str


def _shown(article: Article | None) -> Shown | None:
    if article is None or article.working is None:
        return None
    working, live = article.working, article.live_revision
    return Shown(
        id=article.id,
        state=article.state,
        stage=article.stage,
        stage_since=article.stage_since,
        slug=article.slug,
        headline=working.headline,
        publish_at=article.publish_at,
        first_published_at=article.first_published_at,
        updated_at=article.updated_at,
        taken_down_at=article.taken_down_at,
        taken_down_why=article.taken_down_why,
        was_live=article.was_live,
        has_unpublished_changes=article.has_unpublished_changes,
        live_number=live.number if live else None,
        working_number=working.number,
        planned_at=working.planned_at,
        saved_at=working.created_at,
        saved_by=working.author.name if working.author else "",
    )
