"""How times, numbers and texts are written for people: the filters and words of every template."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from operator import itemgetter
from zoneinfo import ZoneInfo

from flask import Flask, current_app, has_request_context, request
from flask_babel import format_date, format_decimal, get_locale
from markupsafe import Markup

from newsroom import clock
from newsroom.i18n import gettext as _
from newsroom.i18n import ngettext
from newsroom.language.prose import prose
from newsroom.language.typography import initials, nbsp

DAY = timedelta(days=1)
INSIDE_QUOTES = str.maketrans("«»", "„“")
_of_the_site = itemgetter("SITE_NAME", "SITE_TAGLINE", "SITE_LANGUAGE", "SITE_ZONE", "BASE_URL")
STILL = "newsroom.still"  # in an environ: what is made now is read for days, so no word may age

# Characters of a headline that search results and every social network's cards are sure to show.
# Both cut by width, so it is about so many.
HEADLINE_SHOWN = {"search": 60, "card": 70}


def in_quotes(text: str) -> str:
    """What a sentence of ours stands «…» around: in Ukrainian the marks inside are „…“ then."""
    return text.translate(INSIDE_QUOTES) if get_locale().language == "uk" else text


@dataclass(frozen=True)
class Site:
    """What every page says of this newsroom."""

    name: str
    tagline: str
    language: str
    zone: ZoneInfo
    url: str

    @property
    def zone_name(self) -> str:
        return _("Kyiv time") if self.zone.key in {"Europe/Kyiv", "Europe/Kiev"} else self.zone.key

    @property
    def zone_hint(self) -> str:
        """The zone with its distance from UTC now: «за Києвом (UTC+2)»."""
        return self.zone_hint_at(clock.now())

    def zone_hint_at(self, moment: datetime) -> str:
        """The same for another moment: an article of July was published in summer time."""
        return f"{self.zone_name} ({clock.offset_name(moment.astimezone(self.zone))})"


def site() -> Site:
    return _site(*_of_the_site(current_app.config))


@cache  # a page asks thirty times
def _site(name: str, tagline: str, language: str, zone: str, url: str) -> Site:
    return Site(name, tagline, language, ZoneInfo(zone), url)


def init_app(app: Flask) -> None:
    app.context_processor(lambda: {"site": site()})
    app.jinja_env.globals["relative_patterns"] = relative_patterns
    app.jinja_env.globals["headline_shown"] = HEADLINE_SHOWN
    app.jinja_env.globals["new_posts_patterns"] = new_posts_patterns
    app.jinja_env.filters.update(
        relative=relative,
        clock=hour,
        day=day,
        moment=moment,
        short_moment=short_moment,
        at_moment=at_moment,
        dated=dated,
        short_day=short_day,
        iso=lambda moment: moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        number=format_decimal,
        body=Markup,  # clean since it was saved
        prose=lambda html: Markup(prose(html)),  # noqa: S704 -- it is clean too
        nbsp=nbsp,
        initials=initials,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def is_still() -> bool:
    """Whether this page is for a mirror, where only the browser knows what time it is."""
    return has_request_context() and STILL in request.environ


def relative_patterns() -> dict[str, str]:
    """The words for «how long ago», the same for the server and for the ticking in the browser."""
    return _patterns(get_locale().language)


@cache
def _patterns(_language: str) -> dict[str, str]:
    return {
        "now": _("just now"),
        "minutes-ago": _("{n} min ago"),
        "hours-ago": _("{n} h ago"),
        "in-minutes": _("in {n} min"),
        "in-hours": _("in {n} h"),
    }


def new_posts_patterns() -> dict[str, str]:
    """«{n} нова», «{n} нові», «{n} нових», by the names that Intl.PluralRules has for the forms."""
    locale = get_locale()
    samples = {locale.plural_form(n): n for n in reversed(range(1, 20))}
    return {form: ngettext("{n} new", "{n} new", n) for form, n in samples.items()}


def relative(moment: datetime) -> str:
    """«щойно», «3 хв тому», «5 год тому», «за 52 хв»; a date when it is a day away or more.

    On a page that stands still it is the date from the beginning.
    """
    age = clock.now() - moment
    if abs(age) >= DAY or is_still():
        return dated(moment)
    patterns = relative_patterns()
    minutes = int(abs(age).total_seconds()) // 60
    if age < timedelta():
        minutes = max(1, minutes)
        kind = "in-minutes" if minutes < 60 else "in-hours"
    elif not minutes:
        return patterns["now"]
    else:
        kind = "minutes-ago" if minutes < 60 else "hours-ago"
    return patterns[kind].replace("{n}", str(minutes if minutes < 60 else minutes // 60))


def day(moment: datetime) -> str:
    """«23 листопада 2026». CLDR's own long form ends in «р.», which a news page does without."""
    return _day(_local(moment).date(), get_locale().language)


@lru_cache(maxsize=4_000)  # of one day there are many articles
def _day(day: date, _language: str) -> str:
    return str(format_date(day, _("d MMMM y")))


def hour(moment: datetime) -> str:
    """«14:02»."""
    return f"{_local(moment):%H:%M}"


def moment(moment: datetime) -> str:
    """«23 листопада 2026, 14:02»."""
    return f"{day(moment)}, {hour(moment)}"


def short_moment(moment: datetime) -> str:
    """As short as it can be and still say which day: «14:02», «22 лист., 14:02», «22.11.2025»."""
    return hour(moment) if _is_today(moment) else dated(moment)


def at_moment(moment: datetime) -> str:
    """The same as it goes on from a verb: «о 14:02», «22 лист., 14:02»."""
    short = short_moment(moment)
    return _("at %(time)s", time=short) if _is_today(moment) else short


def dated(moment: datetime) -> str:
    """The day and the hour, with the year only when it is another one."""
    local = _local(moment)
    if local.year == _local(clock.now()).year:
        return f"{short_day(local.date())}, {local:%H:%M}"
    return f"{local:%d.%m.%Y}"


def short_day(day: date) -> str:
    """«24 лист.»: a day of this year or the last, where there is little room."""
    return _short_day(day, get_locale().language)


@lru_cache(maxsize=4_000)
def _short_day(day: date, _language: str) -> str:
    return str(format_date(day, _("d MMM")))


def _is_today(moment: datetime) -> bool:
    return _local(moment).date() == _local(clock.now()).date()


def _local(moment: datetime) -> datetime:
    return moment.astimezone(site().zone)
