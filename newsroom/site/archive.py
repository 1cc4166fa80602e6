"""The archive: all that went out on one day, and the ways to the days before and after it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import abort, render_template
from sqlalchemy import Select, union_all

from newsroom import clock
from newsroom.articles.models import Article
from newsroom.articles.recent import posts
from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.paging import Cursor, asked_cursor, cut, page
from newsroom.site import metadata
from newsroom.site.around import around
from newsroom.site.blueprint import blueprint
from newsroom.site.days import Day, asked_day, bounds, day_of
from newsroom.words import day as written

PAGE = 50


@blueprint.get("/archive/<day>")
def archive(day: str) -> str:
    """A day without news has a page only between days with news, so that there is an end to it."""
    asked = asked_day(day) or abort(404)
    begins, ends = bounds(asked)
    before = asked_cursor()
    news = page(of_day(begins, ends), before, Article.publish_at, Article.id)
    shown, is_more = cut(posts(news.limit(PAGE + 1)), PAGE)
    earlier, later = _nearest(begins, ends)
    if not shown and not (earlier and later):
        abort(404)
    this = Day(asked, shown)
    older = Cursor(shown[-1].publish_at, shown[-1].id) if is_more else None
    title = _("News of %(day)s", day=written(this.noon))
    return render_template(
        "site/archive.html",
        about=metadata.of_list(title, this.url, shown, before),
        day=this,
        earlier=earlier,
        later=later,
        older_url=f"{this.url}?before={older}" if older else None,
        **around(),
    )


def of_day(begins: datetime, ends: datetime) -> Select[tuple[Article]]:
    return live_before(ends).where(Article.publish_at >= begins)


def live_before(moment: datetime) -> Select[tuple[Article]]:
    """What went out before ``moment``, newest first.

    Told of two upper bounds, SQLite begins at the first, which is now, and walks all the way back.
    """
    last = moment - timedelta(microseconds=1)
    return Article.live(min(clock.now(), last))


def live_from(moment: datetime) -> Select[tuple[Article]]:
    """What went out from ``moment`` on, the oldest first."""
    from_then = Article.live().where(Article.publish_at >= moment)
    return from_then.order_by(None).order_by(Article.publish_at, Article.id)


def days_there(asked: set[str]) -> set[str]:
    """Those that have a page: from the first day with news to the last."""
    oldest = Article.live().order_by(None).order_by(Article.publish_at, Article.id)
    news = [day_of(at) for at in _first_of(oldest, Article.live())]
    days = {text: asked_day(text) for text in asked}
    return {text for text, day in days.items() if day and news and min(news) <= day <= max(news)}


def _nearest(begins: datetime, ends: datetime) -> tuple[Day | None, Day | None]:
    """The last day with news before ``begins``, the first from ``ends`` on."""
    found = _first_of(live_before(begins), live_from(ends))
    days = {at < begins: Day(day_of(at), []) for at in found}
    return days.get(True), days.get(False)


def _first_of(*ways: Select[tuple[Article]]) -> Sequence[datetime]:
    """When the first on each way went out: a step along an index, not a walk."""
    first = [way.with_only_columns(Article.publish_at).limit(1).subquery().select() for way in ways]
    return db.session.scalars(union_all(*first)).all()
