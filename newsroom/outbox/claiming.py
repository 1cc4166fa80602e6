"""Claims: of several processes one gets a job, for as long as its lease lasts."""

import os
import random
import re
import socket
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update

from newsroom import clock
from newsroom.database import AnySession, db
from newsroom.outbox.kinds import Hopeless, Later, Order, known
from newsroom.outbox.models import Job
from newsroom.watch.wording import kind_of

FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=1)
LONGEST_WISH = timedelta(days=1)
ADDRESS = re.compile(r"\b([a-z][a-z0-9+.-]*://)(?:[^\s/@]*@)?([^\s/?#'\"]+)[^\s'\"]*", re.I)


class LeaseLost(Exception):  # noqa: N818 -- nobody's fault: it took too long, another has it now
    """The job is somebody else's by now."""


def next_at(kinds: Sequence[str] = ()) -> datetime | None:
    """When the next job, of one of these kinds, may run. A look along an index holds nobody up."""
    with db.engine.connect() as connection:
        return connection.execution_options(reading=True).scalar(Job.next_at(kinds))


def claim(session: AnySession, kinds: Sequence[str] = ()) -> Order | None:
    """Take the next job that is due, of one of these kinds, and commit; None when there is none."""
    now = clock.now()
    order = None
    while order is None:
        job = session.scalar(Job.due(now, kinds).limit(1).with_for_update(skip_locked=True))
        if job is None:
            break
        order = _lease(job, now)
    session.commit()
    return order


def _lease(job: Job, now: datetime) -> Order | None:
    kind = known(job.kind)
    if job.attempts >= kind.tries:
        _rest(job, now, job.last_error or "each time its process ended before it was done")
        return None
    job.attempts += 1
    job.leased_until = job.run_at = now + kind.lease
    job.leased_by = f"{socket.gethostname()[:30]}/{os.getpid()}/{uuid.uuid4().hex[:12]}"
    return Order(
        job.id, job.kind, job.subject, job.payload, job.attempts, job.created_at, job.leased_by
    )


def finish(session: AnySession, order: Order) -> None:
    """Note that it is done, in the transaction of what it wrote. Raises LeaseLost."""
    now = clock.now()
    done = session.scalar(
        update(Job)
        .where(Job.id == order.id, Job.leased_by == order.leased_by, Job.waiting())
        .values(done_at=now, leased_until=None, last_error="")
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    if done is None:
        raise LeaseLost(f"{order.kind} {order.id}")


def put_off(session: AnySession, order: Order, problem: Exception) -> None:
    """Let it try again after a pause, or rest when that was its last try."""
    mine = (Job.id == order.id, Job.leased_by == order.leased_by, Job.waiting())
    job = session.scalar(select(Job).where(*mine).with_for_update())
    if job is None:
        return
    now, why = clock.now(), in_short(problem)
    if isinstance(problem, Hopeless) or job.attempts >= known(job.kind).tries:
        _rest(job, now, why)
        return
    wish = problem.after if isinstance(problem, Later) else None
    job.run_at = now + max(pause(job.attempts), min(wish or timedelta(), LONGEST_WISH))
    job.leased_until = None
    job.last_error = why


def give_back(session: AnySession, order: Order) -> None:
    """Let another have it at once. Should it be done here after all, that counts too."""
    session.execute(
        update(Job)
        .where(Job.id == order.id, Job.leased_by == order.leased_by, Job.waiting())
        .values(leased_until=None, run_at=clock.now(), attempts=Job.attempts - 1)
        .execution_options(synchronize_session=False)
    )


def pause(attempts: int) -> timedelta:
    """How long to wait after so many attempts: doubling up to a limit, and never all at once."""
    longest: timedelta = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(attempts - 1, 20))
    return longest * random.uniform(0.5, 1)  # noqa: S311 -- spreads, hides nothing


def in_short(problem: Exception) -> str:
    """A line for operators. Of addresses only the host: what follows it may be a secret. What was
    not foreseen may say somebody's words, so only its kind is told.
    """
    foreseen = isinstance(problem, Later | Hopeless)
    said = (str(problem) if foreseen else kind_of(problem)).strip().partition("\n")[0]
    return ADDRESS.sub(r"\1\2", said)[:300]


def _rest(job: Job, now: datetime, why: str) -> None:
    job.failed_at, job.leased_until, job.last_error = now, None, why
