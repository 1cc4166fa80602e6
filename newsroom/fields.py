"""What forms of every feature say and tidy in the same way."""

from typing import Any

from wtforms import TextAreaField
from wtforms.validators import Length, StopValidation, ValidationError

from newsroom.i18n import gettext as _
from newsroom.i18n import lazy_gettext as _l
from newsroom.i18n import ngettext
from newsroom.language.body import from_typed
from newsroom.language.cleaning import MAX_CHARACTERS, NotCleanable
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


def body_field() -> Any:
    """The text of an article or a page. Its form is one ``WithBody``."""
    return TextAreaField(
        _l("Text"),
        [AtMost(MAX_CHARACTERS)],
        filters=[text],
        description=_l("An empty line begins a new paragraph"),
    )


class WithBody:
    """A form whose ``body`` is written in the rich text editor, or typed where that does not run.

    ``clean_body`` is what is kept of it, once the form has been validated.
    """

    body: Any
    clean_body = ""

    @property
    def body_html(self) -> str | None:
        """What was typed, as the rich text editor begins with it; None where it is far too long or
        cannot be clean."""
        typed = self.body.data or ""
        if len(typed) > 2 * MAX_CHARACTERS:
            return None
        try:
            return from_typed(typed)
        except NotCleanable:
            return None

    def validate_body(self, field: TextAreaField) -> None:
        try:
            self.clean_body = from_typed(field.data)
        except NotCleanable:
            raise ValidationError(
                _("This formatting is too tangled. Paste the text without it")
            ) from None
