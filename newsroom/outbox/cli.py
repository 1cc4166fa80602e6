"""`flask outbox …`: what waits, what failed, and workers as a process of their own."""

import signal
from threading import Event

import click
from flask import current_app
from sqlalchemy import Select, select, update

from newsroom import clock
from newsroom.database import LARGEST_INTEGER, db
from newsroom.i18n import gettext as _
from newsroom.i18n import ngettext
from newsroom.outbox import running
from newsroom.outbox.models import Job, JobState
from newsroom.terminal import Commands, Refused
from newsroom.words import moment

outbox = Commands("outbox", help="Side effects that wait to be done, or failed.")

MOST = 200
SOON = 0.5


@outbox.command("list")
@click.option("--failed", is_flag=True, help="Only those that were given up.")
def list_jobs(failed: bool) -> None:
    """Show the jobs that wait or failed, the next first."""
    jobs = db.session.scalars(_open(failed).limit(MOST + 1)).all()
    for job in jobs[:MOST]:
        click.echo("\t".join([str(job.id), job.kind, job.subject, _said(job)]))
    if len(jobs) > MOST:
        click.echo(_("… and more; these are the first %(number)s.", number=MOST))
    if not jobs:
        click.echo(_("No job has failed.") if failed else _("Nothing waits, nothing has failed."))


@outbox.command("retry")
@click.argument("job_id", metavar="ID", type=int, required=False)
@click.option("--all", "every", is_flag=True, help="All that failed.")
def retry(job_id: int | None, every: bool) -> None:
    """Let the job ID, or all that failed, try again now."""
    if (job_id is None) == (not every):
        raise Refused(_("Say which: the number of a job, or --all."))
    which = (
        Job.failed_at.is_not(None) if every else Job.done_at.is_(None) & (Job.id == _number(job_id))
    )
    again = db.session.scalars(
        update(Job)
        .where(which, Job.leased_until.is_(None))
        .values(failed_at=None, attempts=0, run_at=clock.now())
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    ).all()
    db.session.commit()
    if not again and not every:
        raise Refused(
            _("There is no job %(number)s that waits or has failed.", number=job_id), exit_code=1
        )
    click.echo(_said_again(len(again)))


@outbox.command("run")
@click.option("--once", is_flag=True, help="Do what is due now, and end.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True)
def run(once: bool, workers: int) -> None:
    """Do the jobs in a process of its own, until it is told to end."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    if once:
        number = running.run_due(app)
        click.echo(ngettext("%(num)s job was run.", "%(num)s jobs were run.", number))
        return
    ends = Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: ends.set())
    threads = app.extensions["outbox-workers"]
    threads.start(workers)
    click.echo(_("The workers are at work. Ctrl+C ends them."))
    while not ends.wait(SOON):
        pass
    threads.stop()


def _number(typed: int | None) -> int:
    return min(max(typed or 0, 0), LARGEST_INTEGER)


def _open(failed: bool) -> Select[tuple[Job]]:
    if failed:
        return select(Job).where(Job.failed_at.is_not(None)).order_by(Job.failed_at, Job.id)
    return select(Job).where(Job.done_at.is_(None)).order_by(Job.run_at, Job.id)


def _said(job: Job) -> str:
    if job.state is JobState.RUNNING:
        return str(_("is being done"))
    if job.state is JobState.FAILED and job.failed_at:
        when = moment(job.failed_at)
        said = _("failed %(when)s, attempts: %(number)s", when=when, number=job.attempts)
    else:
        said = _("waits until %(when)s", when=moment(job.run_at))
        if job.attempts:
            said = _("%(said)s, attempts: %(number)s", said=said, number=job.attempts)
    return f"{said}: {job.last_error}" if job.last_error else str(said)


def _said_again(number: int) -> str:
    if not number:
        return str(_("No job has failed."))
    return str(ngettext("%(num)s job tries again.", "%(num)s jobs try again.", number))
