"""What is wrong with a partner's list, as far as we can see it, and what to tell the partner."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from newsroom.i18n import gettext as _
from newsroom.partners.counts import Sight, Sighting
from newsroom.partners.models import Partner, Status

LATELY = timedelta(days=7)
JUST_NOW = timedelta(days=1)
TIME_TO_PASTE = timedelta(days=3)
ASKS_FOR_POSTS = timedelta(hours=1)  # the loader is kept by caches, the posts for seconds


@dataclass(frozen=True)
class Trouble:
    what: str
    advice: str
    seen_at: datetime | None = None


@dataclass(frozen=True)
class Facts:
    """What is known of a partner: the last sight of each sort, and the last day with a view."""

    partner: Partner
    sights: Mapping[str, Sighting]
    seen_on: date | None  # in the last weeks
    today: date
    now: datetime
    our_url: str

    def last(self, what: Sight, within: timedelta) -> Sighting | None:
        sight = self.sights.get(what)
        return sight if sight and self.now - sight.seen_at <= within else None

    @property
    def is_looked_at(self) -> bool:
        return self.seen_on is not None and self.today - self.seen_on <= LATELY


def troubles(facts: Facts) -> list[Trouble]:
    """The most telling first."""
    return [
        *_asks_too_often(facts),
        *_counts_too_much(facts),
        *(_of_an_active(facts) if facts.partner.is_active else _while_it_rests(facts)),
        *_on_a_wrong_origin(facts),
    ]


def _on_a_wrong_origin(facts: Facts) -> Iterator[Trouble]:
    """Last: the key is public, and a program can name any origin."""
    if sight := facts.last(Sight.WRONG_ORIGIN, LATELY):
        yield Trouble(
            _("A page on %(origin)s asks for the list: no address of theirs.", origin=sight.origin),
            _(
                "If it is their site, add the address to their settings. If not, nothing is to be"
                " done: the list does not show there, and anybody can make such a request up."
            ),
            sight.seen_at,
        )


def _asks_too_often(facts: Facts) -> Iterator[Trouble]:
    if sight := facts.last(Sight.TOO_MANY, JUST_NOW):
        yield Trouble(
            _("The list is asked for more often than their settings allow."),
            _(
                "Boxes keep the list that they have. Raise the limit, or ask whether a server of"
                " theirs asks for every reader anew."
            ),
            sight.seen_at,
        )


def _counts_too_much(facts: Facts) -> Iterator[Trouble]:
    if sight := facts.last(Sight.FLOOD, JUST_NOW):
        yield Trouble(
            _("More was to be counted in a minute than can be true."),
            _("Somebody plays with the numbers. They were cut off; those of that day say little."),
            sight.seen_at,
        )


def _while_it_rests(facts: Facts) -> Iterator[Trouble]:
    if sight := facts.last(Sight.RESTING, LATELY):
        yield Trouble(
            _("The key is revoked, and their pages still ask for the list.")
            if facts.partner.status == Status.REVOKED
            else _("The key is paused, and their pages still ask for the list."),
            _(
                "Readers see a sentence with a link to our site. Ask them to take the line out, or"
                " let them show our posts again."
            ),
            sight.seen_at,
        )


def _of_an_active(facts: Facts) -> Iterator[Trouble]:
    script, posts = facts.last(Sight.SCRIPT, LATELY), facts.sights.get(Sight.LIST)
    if script and (not posts or script.seen_at - posts.seen_at > ASKS_FOR_POSTS):
        yield Trouble(
            _(
                "A page on %(origin)s loads our script and never asks for posts.",
                origin=script.origin,
            ),
            _(
                "Most likely their Content-Security-Policy stops it. Ask them to add to it:"
                " connect-src %(url)s",
                url=facts.our_url,
            ),
            script.seen_at,
        )
    elif facts.now - facts.partner.created_at > TIME_TO_PASTE and not facts.is_looked_at:
        yield from _unseen(facts)


def _unseen(facts: Facts) -> Iterator[Trouble]:
    if facts.last(Sight.SERVER, LATELY):  # ready HTML counts nothing
        return
    if sight := facts.last(Sight.LIST, LATELY):
        yield Trouble(
            _("Their pages are given the list, and nobody has seen it for a week."),
            _("It may stand where nobody scrolls to. Ask them to look at the page on a telephone."),
            sight.seen_at,
        )
    elif facts.seen_on or Sight.LIST in facts.sights or Sight.SERVER in facts.sights:
        last = facts.sights.get(Sight.LIST) or facts.sights.get(Sight.SERVER)
        yield Trouble(
            _("For a week nobody has asked for the list."),
            _("Ask them whether it is still on their pages."),
            last.seen_at if last else None,
        )
    else:
        yield Trouble(
            _("The list was never shown on their pages."),
            _(
                "Ask them whether they have pasted it. Where a Content-Security-Policy forbids our"
                " script or frame we hear nothing of it: their browser's console says so."
            ),
        )
