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

    It takes the place of what was announced for later, so that what is put off happens once; not
    of what was due as it was written, though a clock that was set back may say so. Who listens
    looks at the state as it is then.
    """
    db.session.execute(
        delete(Job)
        .where(Job.kind == kind, Job.subject == str(subject), Job.waiting())
        .where(Job.leased_until.is_(None), Job.attempts == 0)
        .where(Job.run_at > clock.now(), Job.run_at > Job.created_at)
        .execution_options(synchronize_session=False)
    )
    put(kind, subject, payload, at)


def is_announced(kind: str, subject: object) -> bool:
    """Whether somebody will hear of it yet."""
    same = select(Job.id).where(Job.kind == kind, Job.subject == str(subject), Job.waiting())
    return db.session.scalar(same.where(Job.leased_until.is_(None)).limit(1)) is not None


def put(
    kind: str,
    subject: object,
    payload: dict[str, Any] | None = None,
    at: datetime | None = None,
    key: str = "",
) -> None:
    """Have a job of ``kind`` done when this transaction is committed, or ``at`` a later time (UTC).

    With a ``key`` it is left out when another of that kind and key still waits, for that one will
    find this change too, unless it goes before the time that this one asks for; else it keeps the
    kind's distance from the last. Locks what has a key, so it is for jobs that write jobs, not for
    requests.
    """
    now = clock.now()
    at = at or now
    if key:
        earliest = _earliest(kind, key, at)
        if earliest is None:
            return
        at = earliest
    what = {"subject": str(subject)[:500], "payload": payload or {}, "key": key}
    job = Job(kind=kind, **what, created_at=now, run_at=at)
    db.session.add(job)
    db.session.info[WRITTEN] = True


def _earliest(kind: str, key: str, at: datetime) -> datetime | None:
    """When a job with this key may run, at the earliest; None when one that waits will do."""
    now, spacing = clock.now(), known(kind).spacing
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(LOCK)))
    same = Job.same(kind, key)
    unleased = select(Job).where(same, Job.waiting(), Job.leased_until.is_(None))
    waiting = list(db.session.scalars(unleased.order_by(Job.run_at).with_for_update()))
    ended = func.max(func.coalesce(Job.done_at, Job.leased_until))
    last = db.session.scalar(select(ended).where(same, Job.failed_at.is_(None)))
    earliest = max(at, min(last, now) + spacing) if last else at
    if not waiting:
        return earliest
    latest = waiting[-1]
    if at > now and latest.run_at < at:  # too early to find this change
        if latest.run_at > now:
            return max(earliest, latest.run_at + spacing)
        latest.run_at = earliest  # nobody has taken it yet
    elif len(waiting) == 1 and not latest.attempts:
        latest.run_at = min(latest.run_at, earliest)
    return None
