"""Limits on sign-in attempts that slow a guesser down and lock no colleague out.

A browser that has signed in before carries a signed device cookie and is counted by itself, so a
stranger's failures never stand in its way (the OWASP “device cookies” scheme,
https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies).
"""

import hashlib
import ipaddress
from collections.abc import Iterator
from datetime import timedelta

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import ColumnElement, delete, func, select

from newsroom import clock
from newsroom.database import AnySession
from newsroom.staff.models import SignInAttempt, Staff

WINDOW = timedelta(minutes=15)
PER_ACCOUNT_AND_ADDRESS = 5
PER_KNOWN_DEVICE = 10
PER_ADDRESS = 30
PER_ACCOUNT = 100  # from strangers' browsers, wherever they are
DEVICE_COOKIE = "newsroom-device"
Conditions = list[ColumnElement[bool]]
YEAR = 365 * 24 * 3600


def count_attempt(session: AnySession, email: str) -> bool:
    """Note an attempt before it is checked, and say whether it may be checked at all."""
    account, address, known = _hashed(Staff.address(email)), _network(), _knows_device(email)
    since = clock.now() - WINDOW
    session.execute(delete(SignInAttempt).where(SignInAttempt.tried_at < since))
    for limit, mine in _limits(account, address, known):
        tries = session.scalar(select(func.count()).select_from(SignInAttempt).where(*mine)) or 0
        if tries >= limit:
            return False
    session.add(
        SignInAttempt(account=account, address=address, knows_device=known, tried_at=clock.now())
    )
    return True


def _limits(account: str, address: str, known: bool) -> Iterator[tuple[int, Conditions]]:
    attempt = SignInAttempt
    mine = attempt.account == account
    if known:
        yield PER_KNOWN_DEVICE, [mine, attempt.knows_device.is_(True)]
        return
    strangers = attempt.knows_device.is_(False)
    yield PER_ACCOUNT_AND_ADDRESS, [mine, attempt.address == address, strangers]
    yield PER_ADDRESS, [attempt.address == address, strangers]
    yield PER_ACCOUNT, [mine, strangers]


def forget_attempts(session: AnySession, email: str) -> None:
    """A right password clears what this browser's own slips have counted."""
    account, known = _hashed(Staff.address(email)), _knows_device(email)
    mine = [SignInAttempt.account == account, SignInAttempt.knows_device.is_(known)]
    if not known:
        mine.append(SignInAttempt.address == _network())
    session.execute(delete(SignInAttempt).where(*mine))


def remember_device(response: Response, email: str) -> Response:
    response.set_cookie(
        DEVICE_COOKIE,
        _signer().dumps(_hashed(Staff.address(email))),
        max_age=YEAR,
        path="/sign-in",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def _knows_device(email: str) -> bool:
    try:
        account = _signer().loads(request.cookies.get(DEVICE_COOKIE, ""))
    except BadSignature:
        return False
    return bool(account == _hashed(Staff.address(email)))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="device")


def _network() -> str:
    """The visitor's address as a hash; of IPv6 the /64, because that is what one person has."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return _hashed("nowhere")
    prefix = 64 if address.version == 6 else 32
    return _hashed(str(ipaddress.ip_network((address, prefix), strict=False)))


def _hashed(text: str) -> str:
    return hashlib.blake2b(
        text.encode(), digest_size=32, key=current_app.config["SECRET_KEY"].encode()[:64]
    ).hexdigest()
