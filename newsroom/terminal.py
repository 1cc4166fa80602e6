"""Refusals in the terminal: a whole sentence in the site's language.

click would begin it with “Error: Invalid value for …”, whatever language follows.
"""

from typing import IO, Any

import click


class Refused(click.ClickException):
    """``str()`` is the sentence. The exit code of what was typed wrong is 2, as click has it."""

    def __init__(self, sentence: str, exit_code: int = 2) -> None:
        super().__init__(str(sentence))
        self.exit_code = exit_code  # type: ignore[misc]

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.message, err=file is None, file=file)
