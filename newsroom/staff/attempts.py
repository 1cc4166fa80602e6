"""Limits on sign-in attempts that slow a guesser down and lock no colleague out.

A browser that has signed in before carries a signed device cookie and is counted by itself, so
nobody else's failures stand in its way (the OWASP “device cookies” scheme,
https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies). It is known
until the password changes. Where strangers try an account from everywhere, each address may still
try a little, so that a colleague with a new browser gets in.
"""

import secrets
from collections.abc import Iterator
from datetime import timedelta

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import ColumnElement, delete, func, select

from newsroom import clock
from newsroom.database import AnySession
from newsroom.security import keyed_hashes
from newsroom.staff.models import SignInAttempt, Staff
from newsroom.visitors import network

WINDOW = timedelta(minutes=15)
PER_ACCOUNT_AND_ADDRESS = 5
PER_KNOWN_DEVICE = 10
PER_ADDRESS = 30
PER_ACCOUNT = 100  # from strangers' browsers, wherever they are; then fewer from each address
PER_ADDRESS_UNDER_SIEGE = 2
AT_THE_DESK = "at the desk"  # where somebody signed in says the password again
DEVICE_COOKIE = "newsroom-device"
Conditions = list[ColumnElement[bool]]
YEAR = 365 * 24 * 3600


def count_attempt(session: AnySession, email: str) -> bool:
    """Note an attempt before it is checked, and say whether it may be checked at all.

    Commit before checking: until then others who try the same wait.
    """
    account, device = _hashed(Staff.address(email)), _device(session, email)
    if device:
        return _count(session, account, device, knows_device=True)
    return _count(session, account, _hashed(network(request.remote_addr)), knows_device=False)


def count_guess_at_the_desk(session: AnySession, email: str) -> bool:
    """The same for somebody who is signed in: whoever finds a desk open may not guess for ever."""
    return _count(session, _hashed(Staff.address(email)), _hashed(AT_THE_DESK), knows_device=True)


def _count(session: AnySession, account: str, address: str, *, knows_device: bool) -> bool:
    _one_at_a_time(session, account, address)
    since = clock.now() - WINDOW
    session.execute(delete(SignInAttempt).where(SignInAttempt.tried_at < since))
    for limit, mine in _limits(account, address, knows_device):
        if _tries(session, mine) >= limit:
            return False
    session.add(
        SignInAttempt(
            account=account, address=address, knows_device=knows_device, tried_at=clock.now()
        )
    )
    return True


def _one_at_a_time(session: AnySession, *names: str) -> None:
    """On SQLite they are: there is one writer. PostgreSQL would count many tries as none yet."""
    if session.get_bind().dialect.name == "postgresql":
        for name in names:
            session.execute(select(func.pg_advisory_xact_lock(int(name[:15], 16))))


def _tries(session: AnySession, mine: Conditions) -> int:
    return session.scalar(select(func.count()).select_from(SignInAttempt).where(*mine)) or 0


def _limits(account: str, address: str, known: bool) -> Iterator[tuple[int, Conditions]]:
    """In the order in which they are looked at."""
    attempt = SignInAttempt
    here = [attempt.account == account, attempt.address == address, attempt.knows_device.is_(known)]
    if known:
        yield PER_KNOWN_DEVICE, here
        return
    strangers = attempt.knows_device.is_(False)
    yield PER_ACCOUNT_AND_ADDRESS, here
    yield PER_ADDRESS, [attempt.address == address, strangers]
    everywhere = select(func.count()).where(attempt.account == account, strangers)
    besieged = everywhere.scalar_subquery() >= PER_ACCOUNT
    yield PER_ADDRESS_UNDER_SIEGE, [*here, besieged]


def forget_attempts(session: AnySession, email: str) -> None:
    """A right password clears what this browser's own slips have counted."""
    device = _device(session, email)
    _forget(session, email, device or _hashed(network(request.remote_addr)), bool(device))


def forget_guesses_at_the_desk(session: AnySession, email: str) -> None:
    _forget(session, email, _hashed(AT_THE_DESK), True)


def _forget(session: AnySession, email: str, address: str, known: bool) -> None:
    session.execute(
        delete(SignInAttempt).where(
            SignInAttempt.account == _hashed(Staff.address(email)),
            SignInAttempt.address == address,
            SignInAttempt.knows_device.is_(known),
        )
    )


def remember_device(response: Response, staff: Staff) -> Response:
    """Let this browser be known as one of theirs, until their password changes."""
    device = [secrets.token_hex(8), _hashed(staff.email), _hashed(staff.password_hash)]
    response.set_cookie(
        DEVICE_COOKIE,
        _signer().dumps(device),
        max_age=YEAR,
        path="/sign-in",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def _device(session: AnySession, email: str) -> str | None:
    """This browser, as it is counted, if it is known as one of this account's."""
    try:
        name, account, password = _signer().loads(request.cookies.get(DEVICE_COOKIE, ""))
    except (BadSignature, ValueError, TypeError):
        return None
    if account not in _hashes(Staff.address(email)):
        return None
    kept = session.scalar(Staff.called(email).with_only_columns(Staff.password_hash))
    return _hashed(f"device {name}") if kept and password in _hashes(kept) else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEYS"], salt="device")


def _hashed(text: str) -> str:
    return _hashes(text)[-1]


def _hashes(text: str) -> list[str]:
    """Also with the former secrets."""
    return keyed_hashes(text, size=32)
