"""Watching who asks for a partner's list: whether it works there, and whether it is too much.

Of who asks only the origin of the page is looked at, that is, the site; never the page's address,
nor the reader's.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from flask import Flask, Response, jsonify, make_response, render_template, request

from newsroom.headers import may_be_framed_by
from newsroom.i18n import gettext as _
from newsroom.kept import TOO_MANY
from newsroom.kept.answers import Form
from newsroom.partners.blueprint import blueprint
from newsroom.partners.counts import Sight
from newsroom.partners.ledger import Ledger, ledger
from newsroom.partners.roster import Known
from newsroom.words import site

Environ = dict[str, Any]

LIST = re.compile(r"/widget/(?P<key>[0-9a-f]{1,32})(?P<part>|\.json|/recent|/list\.html)")
LOADER = re.compile(r"/widget\.js|/loader/[0-9]+\.js")
ORIGIN = re.compile(r"(https?://[a-z0-9][a-z0-9.-]{0,252}(?::[0-9]{1,5})?)(?:/.*)?", re.S)
FRAMES = {"iframe", "frame", "embed", "object"}
METHODS = {"GET", "HEAD"}
MOST_KNOWN = 1_000  # ways to ask for a list
LONGEST_KNOWN = 500
Asked = tuple[str, str | None, str, str | None, str | None]  # its path, and what it says


class Seen(NamedTuple):
    """What a request lets see, of which partner, and on which origin."""

    partner: Known
    what: Sight | None
    origin: str


def init_app(app: Flask) -> None:
    app.extensions["at_hand"] = Watch(app)


class Watch:
    """It looks before anybody answers: what is at hand in memory is asked for as well."""

    def __init__(self, app: Flask) -> None:
        self._at_hand: Callable[[Environ], Form | None] = app.extensions["at_hand"]
        self._book: Ledger = app.extensions["partners-ledger"]
        self._ours = app.config["BASE_URL"]
        self._known: tuple[dict[str, Known], dict[Asked, Seen]] = ({}, {})  # these, while those are

    def __call__(self, environ: Environ) -> Form | None:
        path = environ["PATH_INFO"]
        if path.startswith(("/widget", "/loader")) and environ["REQUEST_METHOD"] in METHODS:
            self._book.begin()
            if wait := self._look(path, environ):
                environ[TOO_MANY] = wait
        return self._at_hand(environ)

    def _look(self, path: str, environ: Environ) -> int:
        """Note what is to be seen; how many seconds to wait, if it is too much."""
        seen = self._seen(path, environ)
        if seen is None:
            self._look_for_loaders(path, environ)
            return 0
        partner, what, origin = seen
        if what:
            self._book.sightings.note(partner.id, what, origin)
        if what is Sight.WRONG_ORIGIN:  # not one of their pages
            return 0
        if wait := self._book.limits.wait(partner):
            self._book.sightings.note(partner.id, Sight.TOO_MANY, origin)
        return wait

    def _look_for_loaders(self, path: str, environ: Environ) -> None:
        origin = _origin(environ.get("HTTP_REFERER", "")) if LOADER.fullmatch(path) else ""
        for one in self._book.roster.at(origin) if origin else ():
            self._book.sightings.note(one.id, Sight.SCRIPT, origin)

    def _seen(self, path: str, environ: Environ) -> Seen | None:
        """Whoever asks for a list asks again in the same words, so these are taken apart once for
        as long as the partners known are the same.
        """
        everyone = self._book.roster.everyone()
        if self._known[0] is not everyone:
            self._known = everyone, {}
        known = self._known[1]
        asked = (
            path,
            environ.get("HTTP_ORIGIN"),
            _origin(environ.get("HTTP_REFERER", "")),  # no more of it is kept, here neither
            environ.get("HTTP_SEC_FETCH_DEST"),
            environ.get("HTTP_SEC_FETCH_SITE"),
        )
        seen = known.get(asked)
        if seen is None and (seen := self._see(path, environ)):
            if len(known) >= MOST_KNOWN:
                known.clear()
            if sum(map(len, filter(None, asked))) <= LONGEST_KNOWN:
                known[asked] = seen
        return seen

    def _see(self, path: str, environ: Environ) -> Seen | None:
        named = LIST.fullmatch(path)
        partner = named and self._book.roster.find(named["key"])
        if not named or not partner:
            return None
        what, origin = self._sight(partner, named["part"], environ)
        if what and not partner.is_active and what != Sight.WRONG_ORIGIN:
            what = Sight.RESTING
        return Seen(partner, what, origin)

    def _sight(self, partner: Known, part: str, environ: Environ) -> tuple[Sight | None, str]:
        if part == "/recent":  # our own page, which is open there
            return None, ""
        if part == "/list.html":
            return Sight.SERVER, ""
        if part == ".json":
            return self._data(partner, environ)
        return self._frame(partner, environ)

    def _data(self, partner: Known, environ: Environ) -> tuple[Sight | None, str]:
        named = environ.get("HTTP_ORIGIN")
        if named is None:
            return (None if "HTTP_SEC_FETCH_SITE" in environ else Sight.SERVER), ""
        if named == "null":
            return Sight.LIST, ""
        origin = _origin(named)
        return self._of(partner, origin)

    def _frame(self, partner: Known, environ: Environ) -> tuple[Sight | None, str]:
        """Over plain HTTP browsers do not say that it is for a frame: then a page of others that
        only links here looks the same, and nothing is said of it.
        """
        purpose = environ.get("HTTP_SEC_FETCH_DEST")
        if purpose is not None and purpose not in FRAMES:
            return None, ""
        what, origin = self._of(partner, _origin(environ.get("HTTP_REFERER", "")))
        is_sure = purpose is not None or what == Sight.LIST
        return (what, origin) if is_sure else (None, "")

    def _of(self, partner: Known, origin: str) -> tuple[Sight | None, str]:
        if not origin or origin == self._ours:
            return None, ""
        return (Sight.LIST if partner.lives_at(origin) else Sight.WRONG_ORIGIN), origin


def _origin(text: str) -> str:
    """The origin that an address begins with; nothing when it is none."""
    found = ORIGIN.fullmatch(text[:2000])
    return found[1] if found else ""


@blueprint.before_request
def refuse_too_many() -> Response | None:
    wait = request.environ.get(TOO_MANY)
    if wait is None:
        return None
    partner = ledger().roster.find((request.view_args or {})["key"])
    answer = _busy(partner.origins if partner else (), wait)
    answer.status_code = 429
    answer.headers["Retry-After"] = str(wait)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["Access-Control-Expose-Headers"] = "Retry-After"
    if origin := request.headers.get("Origin"):
        answer.headers["Access-Control-Allow-Origin"] = origin
        answer.vary.add("Origin")
    return answer


def _busy(origins: Iterable[str], wait: int) -> Response:
    sentence = _("The list is asked for too often. It comes back by itself in about a minute.")
    if request.endpoint == "partners.data":
        return jsonify(error=sentence)
    if request.endpoint != "partners.widget":
        return Response(f"{sentence}\n", mimetype="text/plain")
    answer = make_response(render_template("partners/busy.html", sentence=sentence))
    answer.headers["Refresh"] = str(wait)  # there is no script yet that would ask again
    return may_be_framed_by(answer, [site().url, *origins])
