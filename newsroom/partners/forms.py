"""What an editor may type about a partner, and how we say it is wrong."""

import re
from typing import Any

from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import (
    BooleanField,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import ValidationError

from newsroom.articles.categories import Category
from newsroom.articles.tags import known_tags, tag_names
from newsroom.database import db
from newsroom.fields import AtMost, line, text
from newsroom.i18n import LANGUAGES
from newsroom.i18n import gettext as _
from newsroom.i18n import lazy_gettext as _l
from newsroom.partners import colours
from newsroom.partners.models import LOOKS, MOST_POSTS, Corner, Density, Partner, Scheme
from newsroom.partners.origins import NotAnOrigin, exact_origin

MOST_ORIGINS = 40
FEWEST_REQUESTS, MOST_REQUESTS = 60, 1_000_000
MARK = re.compile("[A-Za-z0-9._-]*")


class CountField(IntegerField):  # type: ignore[misc]
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            self.data: int | None = int(valuelist[0])
        except (IndexError, ValueError):
            self.data = None


class NewPartnerForm(FlaskForm):  # type: ignore[misc]
    name = StringField(_l("Name"), [AtMost(120)], filters=[line])
    origins = TextAreaField(
        _l("Where their pages live"),
        [AtMost(10_000)],
        filters=[text],
        description=_l(
            "One address a line: https://example.org, or https://*.example.org for all subdomains"
        ),
    )

    def __init__(self, *args: Any, but: Partner | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self._but = but

    @property
    def typed_origins(self) -> list[str]:
        return [found for each in (self.origins.data or "").split() if (found := each.strip(",;"))]

    def validate_name(self, field: StringField) -> None:
        if not field.data:
            raise ValidationError(_("Enter a name"))
        if self._but and self._but.name == field.data:
            return
        same = db.session.execute(select(Partner).where(Partner.name == field.data)).unique()
        if same.scalar_one_or_none():
            raise ValidationError(_("There is such a partner already"))

    def validate_origins(self, field: TextAreaField) -> None:
        if not self.typed_origins:
            raise ValidationError(_("Enter at least one address, for example https://example.org"))
        if len(self.typed_origins) > MOST_ORIGINS:
            raise ValidationError(_("At most %(n)s addresses", n=MOST_ORIGINS))
        try:
            for origin in self.typed_origins:
                exact_origin(origin)
        except NotAnOrigin as problem:
            raise ValidationError(str(problem)) from None


class PartnerForm(NewPartnerForm):
    title = StringField(
        _l("Title of the list"),
        [AtMost(80)],
        filters=[line],
        description=_l("Empty: “Recent posts”"),
    )
    post_count = CountField(_l("How many posts"))
    categories = SelectMultipleField(
        _l("Only these categories"), coerce=int, description=_l("None chosen: all of them")
    )
    tags = StringField(
        _l("Only these tags"),
        [AtMost(600)],
        filters=[line],
        description=_l("Commas between them; what has one of the categories or tags is shown"),
    )
    shows_excerpt = BooleanField(_l("With excerpts"))
    shows_photo = BooleanField(_l("With photos"))
    language = SelectField(_l("Language of the box"))
    scheme = SelectField(
        _l("Colours"),
        choices=[
            SelectChoice(Scheme.AUTO.value, _l("As the reader’s system")),
            SelectChoice(Scheme.LIGHT.value, _l("Light")),
            SelectChoice(Scheme.DARK.value, _l("Dark")),
            SelectChoice(Scheme.HOST.value, _l("As their page: without a ground of its own")),
        ],
    )
    accent = StringField(
        _l("Accent colour"), filters=[line], description=_l("For example #1c4f9f; empty: ours")
    )
    corner = SelectField(
        _l("Corners"),
        choices=[
            SelectChoice(Corner.SQUARE.value, _l("Square")),
            SelectChoice(Corner.SOFT.value, _l("Soft")),
            SelectChoice(Corner.ROUND.value, _l("Round")),
        ],
    )
    density = SelectField(
        _l("Density"),
        choices=[
            SelectChoice(Density.AIRY.value, _l("Airy")),
            SelectChoice(Density.DENSE.value, _l("Dense")),
        ],
    )
    source_mark = StringField(
        _l("Mark on links"),
        [AtMost(40)],
        filters=[line],
        description=_l("Becomes utm_source, so that our statistics show where readers come from"),
    )

    requests_a_minute = CountField(
        _l("Requests a minute"),
        description=_l(
            "At most so many over all their pages, of what no cache on the way has answered"
        ),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._all = {category.id: category for category in db.session.scalars(Category.in_order())}
        self.categories.choices = [SelectChoice(one.id, one.name) for one in self._all.values()]
        self.language.choices = [
            SelectChoice("", _("As the site")),
            *(SelectChoice(*choice) for choice in LANGUAGES.items()),
        ]

    @classmethod
    def of(cls, partner: Partner) -> "PartnerForm":
        columns = {name: getattr(partner, name) for name in LOOKS}
        return cls(
            formdata=None,
            name=partner.name,
            origins="\n".join(row.origin for row in partner.origins),
            categories=[category.id for category in partner.categories],
            tags=", ".join(tag.name for tag in partner.tags),
            requests_a_minute=partner.requests_a_minute,
            **columns,
        )

    def validate_post_count(self, field: CountField) -> None:
        if field.data is None or not 1 <= field.data <= MOST_POSTS:
            raise ValidationError(_("Enter a number from 1 to %(n)s", n=MOST_POSTS))

    def validate_requests_a_minute(self, field: CountField) -> None:
        if field.data is None or not FEWEST_REQUESTS <= field.data <= MOST_REQUESTS:
            between = {"least": FEWEST_REQUESTS, "most": MOST_REQUESTS}
            raise ValidationError(_("Enter a number from %(least)s to %(most)s", **between))

    def validate_tags(self, field: StringField) -> None:
        wanted = tag_names(field.data or "")
        self._tags = known_tags(db.session, wanted) if wanted else {}
        for name in wanted:
            if name.casefold() not in self._tags:
                raise ValidationError(_("No article has the tag “%(name)s”", name=name))

    def validate_accent(self, field: StringField) -> None:
        field.data = field.data.lower()
        if not field.data:
            return
        if not colours.HEX.fullmatch(field.data):
            raise ValidationError(_("Enter a colour as six digits, for example #1c4f9f"))
        is_dark = self.scheme.data == Scheme.DARK
        ground = colours.DARK_GROUND if is_dark else colours.LIGHT_GROUND
        if not colours.is_readable(field.data, ground):
            raise ValidationError(
                _(
                    "Hard to read: the contrast is %(ratio)s, and 4.5 is needed. Try %(colour)s",
                    ratio=f"{colours.contrast(field.data, ground):.1f}",
                    colour=colours.readable(field.data, ground),
                )
            )

    def validate_source_mark(self, field: StringField) -> None:
        if not MARK.fullmatch(field.data or ""):
            raise ValidationError(_("Latin letters, digits, dots and hyphens only"))

    def fill(self, partner: Partner) -> Partner:
        """Give ``partner`` what was typed. Call it after ``validate``."""
        partner.name = self.name.data
        partner.live_at(self.typed_origins)
        for name in (*LOOKS, "requests_a_minute"):
            setattr(partner, name, self[name].data)
        partner.tags = list(self._tags.values())
        partner.categories = [self._all[number] for number in self.categories.data or []]
        return partner
