"""`flask database copy`: from SQLite to PostgreSQL when the newsroom grows, or back."""

import os
from contextlib import suppress
from pathlib import Path

import click
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from newsroom import settings
from newsroom.copying import places, rows
from newsroom.copying.loading import Differs, load
from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.terminal import Commands, Refused

IN_THE_ENVIRONMENT = "env:"  # where a password is not seen in the list of processes

database = Commands("database", help="Copying the newsroom into another database.")


@database.command("copy")
@click.argument("to_url", metavar="TO_URL")
@click.option("--rehearse", is_flag=True, help="Let people go on saving meanwhile: a trial only.")
def copy(to_url: str, rehearse: bool) -> None:
    """Copy all rows into the empty database TO_URL, and compare both, row by row.

    env:NAME takes it from the variable NAME, so that nobody sees its password in `ps`.
    Stop the newsroom first. Whoever saves meanwhile nevertheless waits until it is done.
    """
    url = _checked(to_url)
    source = db.engine
    with places.at_one_moment(source, held=not rehearse) as here:
        _refuse_other_steps(rows.step(here))
        with places.newsroom_on(url) as target:
            _make_for_us_alone(target)
            _refuse_what_is_not_empty(target)
            places.migrate()
            try:
                with target.begin() as there:
                    load(here, there, _say)
            except Differs as problem:
                told = _("Nothing was copied, because:")
                raise Refused(f"{told}\n{problem}", exit_code=1) from None
    click.echo(_("Copied and compared: both databases have the same rows."))
    if rehearse:
        click.echo(_("This was a rehearsal: what people have saved meanwhile may be missing."))
    else:
        click.echo(_("Set NEWSROOM_DATABASE_URL to the new one and start the newsroom."))


def _checked(to_url: str) -> str:
    if to_url.startswith(IN_THE_ENVIRONMENT):
        name = to_url.removeprefix(IN_THE_ENVIRONMENT)
        to_url = os.environ.get(name, "")
        if not to_url:
            raise Refused(_("The environment has no variable %(name)s.", name=name))
    try:
        url = settings.read("DATABASE_URL", to_url, settings.database)
    except settings.WrongSetting as problem:
        raise Refused(str(problem)) from None
    if not to_url or make_url(to_url) == db.engine.url:
        raise Refused(_("Name another database than the newsroom's own."))
    return str(url)


def _make_for_us_alone(target: Engine) -> None:
    """SQLite would make a file that everybody on the machine can read."""
    file = target.url.database
    if target.dialect.name == "sqlite" and file and file != ":memory:":
        with suppress(OSError):  # SQLite tells of it
            Path(file).touch(mode=0o600)


def _refuse_other_steps(step: str | None) -> None:
    if step != places.steps()[0]:
        raise Refused(_("The database is not at the newest step. First: flask db upgrade"), 1)


def _refuse_what_is_not_empty(target: Engine) -> None:
    with target.connect() as connection:
        there = rows.counts(connection)
    if there:
        told = ", ".join(f"{name}: {number}" for name, number in there.items())
        sentence = _("The database to copy into is not empty (%(rows)s).", rows=told)
        raise Refused(sentence, exit_code=1)


def _say(table: str, number: int) -> None:
    click.echo(f"{table}\t{number}")
