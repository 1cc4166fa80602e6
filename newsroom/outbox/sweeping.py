"""Sweeping: what is long done, or long given up, leaves the outbox."""

import time
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete, select
from sqlalchemy.orm import InstrumentedAttribute

from newsroom import clock
from newsroom.database import AnySession, db
from newsroom.outbox.models import Job

DONE_FOR = timedelta(days=7)
FAILED_FOR = timedelta(days=30)
EVERY_SECONDS = 3600
AT_ONCE = 500  # so that nobody waits long for the rows


def sweep(session: AnySession) -> int:
    """Remove some of the oldest, and tell how many. The caller commits."""
    now = clock.now()
    return _remove(session, Job.done_at, now - DONE_FOR) + _remove(
        session, Job.failed_at, now - FAILED_FOR
    )


def sweep_now_and_then() -> None:
    """Sweep once an hour in each process, all that there is, in small transactions."""
    last = current_app.extensions.get("outbox-swept")
    if last is not None and time.monotonic() - last < EVERY_SECONDS:
        return
    while sweep(db.session):
        db.session.commit()
    db.session.rollback()
    current_app.extensions["outbox-swept"] = time.monotonic()


def _remove(
    session: AnySession, ended_at: InstrumentedAttribute[datetime | None], before: datetime
) -> int:
    oldest = select(Job.id).where(ended_at < before).order_by(ended_at, Job.id).limit(AT_ONCE)
    ids = list(session.scalars(oldest))
    if ids:
        session.execute(
            delete(Job).where(Job.id.in_(ids)).execution_options(synchronize_session=False)
        )
    return len(ids)
