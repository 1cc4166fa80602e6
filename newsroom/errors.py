"""Errors in words, with a way on. Nothing that somebody typed is lost to one."""

import logging
from typing import Any

from flask import Flask, current_app, g, make_response, render_template, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable

from newsroom import carried, htmx
from newsroom.database import READING, db, only_read_from_here
from newsroom.faults import PASSING, Fault, fault_of
from newsroom.headers import is_staff_side
from newsroom.i18n import gettext as _
from newsroom.security import is_from_our_own_page, login
from newsroom.watch.wording import REQUEST_ID, shown

logger = logging.getLogger(__name__)

AGAIN_SECONDS = 5  # after which one may try again


def init_app(app: Flask) -> None:
    app.register_error_handler(CSRFError, expired_token)
    app.register_error_handler(HTTPException, in_words)
    for failure in PASSING:
        app.register_error_handler(failure, passing)
    app.register_error_handler(Exception, our_fault)


def in_words(error: HTTPException, **around: Any) -> Any:
    """``around`` is what else the page may show, if there is a database to ask for it."""
    if error.code is None or error.code < 400:  # a redirect that routing asks for
        return error
    met = getattr(error, "original_exception", None)
    if met is not None and fault_of(met):  # by one of the handlers here
        return passing(met)
    return _said(error, *sentences(error.code), **around)


def _said(error: HTTPException, title: str, text: str, **around: Any) -> Any:
    headers = {
        name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}
    }
    if htmx.is_htmx() and is_staff_side():  # a page in place of the one with the text would end it
        notice = render_template("errors/_refused.html", title=title, text=text)
        answer = make_response(notice, error.code, headers)
        return htmx.retarget(answer, "#session-notice", select="#refused")
    about = {"code": error.code, "title": title, "text": text, "ways_on": _ways_on()}
    if error.code == 500:  # who tells us of it can name it: it is the line in our log
        about["request_id"] = request.environ.get(REQUEST_ID, "")
    page = render_template("errors/error.html", **about, **around)
    return page, error.code, headers


def expired_token(error: CSRFError) -> Any:
    """A form with an earlier session's token: offer it again with a new one, all text in it."""
    if not is_from_our_own_page() or not request.form or not is_staff_side():
        return in_words(error)
    is_desk = request.path.startswith("/desk")
    if (is_desk or htmx.is_htmx()) and not current_user.is_authenticated:
        return login.unauthorized()
    if htmx.is_htmx():
        return carried.press_again(401, current_user.id)
    kept = carried.unpack(carried.pack())
    if kept is None:
        return in_words(error)
    what_happened = _("This page was open since before your last sign-in.")
    return carried.offer_again(kept, what_happened), 400


def passing(error: Exception) -> Any:
    """What was asked for cannot be had now, and can be when the disk or the database is well."""
    fault = fault_of(error)
    if fault is None:
        return our_fault(error)
    if fault is Fault.AWAY and _may_be_asked_again(error):
        return _asked_again()
    where = shown(request.path, request.url_rule.rule if request.url_rule else "")
    logger.warning("%s %s: %s: %s", request.method, where, fault, error)
    return _without_the_database(ServiceUnavailable(retry_after=AGAIN_SECONDS), fault)


def _may_be_asked_again(error: Exception) -> bool:
    """Only a connection was lost, as when the database is restarted: the next may be a good one."""
    is_lost = getattr(error, "connection_invalidated", False)
    return is_lost and request.method in READING and "asked_again" not in g


def _asked_again() -> Any:
    """The same from the beginning. It only reads, so nothing is done twice."""
    g.asked_again = True
    db.session.rollback()
    try:
        answer = current_app.preprocess_request()
        return current_app.dispatch_request() if answer is None else answer
    except Exception as problem:
        return current_app.handle_user_exception(problem)


def our_fault(error: Exception) -> Any:
    if isinstance(error, HTTPException):
        return in_words(error)
    logger.exception("an answer failed")
    if current_app.config.get("PROPAGATE_EXCEPTIONS") or current_app.testing:
        raise error
    return _without_the_database(InternalServerError())


def _without_the_database(error: HTTPException, fault: Fault | None = None) -> Any:
    only_read_from_here()
    g.language = current_app.config["SITE_LANGUAGE"]  # a member of staff's own is in the database
    title, text = what_is_wrong(fault) if fault else sentences(error.code or 500)
    kept = carried.unpack(carried.pack()) if request.method not in READING else None
    if kept and kept.fields and is_from_our_own_page() and not htmx.is_htmx():
        page = carried.offer_again(kept, f"{title}. {text}")
        return page, error.code, {"Retry-After": str(AGAIN_SECONDS)}
    return _said(error, title, text)


def _ways_on() -> list[tuple[str, str]]:
    if is_staff_side():
        return [(_("To the articles"), url_for("articles.board"))]
    return [(_("To the front page"), url_for("site.home"))]


def what_is_wrong(fault: Fault) -> tuple[str, str]:
    """A title and what to do next, as ``sentences`` has them."""
    known = {
        Fault.FULL: (
            _("There is no room on the newsroom’s disk"),
            _("Nothing is lost. Tell whoever runs the newsroom, and try again in a minute."),
        ),
        Fault.UNWRITABLE: (
            _("Nothing can be written to the newsroom’s disk"),
            _("Nothing is lost. Tell whoever runs the newsroom, and try again in a minute."),
        ),
    }
    return known.get(fault) or sentences(503)


def sentences(code: int) -> tuple[str, str]:
    """A title and what to do next, by status code."""
    known = {
        400: (_("We did not understand this request"), _("Go back, check it and try once more.")),
        403: (_("This is not yours to do"), _("Ask an editor, or sign in as somebody who may.")),
        404: (
            _("There is no such page"),
            _("The address may be mistyped, or the page was never here."),
        ),
        405: (_("This address works differently"), _("Go back and use the button on the page.")),
        410: (
            _("This article was taken down"),
            _("The newsroom no longer publishes it. Here is what is new."),
        ),
        413: (
            _("This is too much at once"),
            _("The text is longer than we can take. Go back, where it still is, and split it."),
        ),
        429: (_("Too many requests"), _("Wait a little and try again.")),
        501: (
            _("We do not have this format"),
            _("Ask for one of those that the documentation names."),
        ),
        503: (
            _("The newsroom is busy for a moment"),
            _("Nothing is lost. Wait a few seconds and try again."),
        ),
    }
    broken = (
        _("Something broke on our side"),
        _("It is written down, and we will mend it. Try again in a minute."),
    )
    other = (_("This did not work"), _("Go back and try once more."))
    return known.get(code, broken if code >= 500 else other)
