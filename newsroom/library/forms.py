"""What a person may say of a photo, and how we say it is wrong."""

import hashlib
from datetime import date

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.fields import DateField, IntegerField
from wtforms.validators import Optional, ValidationError

from newsroom.fields import AtMost, line
from newsroom.i18n import gettext as _
from newsroom.i18n import lazy_gettext as _l
from newsroom.photos.models import LONGEST, Photo

WORDS = ("author", "agency", "licence", "licence_until", "caption", "alt", "is_decorative")
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9000, 1, 1)


class DayField(DateField):  # type: ignore[misc]
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Enter a day, such as 2026-12-31")) from None
        if self.data and not FIRST_DAY < self.data < LAST_DAY:
            raise ValueError(_("Enter a day of this century"))


class PercentField(IntegerField):  # type: ignore[misc]
    """A place across the picture or down it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = line(valuelist[0] if valuelist else "")
        self.data = None
        if not (typed.isascii() and typed.isdecimal() and len(typed) < 4 and int(typed) <= 100):
            raise ValueError(_("Enter a number from 0 to %(last)s", last=100))
        self.data = int(typed)


class PhotoForm(FlaskForm):  # type: ignore[misc]
    seen = HiddenField(filters=[line])  # what stood here when the form was opened
    alt = TextAreaField(
        _l("Description for those who do not see it"),
        [AtMost(LONGEST["alt"])],
        filters=[line],
        description=_l(
            "Say in a sentence what is to be seen and matters here: who, what they do, where. "
            "Not “a photo of”, and not the caption once more."
        ),
    )
    is_decorative = BooleanField(_l("It only decorates: those who do not see it miss nothing"))
    caption = TextAreaField(
        _l("Caption"),
        [AtMost(LONGEST["caption"])],
        filters=[line],
        description=_l("Offered wherever the photo is put in; each article may have its own"),
    )
    author = StringField(_l("Author of the photo"), [AtMost(LONGEST["author"])], filters=[line])
    agency = StringField(_l("Agency"), [AtMost(LONGEST["agency"])], filters=[line])
    licence = StringField(
        _l("Licence"),
        [AtMost(LONGEST["licence"])],
        filters=[line],
        description=_l("What we may do with it, and by whose leave"),
    )
    licence_until = DayField(
        _l("Licence runs until"),
        [Optional()],
        description=_l("The last day on which it may be shown; empty when it has no end"),
    )
    focal_x = PercentField(_l("From the left, in per cent"))
    focal_y = PercentField(_l("From the top, in per cent"))

    @classmethod
    def of(cls, photo: Photo) -> "PhotoForm":
        words = {name: getattr(photo, name) for name in WORDS}
        x, y = focus_of(photo)
        return cls(formdata=None, **words, seen=edition_of(photo), focal_x=x, focal_y=y)

    def validate_is_decorative(self, field: BooleanField) -> None:
        if field.data and self.alt.data:
            raise ValidationError(
                _("It has a description, so it does not only decorate: keep one of the two")
            )

    @property
    def words(self) -> dict[str, str | bool | date | None]:
        return {name: self[name].data for name in WORDS}

    @property
    def focus(self) -> tuple[int, int]:
        return self.focal_x.data or 0, self.focal_y.data or 0


def _credited(form: PhotoForm, field: StringField) -> None:
    if not (form.author.data or form.agency.data):
        raise ValidationError(_("Readers see this photo: say whose it is"))


def _described(form: PhotoForm, field: TextAreaField) -> None:
    if not (form.alt.data or form.is_decorative.data):
        raise ValidationError(
            _("Readers see this photo: describe it, or say that it is decorative")
        )


FOR_READERS = {"author": [_credited], "alt": [_described]}  # what a photo that they see must have


def focus_of(photo: Photo) -> tuple[int, int]:
    """Where the point that matters lies, in hundredths from the left and from the top."""
    return round(photo.focal_x * 100), round(photo.focal_y * 100)


def edition_of(photo: Photo) -> str:
    """A fingerprint of all that the form shows."""
    shown = [*(getattr(photo, name) for name in WORDS), focus_of(photo)]
    return hashlib.blake2b(repr(shown).encode(), digest_size=9).hexdigest()
