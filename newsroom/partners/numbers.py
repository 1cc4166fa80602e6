"""A partner's numbers on the desk: how often the list was seen and followed, and what is wrong."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import abort, render_template
from sqlalchemy import func, select
from sqlalchemy.orm import lazyload

from newsroom import clock
from newsroom.articles.models import Article
from newsroom.database import db
from newsroom.partners.blueprint import blueprint
from newsroom.partners.counts import BOX, Count, Embed, Sighting
from newsroom.partners.ledger import today
from newsroom.partners.models import Partner
from newsroom.partners.troubles import Facts, Trouble, troubles
from newsroom.security import editors_only
from newsroom.words import site

DAYS = 30
WEEK = timedelta(days=7)
MOST_ARTICLES = 20
STEP, HEIGHT = 10, 100  # of the chart, in its own units
ALONE = (lazyload(Partner.categories), lazyload(Partner.tags))


@dataclass(frozen=True)
class Bar:
    """A day in a chart."""

    day: date
    number: int
    x: int
    height: float

    @property
    def y(self) -> float:
        return HEIGHT - self.height


@dataclass(frozen=True)
class Numbers:
    """The last days of one partner, each with its views and clicks."""

    days: list[date]
    views: Counter[date]
    clicks: Counter[date]
    embeds: list[tuple[str, int, int]]  # kind, views, clicks
    articles: list[Any]  # id, headline, views, clicks

    @property
    def seen_on(self) -> date | None:
        return max((day for day in self.days if self.views[day]), default=None)

    def bars(self, counted: Counter[date]) -> list[Bar]:
        most = max(counted.values(), default=0)
        return [
            Bar(day, counted[day], place * STEP, _height(counted[day], most))
            for place, day in enumerate(self.days)
        ]


def _height(number: int, most: int) -> float:
    """In proportion, and never so low that it looks like nothing."""
    return max(round(HEIGHT * number / most, 1), 2.0) if number else 0.0


@blueprint.get("/desk/partners/<int:partner_id>/numbers")
@editors_only
def numbers(partner_id: int) -> str:
    partner = db.session.get(Partner, partner_id, options=ALONE) or abort(404)
    found = _numbers(partner)
    wrong = troubles(_facts(partner, _sights([partner])[partner.id], found.seen_on))
    return render_template(
        "partners/numbers.html", partner=partner, numbers=found, troubles=wrong, nav="partners"
    )


def of_a_week(partners: Iterable[Partner]) -> dict[int, tuple[int, list[Trouble]]]:
    """Of each: how often it was seen in the last seven days, and what is wrong."""
    partners = list(partners)
    since = today() - timedelta(days=DAYS)
    query = select(Count.partner_id, Count.day, func.sum(Count.views)).where(
        Count.article_id == BOX, Count.day > since, Count.views > 0
    )
    days: dict[int, Counter[date]] = defaultdict(Counter)
    for number, day, views in db.session.execute(query.group_by(Count.partner_id, Count.day)):
        days[number][day] = views
    sights = _sights(partners)
    found = {}
    for one in partners:
        lately = [n for day, n in days[one.id].items() if day > today() - WEEK]
        wrong = troubles(_facts(one, sights[one.id], max(days[one.id], default=None)))
        found[one.id] = (sum(lately), wrong)
    return found


def _facts(partner: Partner, sights: dict[str, Sighting], seen_on: date | None) -> Facts:
    return Facts(partner, sights, seen_on, today(), clock.now(), site().url)


def _sights(partners: list[Partner]) -> dict[int, dict[str, Sighting]]:
    found: dict[int, dict[str, Sighting]] = defaultdict(dict)
    mine = Sighting.partner_id.in_([one.id for one in partners])
    for sight in db.session.scalars(select(Sighting).where(mine)):
        found[sight.partner_id][sight.what] = sight
    return found


def _numbers(partner: Partner) -> Numbers:
    days = [today() - timedelta(days=age) for age in reversed(range(DAYS))]
    mine = (Count.partner_id == partner.id, Count.day >= days[0])
    rows = db.session.scalars(select(Count).where(*mine, Count.article_id == BOX)).all()
    views, clicks, by_embed = Counter[date](), Counter[date](), dict.fromkeys(Embed, (0, 0))
    for row in rows:
        views[row.day] += row.views
        clicks[row.day] += row.clicks
        before = by_embed[Embed(row.embed)]
        by_embed[Embed(row.embed)] = (before[0] + row.views, before[1] + row.clicks)
    embeds = [(kind.value, *both) for kind, both in by_embed.items()]
    return Numbers(days, views, clicks, embeds, _articles(mine))


def _articles(mine: tuple[Any, ...]) -> list[Any]:
    """What readers followed most."""
    seen, followed = func.sum(Count.views), func.sum(Count.clicks)
    query = (
        select(Article.id, Article.headline, seen.label("views"), followed.label("clicks"))
        .join(Count, Count.article_id == Article.id)
        .where(*mine, Count.article_id != BOX)
        .group_by(Article.id, Article.headline)
        .order_by(followed.desc(), seen.desc(), Article.id.desc())
    )
    return list(db.session.execute(query.limit(MOST_ARTICLES)))
