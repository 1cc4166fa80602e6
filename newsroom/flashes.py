"""Messages for the next page wait in the session's cookie: the newest, as many as it holds.

A browser drops a cookie that is too big, and the sign-in with it. Messages nobody fetches, of a
page that closed or a script that follows no redirect, would come to that.
"""

from contextlib import suppress
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature

HOLDS = 3800  # bytes of the 4,096 that browsers keep with the cookie's name and attributes
MOST = 10  # nobody reads more
WAITING = "_flashes"  # where Flask has them


class Sessions(SecureCookieSessionInterface):
    """Flask's, which forgets the oldest messages where they would not fit, and no session by age.

    The database says when a session ends. Flask looks at the clock as well: where that is set back,
    all cookies are from the future, and everybody would be signed out.
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        serializer = self.get_signing_serializer(app)
        cookie = request.cookies.get(self.get_cookie_name(app))
        if serializer is None or not cookie:
            return self.session_class() if serializer else None
        with suppress(BadSignature):
            return self.session_class(serializer.loads(cookie))
        return self.session_class()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if session.modified and WAITING in session:
            waiting = session[WAITING][-MOST:]
            while waiting and self._bytes(app, {**session, WAITING: waiting}) > HOLDS:
                waiting = waiting[1:]
            session[WAITING] = waiting
        super().save_session(app, session, response)

    def _bytes(self, app: Flask, content: dict[str, Any]) -> int:
        """As long as the cookie will be."""
        serializer = self.get_signing_serializer(app)
        return len(serializer.dumps(content)) if serializer else 0


def init_app(app: Flask) -> None:
    app.session_interface = Sessions()
