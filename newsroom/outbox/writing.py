"""Writing a job, in the transaction of what it follows: both come to be, or neither."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select

from newsroom import clock
from newsroom.database import db
from newsroom.outbox.kinds import known
from newsroom.outbox.models import Job

WRITTEN = "outbox"  # in a session's info: it has jobs for the workers
LOCK = 0x6F7574  # PostgreSQL's, for those who look for a key and then write it


def announce(
    kind: str, subject: object, payload: dict[str, Any] | None = None, at: datetime | None = None
) -> None:
    """Say that something happened to ``subject``, or will ``at`` its time (UTC).

    It takes the place of what was announced for later, so that what is put off happens once. Who
    listens looks at the state as it is then.
    """
    db.session.execute(
        delete(Job)
        .where(Job.kind == kind, Job.subject == str(subject), Job.waiting())
        .where(Job.leased_until.is_(None), Job.run_at > clock.now(), Job.attempts == 0)
        .execution_options(synchronize_session=False)
    )
    put(kind, subject, payload, at)


def put(
    kind: str,
    subject: object,
    payload: dict[str, Any] | None = None,
    at: datetime | None = None,
    key: str = "",
) -> None:
    """Have a job of ``kind`` done when this transaction is committed, or ``at`` a later time (UTC).

    With a ``key`` it is left out when another of that kind and key still waits, for that one will
    find this change too; else it keeps the kind's distance from the last. Locks what has a key, so
    it is for jobs that write jobs, not for requests.
    """
    at = at or clock.now()
    if key:
        earliest = _earliest(kind, key, at)
        if earliest is None:
            return
        at = earliest
    job = Job(kind=kind, subject=str(subject)[:500], payload=payload or {}, key=key, run_at=at)
    db.session.add(job)
    db.session.info[WRITTEN] = True


def _earliest(kind: str, key: str, at: datetime) -> datetime | None:
    """When a job with this key may run, at the earliest; None when one that waits will do."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(LOCK)))
    same = Job.same(kind, key)
    waits = db.session.scalar(
        select(Job).where(same, Job.waiting(), Job.leased_until.is_(None)).with_for_update()
    )
    ended = func.max(func.coalesce(Job.done_at, Job.leased_until))
    last = db.session.scalar(select(ended).where(same, Job.failed_at.is_(None)))
    earliest = max(at, min(last, clock.now()) + known(kind).spacing) if last else at
    if waits is None:
        return earliest
    if not waits.attempts:
        waits.run_at = min(waits.run_at, earliest)
    return None
