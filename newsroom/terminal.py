"""Commands and their refusals: a whole sentence in the site's language.

click would begin it with “Error: Invalid value for …”, whatever language follows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click
from flask.cli import AppGroup
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from newsroom.settings import in_words as _


class Refused(click.ClickException):
    """``str()`` is the sentence. The exit code of what was typed wrong is 2, as click has it."""

    def __init__(self, sentence: str, exit_code: int = 2) -> None:
        super().__init__(str(sentence))
        self.exit_code = exit_code  # type: ignore[misc]

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.message, err=file is None, file=file)


class Command(click.Command):
    """`flask NAME`: without a database that can be used it says so, where a traceback stood."""

    def invoke(self, ctx: click.Context) -> Any:
        with _told_of_the_database():
            return super().invoke(ctx)


class Commands(AppGroup):
    """`flask NAME …`: likewise."""

    def invoke(self, ctx: click.Context) -> Any:
        with _told_of_the_database():
            return super().invoke(ctx)


@contextmanager
def _told_of_the_database() -> Iterator[None]:
    try:
        yield
    except DBAPIError as problem:
        if _has_no_tables(problem):
            sentence = _("The database has no tables yet. Make them: flask db upgrade")
        elif isinstance(problem, OperationalError) or type(problem) is DatabaseError:  # malformed
            said = str(problem.orig).partition("\n")[0]
            sentence = _("The database cannot be used: %(problem)s", problem=said)
        else:
            raise
        raise Refused(sentence) from None


def _has_no_tables(problem: DBAPIError) -> bool:
    is_undefined = getattr(problem.orig, "sqlstate", "") == "42P01"
    return is_undefined or "no such table" in str(problem.orig)
