"""Hastening: what a clock that was ahead has put off too far, once it goes right."""

import time
from datetime import timedelta

from flask import current_app
from sqlalchemy import and_, or_, update

from newsroom import clock
from newsroom.database import AnySession, db
from newsroom.outbox.claiming import LONGEST_WISH
from newsroom.outbox.kinds import longest_lease
from newsroom.outbox.models import Job

BACK = timedelta(seconds=5)  # so far at least a clock was set back, and did not only go slow


def hasten(session: AnySession) -> None:
    """Let nothing wait longer than it could by a clock that goes right. The caller commits.

    What was due as it was written is due; a lease ends in its time, whoever has it. What is planned
    keeps its time.
    """
    now = clock.now()
    is_held = Job.leased_until > now + (lease := longest_lease())
    was_due = and_(Job.created_at > now, or_(Job.run_at <= Job.created_at, Job.key != ""))
    is_put_off = and_(Job.attempts > 0, Job.run_at > now + LONGEST_WISH)
    again = update(Job).where(Job.waiting()).execution_options(synchronize_session=False)
    session.execute(again.where(is_held).values(run_at=now + lease, leased_until=now + lease))
    waits = again.where(Job.leased_until.is_(None), Job.run_at > now)
    session.execute(
        waits.where(or_(and_(Job.attempts == 0, was_due), is_put_off)).values(run_at=now)
    )


def hasten_when_the_clock_went_back() -> None:
    """Since this process looked last, or before it was there."""
    behind = clock.now() - timedelta(seconds=time.monotonic())
    before = current_app.extensions.get("outbox-clock")
    if before is None or behind < before - BACK:
        hasten(db.session)
        db.session.commit()
    current_app.extensions["outbox-clock"] = behind  # else it is tried again
