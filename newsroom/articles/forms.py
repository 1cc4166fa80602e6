"""What a person may type about an article, and how we say it is wrong."""

import re
import uuid
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import format_datetime
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    Field,
    HiddenField,
    RadioField,
    SearchField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
    URLField,
)
from wtforms.validators import ValidationError

from newsroom import clock
from newsroom.articles.bylines import names
from newsroom.articles.models import Revision
from newsroom.articles.tags import LONGEST, MOST, tag_names
from newsroom.articles.wording import NAMES, Wording
from newsroom.fields import AtMost, WithBody, body_field
from newsroom.fields import line as _line
from newsroom.fields import text as _text
from newsroom.i18n import gettext as _
from newsroom.i18n import lazy_gettext as _l
from newsroom.i18n import ngettext
from newsroom.language.body import to_typed
from newsroom.language.photos_in import IS_NAME


def _uuid(text: str | None) -> str | None:
    try:
        return str(uuid.UUID(text or ""))
    except ValueError:
        return None


def _names(text: str | None) -> str:
    return ", ".join(names(_line(text)))


def _tags(text: str | None) -> str:
    return ", ".join(tag_names(_line(text)))


def _without_prefix(text: str | None) -> str:
    """«Фото: Getty Images» → «Getty Images»: the page says «Фото:» itself."""
    line = _line(text)
    for prefix in ("фото:", "photo:"):
        if line.casefold().startswith(prefix):
            return line[len(prefix) :].strip()
    return line


def photo_name(text: str | None) -> str:
    """A photo's name from the address of its page or of a file; what is none stays as typed."""
    line = _line(text)
    found = PHOTO_ADDRESS.search(line)
    return found["name"] if found else line


PHOTO_ADDRESS = re.compile(r"(?:^|/photos/)(?P<name>[a-z0-9]{16})(?:[/?#]|$)")
MOST_SAVE_IDS = 50
LONGEST_SEARCH = 300  # as long as a headline


class DayField(DateField):  # type: ignore[misc]
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([text for text in valuelist if text])
        except ValueError:
            raise ValueError(_("Enter a date, for example 2026-12-31")) from None


class HourField(TimeField):  # type: ignore[misc]
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([text for text in valuelist if text])
        except ValueError:
            raise ValueError(_("Enter a time, for example 15:00")) from None


class SaveIdsField(Field):  # type: ignore[misc]
    """Ids of saves, as many as were sent; what is none is passed over."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = [found for text in valuelist[-MOST_SAVE_IDS:] if (found := _uuid(text))]


class ArticleForm(WithBody, FlaskForm):  # type: ignore[misc]
    # Hidden ones are called nothing: else WTForms reads its catalogue for a word in place of that.
    save_id = HiddenField("", filters=[_line])
    base = HiddenField("", filters=[_line])
    follows = SaveIdsField("")  # of this page's saves whose answers may have been lost
    headline = TextAreaField(_l("Headline"), [AtMost(300)], filters=[_line])
    lede = TextAreaField(_l("Lede"), [AtMost(1000)], filters=[_line])
    body = body_field()
    category = SelectField(_l("Category"), coerce=int, default=0)
    byline = StringField(
        _l("Authors"), [AtMost(300)], filters=[_names], description=_l("Commas between the names")
    )
    tags = StringField(
        _l("Tags"), [AtMost(400)], filters=[_tags], description=_l("Commas between the tags")
    )
    source_name = StringField(_l("Source"), [AtMost(200)], filters=[_line])
    source_url = URLField(_l("Link to the source"), [AtMost(2000)], filters=[_line])
    photo_credit = StringField(
        _l("Photo credit"),
        [AtMost(300)],
        filters=[_without_prefix],
        description=_l("For a text without a lead photo: that one has its own credit"),
    )
    lead_photo = StringField(
        _l("Lead photo"),
        filters=[photo_name],
        description=_l("The address of its page in the library"),
    )
    lead_caption = StringField(_l("Caption of the lead photo"), [AtMost(300)], filters=[_line])
    note = StringField(
        _l("Note to this revision"),
        [AtMost(300)],
        filters=[_line],
        description=_l("Only the newsroom sees it"),
    )
    going_out = RadioField(
        _l("Going out"),
        choices=[SelectChoice("now", _l("At once")), SelectChoice("schedule", _l("Schedule"))],
        default="now",
    )
    publish_date = DayField(_l("Date"))
    publish_time = HourField(_l("Time"), format=["%H:%M", "%H:%M:%S"])
    update_kind = RadioField(
        _l("What readers are told"),
        choices=[
            SelectChoice("silent", _l("Nothing: a typing mistake")),
            SelectChoice("update", _l("That it was updated")),
            SelectChoice("correction", _l("What was wrong")),
        ],
        default="update",
    )
    correction = TextAreaField(
        _l("Correction"),
        [AtMost(1000)],
        filters=[_line],
        description=_l("Readers see it with its date: what was wrong and what is right"),
    )
    fold = RadioField(_l("Which of the two?"), choices=[], validate_choice=False)

    planned_at: datetime | None = None

    @classmethod
    def of(cls, revision: Revision | None, byline: str = "") -> "ArticleForm":
        """A form to continue from ``revision``, or an empty one signed ``byline``."""
        form = cls(formdata=None, **_data(revision, byline))
        if form.publish_date.data and form.publish_time.data:
            form._keep_answer(form.publish_date.data, form.publish_time.data)
        form.renew(revision)
        return form

    @classmethod
    def one(cls, name: str, typed: str) -> tuple[str, str]:
        """What is kept of a text typed for one field alone, and what is wrong with it, if anything.

        The body comes back as clean HTML.
        """
        form = cls(formdata=MultiDict({name: typed}), meta={"csrf": False})
        own = getattr(cls, f"validate_{name}", None)
        if not form[name].validate(form, [own] if own else []):
            return "", str(form[name].errors[0])
        return form.clean_body if name == "body" else form[name].data, ""

    def renew(self, revision: Revision | None) -> None:
        """Make the next save a new one that begins from ``revision``."""
        self.save_id.data = str(uuid.uuid4())
        self.base.data = str(revision.number) if revision else "0"

    @property
    def base_number(self) -> int:
        text = self.base.data or ""
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    @property
    def save_uuid(self) -> str:
        """The save's own id; a fresh one where it is missing or no UUID, so no text is refused."""
        return _uuid(self.save_id.data) or str(uuid.uuid4())

    @property
    def sent_ids(self) -> list[str]:
        """The id of this press as the page sent it, and those of presses it heard nothing of."""
        sent = [_uuid(_line(text)) for text in self.save_id.raw_data or []]
        return [*filter(None, sent), *(self.follows.data or [])]

    @property
    def time_has_passed(self) -> bool:
        """Whether the form still plans for a time that is over. What nobody can know is not."""
        day, hour = self.publish_date.data, self.publish_time.data
        if self.going_out.data != "schedule" or day is None or hour is None:
            return False
        fold = {"0": 0, "1": 1}.get(self.fold.data or "")
        try:
            zone = ZoneInfo(current_app.config["SITE_ZONE"])
            return clock.from_local(day, hour, zone, fold) <= clock.now()
        except (ValueError, OverflowError):
            return False

    def wording(self, after: Revision | None = None) -> Wording:
        """What was typed, as a save keeps it. Call it after ``validate``.

        Where the page did not ask for a time (of a live article, or of a reporter), the one that
        was planned in ``after`` stays.
        """
        is_asked = bool(self.publish_date.raw_data)
        return Wording(
            headline=self.headline.data,
            lede=self.lede.data,
            body=self.clean_body,
            byline=self.byline.data,
            tags=self.tags.data,
            category_id=self.category.data or None,
            source_name=self.source_name.data,
            source_url=self.source_url.data,
            photo_credit=self.photo_credit.data,
            lead_photo=self.lead_photo.data,
            lead_caption=self.lead_caption.data,
            planned_at=self.planned_at if is_asked or after is None else after.planned_at,
        )

    def validate_tags(self, field: StringField) -> None:
        names = tag_names(field.data)
        if too_long := next((name for name in names if len(name) > LONGEST), None):
            raise ValidationError(
                _(
                    "Shorten the tag “%(tag)s” to %(limit)s characters",
                    tag=too_long,
                    limit=LONGEST,
                )
            )
        if (over := len(names) - MOST) > 0:
            raise ValidationError(
                ngettext("Take away %(num)d tag", "Take away %(num)d tags", over)
                + ". "
                + _("An article has %(most)s at most", most=MOST)
            )

    def validate_lead_photo(self, field: StringField) -> None:
        if field.data and not IS_NAME.fullmatch(field.data):
            raise ValidationError(_("There is no such photo. Copy the address from the library"))

    def validate_source_url(self, field: URLField) -> None:
        if not field.data:
            return
        try:
            parts = urlsplit(field.data)
            is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
        except ValueError:
            is_web = False
        if not is_web or " " in field.data:
            raise ValidationError(_("Enter a whole address, with https://"))

    def validate_going_out(self, field: RadioField) -> None:
        """The day and hour, as the newsroom's clock shows them; what nobody can know is asked."""
        if field.data != "schedule":
            return
        day, hour = self.publish_date.data, self.publish_time.data
        if day is None or hour is None:
            raise ValidationError(_("Say when it goes out, or choose “At once”"))
        self._plan(day, hour)

    def validate_publish_date(self, field: DateField) -> None:
        self._must_be_there(field, _("Choose a day"))

    def validate_publish_time(self, field: TimeField) -> None:
        self._must_be_there(field, _("Choose a time"))

    def _must_be_there(self, field: DateField | TimeField, sentence: str) -> None:
        if self.going_out.data == "schedule" and field.data is None and not field.errors:
            raise ValidationError(sentence)

    def _plan(self, day: date, hour: time) -> None:
        zone = ZoneInfo(current_app.config["SITE_ZONE"])
        fold = {"0": 0, "1": 1}.get(self.fold.data or "")
        try:
            self.planned_at = clock.from_local(day, hour, zone, fold)
        except clock.NoSuchTimeError as gap:
            raise ValidationError(
                _(
                    "That night the clock skips this time. Choose %(earlier)s or %(later)s",
                    earlier=_clock_time(gap.earlier, day),
                    later=_clock_time(gap.later, day),
                )
            ) from None
        except clock.TwoSuchTimesError as twice:
            self._ask_which(twice)
            raise ValidationError(
                _("That night the clock shows this time twice. Choose one")
            ) from None
        except OverflowError:
            raise ValidationError(_("Choose a day within the calendar")) from None
        if fold is not None:
            self._keep_answer(day, hour)

    def _ask_which(self, twice: clock.TwoSuchTimesError) -> None:
        first, second = twice.moments
        self.fold.choices = [
            SelectChoice("0", _("the first, %(offset)s", offset=clock.offset_name(first))),
            SelectChoice("1", _("the second, %(offset)s", offset=clock.offset_name(second))),
        ]

    def _keep_answer(self, day: date, hour: time) -> None:
        """Go on offering both times with the one that was chosen, so that it is sent again."""
        try:
            clock.from_local(day, hour, ZoneInfo(current_app.config["SITE_ZONE"]))
        except clock.TwoSuchTimesError as twice:
            self._ask_which(twice)


def _clock_time(shown: datetime, day: date) -> str:
    """What the clock shows, with the day when it is another one."""
    pattern = "HH:mm" if shown.date() == day else _("d MMM, HH:mm")
    return str(format_datetime(shown.replace(tzinfo=None), pattern, rebase=False))


def _data(revision: Revision | None, byline: str) -> dict[str, Any]:
    if revision is None:
        return {"byline": byline}
    data = {
        name: getattr(revision, name)
        for name in NAMES
        if name not in {"body", "category_id", "planned_at"}
    }
    data |= {"body": to_typed(revision.body), "category": revision.category_id or 0}
    if revision.planned_at:
        data |= _planned(revision.planned_at)
    return data


def _planned(at: datetime) -> dict[str, Any]:
    local = at.astimezone(ZoneInfo(current_app.config["SITE_ZONE"]))
    return {
        "going_out": "schedule",
        "publish_date": local.date(),
        "publish_time": local.time(),
        "fold": str(local.fold),
    }


def planned_fields(at: datetime | None) -> dict[str, str]:
    """A planned time as the form's fields hold it: of each, what the browser has in it."""
    if at is None:
        return {"going_out": "now", "publish_date": "", "publish_time": ""}
    planned = _planned(at)
    return planned | {
        "publish_date": planned["publish_date"].isoformat(),
        "publish_time": planned["publish_time"].strftime("%H:%M"),
    }


def field_labels() -> dict[str, str]:
    """What each part of a wording is called, for pages that show it outside the form."""
    names = {"category_id": "category", "planned_at": "going_out"}
    return {name: str(getattr(ArticleForm, names.get(name, name)).args[0]) for name in NAMES}


class SlugForm(FlaskForm):  # type: ignore[misc]
    slug = StringField(_l("Address of the page"), [AtMost(100)], filters=[_line])


class TakeDownForm(FlaskForm):  # type: ignore[misc]
    reason = StringField(
        _l("Reason"), [AtMost(300)], filters=[_line], description=_l("Only the newsroom sees it")
    )


class NoteForm(FlaskForm):  # type: ignore[misc]
    text = TextAreaField(_l("Note"), [AtMost(2000)], filters=[_text])

    def validate_text(self, field: TextAreaField) -> None:
        if not field.data:
            raise ValidationError(_("Write a few words"))


class CategoryForm(FlaskForm):  # type: ignore[misc]
    name = StringField(_l("Name"), [AtMost(60)], filters=[_line])

    def validate_name(self, field: StringField) -> None:
        if not field.data:
            raise ValidationError(_("Enter a name"))


class FilterForm(FlaskForm):  # type: ignore[misc]
    """The board's filters. They change nothing, so they carry no token."""

    class Meta:
        csrf = False

    state = HiddenField()
    q = SearchField(_l("Find by headline"), filters=[_line, lambda words: words[:LONGEST_SEARCH]])
    category = SelectField(_l("Category"), validate_choice=False)
    author = SelectField(_l("Author"), validate_choice=False)
