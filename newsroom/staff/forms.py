"""What staff type about themselves, and how we say it is wrong."""

from flask_wtf import FlaskForm
from wtforms import (
    EmailField,
    Field,
    HiddenField,
    PasswordField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, Length, ValidationError

from newsroom.fields import line
from newsroom.i18n import LANGUAGES
from newsroom.i18n import lazy_gettext as _
from newsroom.staff.models import SHORTEST_PASSWORD, is_password


class SignInForm(FlaskForm):  # type: ignore[misc]
    email = EmailField(
        _("E-mail"),
        [InputRequired(_("Enter your e-mail")), Length(max=254, message=_("That is no e-mail"))],
        filters=[line],
    )
    password = PasswordField(
        _("Password"),
        [InputRequired(_("Enter your password")), Length(max=1000, message=_("That is too long"))],
    )
    next = HiddenField()
    carried = HiddenField()


class LanguageForm(FlaskForm):  # type: ignore[misc]
    language = SelectField(
        _("Language of the desk"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
    )


class PasswordForm(FlaskForm):  # type: ignore[misc]
    current = PasswordField(
        _("Current password"), [InputRequired(_("Enter your current password"))]
    )
    new = PasswordField(
        _("New password"),
        [InputRequired(_("Enter a new password"))],
        description=_(
            "At least 10 characters; a few words are easier to remember and harder to guess"
        ),
    )

    def __init__(self, password_hash: str) -> None:
        super().__init__()
        self._password_hash = password_hash

    def validate_current(self, field: StringField) -> None:
        if not is_password(self._password_hash, field.data or ""):
            raise ValidationError(_("This is not your current password"))

    def validate_new(self, field: Field) -> None:
        if problem := password_problem(field.data or ""):
            raise ValidationError(problem)


def password_problem(password: str) -> str | None:
    """Why a password cannot be taken, as a sentence; None when it can."""
    problem = None
    if len(password) < SHORTEST_PASSWORD:
        problem = _("Choose a longer password: at least 10 characters")
    elif len(password) > 1000:
        problem = _("Choose a shorter password: at most 1,000 characters")
    elif len(set(password)) < 5:
        problem = _("Choose a password with more different characters")
    return problem
