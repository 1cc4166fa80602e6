"""What forms of every feature say and tidy in the same way."""

from typing import Any

from wtforms.validators import Length, ValidationError

from newsroom.i18n import ngettext
from newsroom.language.tidy import tidy, tidy_line


def line(text: str | None) -> str:
    """A filter for a field of one line."""
    return tidy_line(text or "")


def text(text: str | None) -> str:
    """A filter for a field of many lines."""
    return tidy(text or "")


class AtMost(Length):  # type: ignore[misc]
    """A limit that says how much has to go."""

    def __init__(self, limit: int) -> None:
        super().__init__(max=limit)

    def __call__(self, form: Any, field: Any) -> None:
        if (over := len(field.data or "") - self.max) > 0:
            raise ValidationError(
                ngettext(
                    "Shorten this by %(num)d character", "Shorten this by %(num)d characters", over
                )
            )
