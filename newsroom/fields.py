"""What forms of every feature say and tidy in the same way."""

from typing import Any

from wtforms.validators import Length, StopValidation

from newsroom.i18n import ngettext
from newsroom.language.cleaning import MAX_CHARACTERS
from newsroom.language.tidy import tidy, tidy_line

# Longer than any field could want, five times over: such a text is not looked at before its limit
# refuses it, and comes back to its writer as it was typed.
LONGEST_LINE = 20_000
LONGEST_TEXT = 5 * MAX_CHARACTERS


def line(text: str | None) -> str:
    """A filter for a field of one line."""
    text = text or ""
    return text if len(text) > LONGEST_LINE else tidy_line(text)


def text(text: str | None) -> str:
    """A filter for a field of many lines."""
    text = text or ""
    return text if len(text) > LONGEST_TEXT else tidy(text)


class AtMost(Length):  # type: ignore[misc]
    """A limit that says how much has to go. Nothing else looks at a text that is over it."""

    def __init__(self, limit: int) -> None:
        super().__init__(max=limit)

    def __call__(self, form: Any, field: Any) -> None:
        if (over := len(field.data or "") - self.max) > 0:
            raise StopValidation(
                ngettext(
                    "Shorten this by %(num)d character", "Shorten this by %(num)d characters", over
                )
            )
