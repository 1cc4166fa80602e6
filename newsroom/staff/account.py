"""A member of staff's own settings: the language of the desk, the password."""

from typing import Any

from flask import current_app, flash, make_response, redirect, render_template, url_for
from flask_babel import refresh
from flask_login import current_user

from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.i18n import language
from newsroom.security import begin_session
from newsroom.staff import me
from newsroom.staff.attempts import (
    WINDOW,
    count_guess_at_the_desk,
    forget_guesses_at_the_desk,
    remember_device,
)
from newsroom.staff.blueprint import blueprint
from newsroom.staff.forms import LanguageForm, PasswordForm
from newsroom.staff.models import hasher


@blueprint.get("/desk/account")
def account() -> str:
    return _page(LanguageForm(language=language()), PasswordForm(current_user.password_hash))


@blueprint.post("/desk/account/language")
def choose_language() -> Any:
    form = LanguageForm()
    if not form.validate():
        return _page(form, PasswordForm(current_user.password_hash)), 422
    current_user.language = form.language.data
    db.session.commit()
    refresh()
    flash(_("The desk now speaks this language."), "done")
    return redirect(url_for(".account"), 303)


@blueprint.post("/desk/account/password")
def change_password() -> Any:
    known, email = current_user.password_hash, current_user.email
    form = PasswordForm(known)
    is_allowed = count_guess_at_the_desk(db.session, email)
    db.session.commit()  # hashing is slow by design: nobody's save waits for it
    if not is_allowed:
        form.current.errors = [_("Too many attempts. Wait a quarter of an hour and try again")]
        page = _page(LanguageForm(formdata=None, language=language()), form)
        return page, 429, {"Retry-After": str(int(WINDOW.total_seconds()))}
    hashed = hasher.hash(form.new.data) if form.validate() else ""
    if hashed and current_user.password_hash != known:  # somebody was faster
        form.current.errors = [_("This is not your current password")]
        hashed = ""
    if not hashed:
        return _page(LanguageForm(formdata=None, language=language()), form), 422
    current_user.keep_password(hashed)
    token = current_user.begin_session(current_app.config["SESSION_HOURS"])
    forget_guesses_at_the_desk(db.session, email)
    db.session.commit()
    begin_session(token)
    flash(_("The password is changed. All your other devices are signed out."), "done")
    return remember_device(make_response(redirect(url_for(".account"), 303)), me())


def _page(language_form: LanguageForm, password_form: PasswordForm) -> str:
    return render_template(
        "staff/account.html",
        language_form=language_form,
        password_form=password_form,
        nav="account",
    )
