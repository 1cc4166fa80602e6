"""What somebody posted is carried across a sign-in or an expired token, and offered again whole."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Response, make_response, render_template, request, session
from flask_wtf.csrf import generate_csrf

from newsroom import htmx

# A token is made anew, and a password is typed anew: no answer has one in it.
NOT_CARRIED = {"csrf_token", "password", "current", "new"}
MOST_FIELDS = 1000  # more than the largest merge asks
LONGEST_OF_A_STRANGER = 500_000  # characters: every article there can be, and no more of our work


@dataclass(frozen=True)
class Carried:
    """A form that could not be taken yet: where it was going, and all that was typed in it."""

    action: str
    fields: list[tuple[str, str]]


def pack() -> str:
    """This request's form as text, for a hidden field; nothing of one that no page of ours has."""
    if sum(map(len, request.form.listvalues())) > MOST_FIELDS:
        return ""
    fields = [pair for pair in request.form.items(multi=True) if pair[0] not in NOT_CARRIED]
    is_known = bool(session.get("sign_in"))  # the session may have ended under their hands
    if not is_known and sum(len(text) for _, text in fields) > LONGEST_OF_A_STRANGER:
        return ""
    kept = {"action": request.full_path.rstrip("?"), "fields": fields}
    return json.dumps(kept, ensure_ascii=False)


def unpack(text: str | None) -> Carried | None:
    """What ``pack`` made, or None when this is not it."""
    try:
        data: Any = json.loads(text or "")
        kept = Carried(str(data["action"]), [(str(n), str(v)) for n, v in data["fields"]])
        json.dumps(data, ensure_ascii=False).encode()  # half a character cannot be sent back
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return kept if is_local_path(kept.action) else None


def offer_again(kept: Carried, what_happened: str) -> str:
    """A page with the whole form in it and one button, which only the person presses."""
    return render_template(
        "errors/send_again.html",
        action=kept.action,
        carried=kept.fields,
        what_happened=what_happened,
    )


def press_again(status: int, staff_id: int) -> Response:
    """The same for scripts, whose page still has the text: it gets the new token, and may go on if
    it is the same person's.
    """
    answer = make_response(render_template("staff/_signed_in_again.html"), status)
    htmx.retarget(answer, "#session-notice", select="#signed-in-again")
    return htmx.trigger(answer, "session-renewed", {"token": generate_csrf(), "staff": staff_id})


def is_local_path(path: str | None) -> bool:
    """Whether ``path`` stays on this site, however a browser may read it."""
    if not path or not path.startswith("/") or path.startswith("//") or "\\" in path:
        return False
    if any(ord(character) < 33 for character in path):
        return False
    try:
        parts = urlsplit(path)
    except ValueError:
        return False
    return not parts.netloc and not parts.scheme
