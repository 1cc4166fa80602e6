"""Who may do what: the session, the guard before the desk, the token in every form."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, Response, abort, current_app, g, request, session
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFProtect

from newsroom.database import READING

P = ParamSpec("P")
R = TypeVar("R")


class Login(LoginManager):  # type: ignore[misc]
    """Flask-Login without what reads the session on every answer, such as its “remember me”.

    A public page that reads the session would differ by cookie, and no cache could keep it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.session_protection = None  # a phone changes its address with every mast

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


class Csrf(CSRFProtect):  # type: ignore[misc]
    """Flask-WTF's, which looks for the token in the field of our forms and nowhere else."""

    def _get_csrf_token(self) -> str | None:
        return request.form.get("csrf_token")


csrf = Csrf()
login = Login()


def init_app(app: Flask) -> None:
    app.url_map.merge_slashes = False  # to redirect it would repeat the Host that was asked for
    app.before_request(_refuse_nul)
    app.before_request(_refuse_other_sites)
    csrf.init_app(app)
    login.init_app(app, add_context_processor=False)
    app.before_request(_guard_the_desk)


def _refuse_nul() -> None:
    """No address of ours has a NUL in it, and PostgreSQL cannot even be asked for one."""
    if "\0" in request.path or b"%00" in request.query_string:
        abort(404)


def _refuse_other_sites() -> None:
    """A browser says where a request comes from; a change asked for by another site is refused."""
    view = current_app.view_functions.get(request.endpoint or "")
    if hasattr(view, "from_any_site"):
        return
    if request.method not in READING and not is_from_our_own_page():
        abort(403)


def from_any_site(view: Callable[P, R]) -> Callable[P, R]:
    """For a view that pages anywhere may post to: it reads no session, so it asks for no token."""
    view.from_any_site = True  # type: ignore[attr-defined]
    csrf.exempt(view)
    return view


def is_from_our_own_page() -> bool:
    """Over plain HTTP a browser tells no Sec-Fetch-Site; the Origin it tells must then be ours."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    ours = {current_app.config["BASE_URL"], request.host_url.rstrip("/")}
    return request.headers.get("Origin") in {None, *ours}


def _guard_the_desk() -> Any:
    """Everything under /desk is for staff; a new route there is guarded without asking for it."""
    rule = request.url_rule.rule if request.url_rule else request.path
    if (rule == "/desk" or rule.startswith("/desk/")) and not current_user.is_authenticated:
        return login.unauthorized()
    return None


def editors_only(view: Callable[P, R]) -> Callable[P, R]:
    """For editors and chiefs; a reporter gets 403 in words."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if not current_user.may_publish:
            abort(403)
        return view(*args, **kwargs)

    guarded.editors_only = True  # type: ignore[attr-defined]
    return guarded


def begin_session(token: str) -> None:
    """Start anew: nothing that was in the session before the sign-in survives it."""
    session.clear()
    g.pop("csrf_token", None)  # Flask-WTF's, of the old session: this answer needs a new one
    session["sign_in"] = token


def keyed_hashes(text: str, *, size: int, use: bytes = b"") -> list[str]:
    """Of ``text`` with each secret, ``size`` bytes as hexadecimal digits: with the present one
    last, and before it with those whose hashes are still good. ``use`` sets one use apart.
    """
    return [
        hashlib.blake2b(
            text.encode(), digest_size=size, key=secret.encode()[:64], person=use
        ).hexdigest()
        for secret in current_app.config["SECRET_KEYS"]
    ]
