"""Languages: Ukrainian first, English second. Staff choose theirs; readers get the site's."""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, g, has_request_context
from flask_babel import Babel, get_locale, gettext, lazy_gettext, ngettext
from flask_login import current_user
from jinja2 import pass_context
from jinja2.runtime import Context

from newsroom.headers import is_staff_side

__all__ = ["LANGUAGES", "gettext", "init_app", "language", "lazy_gettext", "ngettext"]

LANGUAGES = {"uk": "Українська", "en": "English"}


def init_app(app: Flask) -> None:
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", "translations")
    Babel(app, locale_selector=language, timezone_selector=lambda: current_app.config["SITE_ZONE"])

    words = app.jinja_env.globals
    words["_"] = _remembering(words["gettext"])

    @app.context_processor
    def _page_language() -> dict[str, str]:
        return {"page_language": language()}


def _remembering(gettext: Any) -> Callable[..., Any]:
    """Jinja's `_`, which finds the catalogue anew for each of a page's fifty sentences."""
    known: dict[tuple[str, str], str] = {}

    @pass_context
    def remembered(context: Context, text: str, **values: object) -> Any:
        if values:
            return gettext(context, text, **values)
        key = text, get_locale().language
        if key not in known:
            known[key] = gettext(context, text)
        return known[key]

    return remembered


def language() -> str:
    """The language of this page's interface.

    Public pages never look at the session: the same for everyone, any cache may keep them.
    """
    site_language: str = current_app.config["SITE_LANGUAGE"]
    if not has_request_context():
        return site_language
    if "language" in g:  # a partner's widget has its own
        return str(g.language)
    if is_staff_side() and current_user.is_authenticated and current_user.language:
        return str(current_user.language)
    return site_language
