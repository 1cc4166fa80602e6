"""What an editor may type into a plain page, and how we say it is wrong."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import ValidationError

from newsroom.fields import AtMost, WithBody, body_field, line
from newsroom.i18n import gettext as _
from newsroom.i18n import lazy_gettext as _l
from newsroom.language.body import to_typed
from newsroom.language.photos_in import photos_in
from newsroom.pages.models import Page

LAST = 99


class NewPageForm(FlaskForm):  # type: ignore[misc]
    title = StringField(_l("Title"), [AtMost(120)], filters=[line])

    def validate_title(self, field: StringField) -> None:
        if not field.data:
            raise ValidationError(_("Enter a title"))


class PlaceField(IntegerField):  # type: ignore[misc]
    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        typed = line(valuelist[0] if valuelist else "")
        if not (typed.isascii() and typed.isdecimal() and len(typed) < 3):
            raise ValueError(_("Enter a number from 0 to %(last)s", last=LAST))
        self.data = int(typed)


class PageForm(WithBody, NewPageForm):
    title = TextAreaField(_l("Title"), [AtMost(120)], filters=[line])
    version = HiddenField(filters=[line])
    body = body_field()
    position = PlaceField(
        _l("Place in the footer"), description=_l("The page with the smallest number stands first")
    )
    readers = RadioField(
        _l("Readers"),
        choices=[SelectChoice("no", _l("Do not see it")), SelectChoice("yes", _l("See it"))],
        default="no",
    )

    @classmethod
    def of(cls, page: Page) -> "PageForm":
        return cls(
            formdata=None,
            title=page.title,
            version=str(page.version),
            body=to_typed(page.body),
            position=page.position,
            readers="yes" if page.is_published else "no",
        )

    def validate_body(self, field: TextAreaField) -> None:
        super().validate_body(field)
        if photos_in(self.clean_body):
            raise ValidationError(_("A page shows no photos yet: take them out of the text"))

    def validate_readers(self, field: RadioField) -> None:
        if field.data == "yes" and not self.clean_body:
            raise ValidationError(_("Write the text first: readers would see an empty page"))

    def fill(self, page: Page) -> None:
        page.title, page.body = self.title.data, self.clean_body
        page.position, page.is_published = self.position.data or 0, self.readers.data == "yes"

    def is_about(self, page: Page) -> bool:
        """Whether nobody has saved the page since this form was opened."""
        return bool(self.version.data == str(page.version))
