"""Headers on every answer: who may frame it, what may run in it, who may keep it."""

import hashlib
from base64 import b64encode
from functools import lru_cache

from flask import Flask, Response, current_app, g, request

# Every page is our own HTML, styles, scripts and fonts; nothing inline, nothing from elsewhere.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# What a request has itself done wrong – too large, too many – is said to nobody else.
TOLD_TO_ALL = {200, 204, 206, 301, 302, 304, 308, 404, 410}
STAFF_PATHS = ("/desk", "/sign-in")


def init_app(app: Flask) -> None:
    app.after_request(_stamp)
    app.jinja_env.globals["own_style"] = own_style


def is_staff_side() -> bool:
    """Whether this request is on the staff's side: a session, and nothing kept by any cache."""
    return is_staff_path(request.path)


def is_staff_path(path: str) -> bool:
    return any(path == prefix or path.startswith(prefix + "/") for prefix in STAFF_PATHS)


def may_be_framed_by(response: Response, origins: list[str]) -> Response:
    """Let the sites of ``origins`` frame this answer; without this call nobody may."""
    g.framing_origins = origins
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def frames_our_own() -> None:
    """Let this page show pages of ours in frames, such as a preview of the widget."""
    g.frames_our_own = True


def has_policy(policy: str) -> None:
    """Put ``policy`` in the place of the one for pages on this answer, which is none."""
    g.own_policy = policy


def own_style(css: str) -> str:
    """``css``, for the one style element that this answer's policy lets through by its digest.

    For the few values that a partner chooses; everything else stands in a sheet.
    """
    digest = b64encode(hashlib.sha256(css.encode()).digest()).decode()
    g.own_style = f" 'sha256-{digest}'"
    return css


def _stamp(response: Response) -> Response:
    headers = response.headers
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    origins = g.get("framing_origins") or []
    headers["Content-Security-Policy"] = g.get("own_policy") or _policy(
        g.get("own_style", ""),
        current_app.config["PHOTOS_URL"],
        tuple(origins),
        frames_our_own=g.get("frames_our_own", False),
    )
    if not origins:
        headers["X-Frame-Options"] = "DENY"
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if current_app.config["SESSION_COOKIE_SECURE"]:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return _say_who_may_keep_it(response)


@lru_cache(maxsize=256)
def _policy(
    own_style: str, elsewhere: str, origins: tuple[str, ...], *, frames_our_own: bool
) -> str:
    policy = POLICY.replace("style-src 'self'", "style-src 'self'" + own_style)
    if elsewhere:
        policy = policy.replace("img-src 'self'", f"img-src 'self' {elsewhere}")
    if frames_our_own:
        policy += "; frame-src 'self'"
    framed_by = " ".join(origins) or "'none'"
    return f"{policy}; frame-ancestors {framed_by}"


def _say_who_may_keep_it(response: Response) -> Response:
    if is_staff_side():
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
    elif "Cache-Control" not in response.headers:
        reading = request.method in {"GET", "HEAD"} and response.status_code in TOLD_TO_ALL
        response.headers["Cache-Control"] = _briefly() if reading else "no-store"
    return _answer_not_modified(response)


def _briefly() -> str:
    """Caches on the way keep it for seconds; a browser asks each time whether it has changed.

    So who has just published sees it, and so does a reader who comes back. Caches may also be told
    to show it for the moment in which they ask anew, and while we do not answer
    (https://www.rfc-editor.org/rfc/rfc5861).
    """
    config = current_app.config
    fresh, stale = config["PUBLIC_SECONDS"], config["STALE_SECONDS"]
    beyond = f", stale-while-revalidate={fresh}, stale-if-error={stale}" if stale else ""
    return f"public, max-age=0, s-maxage={fresh}{beyond}"


def _answer_not_modified(response: Response) -> Response:
    if request.method not in {"GET", "HEAD"} or response.status_code != 200 or is_staff_side():
        return response
    if response.direct_passthrough:  # a file has said so itself
        return response
    response.add_etag()
    response.make_conditional(request)
    return response
