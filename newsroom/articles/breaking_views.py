"""The desk's page of breaking news: put an article in the strip, replace it, take it out."""

from datetime import timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectChoice, StringField

from newsroom.articles.blueprint import blueprint
from newsroom.articles.breaking import Pin, current_pin
from newsroom.articles.finding import find, find_to_change
from newsroom.articles.models import Article
from newsroom.database import LARGEST_INTEGER, db
from newsroom.fields import AtMost
from newsroom.i18n import gettext as _
from newsroom.i18n import lazy_gettext as _l
from newsroom.i18n import ngettext
from newsroom.language.tidy import tidy_line
from newsroom.security import editors_only
from newsroom.staff import me
from newsroom.words import short_moment

LONGEST = 120  # characters
MINUTES = (30, 60, 120, 240, 720)


class BreakingForm(FlaskForm):  # type: ignore[misc]
    text = StringField(
        _l("Text of the strip"),
        [AtMost(LONGEST)],
        filters=[lambda text: tidy_line(text or "")],
        description=_l("Left empty, it is the headline of the article"),
    )
    stays = RadioField(_l("How long it stays"), default="60")
    seen = HiddenField(default="")  # the pin that this page showed

    @classmethod
    def of(cls, article: Article, pin: Pin | None) -> "BreakingForm":
        is_ours = pin is not None and pin.article_id == article.id
        text = pin.words if pin and is_ours else article.headline
        seen = str(pin.id) if pin else ""
        return cls(formdata=None, text=text, seen=seen).with_choices()

    def with_choices(self) -> "BreakingForm":
        self.stays.choices = [SelectChoice(str(n), _long(n)) for n in MINUTES]
        return self


@blueprint.get("/desk/articles/<int:article_id>/breaking")
@editors_only
def breaking(article_id: int) -> str:
    article, pin = find(article_id), current_pin(db.session)
    return _page(article, pin, BreakingForm.of(article, pin))


@blueprint.post("/desk/articles/<int:article_id>/breaking")
@editors_only
def put_in_strip(article_id: int) -> Any:
    article = find_to_change(article_id)
    Pin.one_at_a_time(db.session)
    shown = current_pin(db.session)
    form = BreakingForm().with_choices()
    if not form.validate() or _is_refused(article, shown, form):
        return _page(article, shown, form), 422
    stays = timedelta(minutes=int(form.stays.data))
    put = Pin.put(db.session, article, form.text.data, stays, by=me())
    db.session.commit()
    flash(_("In the strip until %(time)s.", time=short_moment(put.ends_at)), "done")
    return redirect(url_for(".breaking", article_id=article_id), 303)


@blueprint.post("/desk/pins/<int:pin_id>/end")
@editors_only
def take_out_of_strip(pin_id: int) -> Any:
    """Empty the strip, if this is what is in it, and go back to the page of its article."""
    if pin_id > LARGEST_INTEGER:
        abort(404)
    Pin.one_at_a_time(db.session)
    pin, shown = db.get_or_404(Pin, pin_id), current_pin(db.session)
    if shown and shown is not pin:
        flash(_("Other news is in the strip by now: “%(name)s”.", name=shown.words), "problem")
    else:
        Pin.end_all(db.session)
        flash(_("There is no breaking news in the strip now."), "done")
    db.session.commit()
    return redirect(url_for(".breaking", article_id=pin.article_id), 303)


def _is_refused(article: Article, shown: Pin | None, form: BreakingForm) -> bool:
    """Not live, or the page asked about another pin than the one that it would replace."""
    if not article.is_live:
        form.text.errors = [_("Readers do not see this article: publish it first")]
    elif not form.text.data and len(article.headline) > LONGEST:
        form.text.errors = [_("The headline is too long for the strip: write a shorter text")]
    elif shown and str(shown.id) != form.seen.data:
        form.seen.process_data(str(shown.id))
        form.text.errors = [
            _("Meanwhile other news was put in the strip. Press once more to replace it")
        ]
    return bool(form.errors)


def _page(article: Article, pin: Pin | None, form: BreakingForm) -> str:
    return render_template(
        "articles/breaking.html",
        article=article,
        pin=pin,
        is_ours=pin is not None and pin.article_id == article.id,
        form=form,
        nav="articles",
    )


def _long(minutes: int) -> str:
    if minutes < 60:
        return str(ngettext("%(num)s minute", "%(num)s minutes", minutes))
    return str(ngettext("%(num)s hour", "%(num)s hours", minutes // 60))
