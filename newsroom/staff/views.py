"""Sign-in, also in place when a session ends under somebody's hands, and sign-out."""

from typing import Any

from flask import (
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from sqlalchemy import delete

from newsroom import carried, clock, htmx
from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.security import begin_session
from newsroom.staff.attempts import WINDOW, count_attempt, forget_attempts, remember_device
from newsroom.staff.blueprint import blueprint
from newsroom.staff.forms import SignInForm
from newsroom.staff.models import Staff, StaffSession, is_password
from newsroom.watch.metrics import sign_in_failures


@blueprint.get("/sign-in")
def sign_in() -> str:
    """Of a link only where to go on counts: it must not bring a text as if it had been typed."""
    form = SignInForm(formdata=None, next=request.args.get("next"))
    return render_template("staff/sign_in.html", form=form)


@blueprint.post("/sign-in")
def enter() -> Any:
    form = SignInForm()
    status = _check(form)
    if status != 200:
        return render_template("staff/sign_in.html", form=form), status, _retry_after(status)
    staff = _begin_session(form)
    if kept := carried.unpack(form.carried.data):
        answer = make_response(carried.offer_again(kept, _("You are signed in.")))
    else:
        wanted = form.next.data if carried.is_local_path(form.next.data) else None
        answer = make_response(redirect(wanted or url_for("articles.desk"), 303))
    return remember_device(answer, staff)


@blueprint.post("/sign-in/again")
def sign_in_again() -> Any:
    """Sign in from a fragment inside the page, which keeps all that was typed in it."""
    form = SignInForm()
    status = _check(form)
    if status != 200:
        return render_template("staff/_sign_in_again.html", form=form), 422, _retry_after(status)
    staff = _begin_session(form)
    return remember_device(carried.press_again(200, staff.id), staff)


@blueprint.post("/desk/sign-out")
def sign_out() -> Any:
    token = session.get("sign_in", "")
    db.session.execute(
        delete(StaffSession).where(StaffSession.token_hash == StaffSession.hashed(token))
    )
    db.session.commit()
    session.clear()
    return redirect(url_for("staff.sign_in"), 303)


def ask_to_sign_in() -> Any:
    """The answer to a request for the desk without a session. Nothing that was posted is lost."""
    if htmx.is_htmx():
        form = SignInForm(formdata=None)
        answer = make_response(render_template("staff/_sign_in_again.html", form=form), 401)
        return htmx.retarget(answer, "#session-notice", select="#sign-in-again")
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("staff.sign_in", next=request.full_path.rstrip("?")))
    form = SignInForm(formdata=None, carried=carried.pack())
    return render_template("staff/sign_in.html", form=form), 401


def _check(form: SignInForm) -> int:
    """200 when the form names a member of staff by the right password; else why not, said in it."""
    if not form.validate():
        return 422
    allowed = count_attempt(db.session, form.email.data)
    hashed = db.session.scalar(Staff.called(form.email.data).with_only_columns(Staff.password_hash))
    db.session.commit()  # checking is slow by design: nobody's save waits for it
    if not allowed:
        sign_in_failures.labels("too_many").inc()
        form.password.errors = [_("Too many attempts. Wait a quarter of an hour and try again")]
        return 429
    if not is_password(hashed, form.password.data):
        sign_in_failures.labels("wrong").inc()
        form.password.errors = [_("The e-mail or the password is wrong")]
        return 422
    return 200


def _begin_session(form: SignInForm) -> Staff:
    staff = db.session.scalars(Staff.called(form.email.data)).one()
    token = staff.begin_session(current_app.config["SESSION_HOURS"])
    forget_attempts(db.session, form.email.data)
    db.session.execute(delete(StaffSession).where(StaffSession.ends_at <= clock.now()))
    db.session.commit()
    begin_session(token)
    return staff


def _retry_after(status: int) -> dict[str, str]:
    return {"Retry-After": str(int(WINDOW.total_seconds()))} if status == 429 else {}
