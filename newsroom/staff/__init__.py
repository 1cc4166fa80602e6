"""Staff: sign-in, roles, sessions."""

from flask import Flask, Request, g, session
from flask_login import current_user
from sqlalchemy import bindparam

from newsroom import clock
from newsroom.database import UtcDateTime, db
from newsroom.security import login
from newsroom.staff.models import Staff, StaffSession


def init_app(app: Flask) -> None:
    from newsroom.staff import account, cli, views  # noqa: F401 -- account hangs its routes up
    from newsroom.staff.blueprint import blueprint

    login.request_loader(signed_in)
    login.unauthorized_handler(views.ask_to_sign_in)
    app.context_processor(lambda: {"current_staff": current_user})
    app.register_blueprint(blueprint)
    app.cli.add_command(cli.staff)


def me() -> Staff:
    """Who is signed in, as the row itself: SQLAlchemy does not take Flask-Login's stand-in."""
    person: Staff = current_user._get_current_object()
    return person


def signed_in(_request: Request) -> Staff | None:
    """Whose session this browser holds, if it has not ended."""
    token = session.get("sign_in")
    if not token:
        return None
    asked = {"token_hash": StaffSession.hashed(token), "now": clock.now()}
    staff = db.session.scalar(_WHOSE, asked)
    g.known = [staff] if staff else []  # for the whole request, as it let them in
    return staff


_WHOSE = (
    Staff.now()
    .join(StaffSession)
    .where(StaffSession.token_hash == bindparam("token_hash"))
    .where(StaffSession.ends_at > bindparam("now", type_=UtcDateTime()))
)
