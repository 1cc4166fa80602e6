"""What an operator's watchers ask: does it live, can it work, how much of everything."""

import hmac
import ipaddress

from flask import Flask, Response, abort, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST

from newsroom.watch.checks import OK, Checks
from newsroom.watch.scraping import Found, everything

ADDRESSES = {"/healthz", "/readyz", "/metrics"}  # the gate asks them directly, of nothing kept
NOT_KEPT = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
HANDED_ON = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")


def init_app(app: Flask) -> None:
    app.extensions["checks"], app.extensions["found"] = Checks(app), Found(app)
    for address, view in zip(sorted(ADDRESSES), (healthz, metrics, readyz), strict=True):
        app.add_url_rule(address, address.strip("/"), view)


def healthz() -> Response:
    """The process lives. Nobody else is asked."""
    return _lines("ok\n")


def readyz() -> Response:
    """A line for each check; 503 where one does not hold."""
    checks: Checks = current_app.extensions["checks"]
    said = checks.said()
    answer = _lines("".join(f"{name}: {what}\n" for name, what in said.items()))
    answer.status_code = 200 if set(said.values()) == {OK} else 503
    return answer


def metrics() -> Response:
    """For Prometheus. To everybody else there is no such page."""
    if not _may_read():
        abort(404)
    answer = Response(everything(current_app.extensions["found"]), headers=NOT_KEPT)
    answer.headers["Content-Type"] = CONTENT_TYPE_LATEST
    return answer


def _lines(text: str) -> Response:
    return Response(text, mimetype="text/plain", headers=NOT_KEPT)


def _may_read() -> bool:
    token = current_app.config["METRICS_TOKEN"]
    if not token:
        return _asks_from_here()
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(given.encode(), token.encode())


def _asks_from_here() -> bool:
    """From this machine, by its own name, and handed on by nobody."""
    if any(name in request.headers for name in HANDED_ON):
        return False
    host = request.host.rpartition(":")[0] or request.host
    return _is_loopback(request.remote_addr) and (host == "localhost" or _is_loopback(host))


def _is_loopback(address: str | None) -> bool:
    try:
        return ipaddress.ip_address((address or "").strip("[]")).is_loopback
    except ValueError:
        return False
