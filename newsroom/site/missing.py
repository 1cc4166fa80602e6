"""Where there is no page (404), or no longer (410): the newest posts and the sections instead."""

from typing import Any

from flask import Flask, request
from werkzeug.exceptions import HTTPException

from newsroom import errors, htmx
from newsroom.database import READING, db
from newsroom.faults import PASSING, fault_of
from newsroom.headers import is_staff_side
from newsroom.site.around import around


def init_app(app: Flask) -> None:
    for code in (404, 410):
        app.register_error_handler(code, missing)


def missing(error: HTTPException) -> Any:
    """A reader's way on. It says no more of what was asked for than that it is not here."""
    is_page = request.method in READING and not request.path.startswith("/static/")
    if is_staff_side() or htmx.is_htmx() or not is_page:
        return errors.in_words(error)
    try:
        return errors.in_words(error, **around())
    except PASSING as problem:
        if not fault_of(problem):
            raise
        db.session.rollback()
        return errors.in_words(error)
