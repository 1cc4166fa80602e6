"""The archive: all that went out on one day, and the ways to the days before and after it."""

from datetime import datetime

from flask import abort, render_template
from sqlalchemy import union_all

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
    of_the_day = Article.live().where(Article.publish_at >= begins, Article.publish_at < ends)
    shown, is_more = cut(
        posts(page(of_the_day, before, Article.publish_at, Article.id).limit(PAGE + 1)), PAGE
    )
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


def _nearest(begins: datetime, ends: datetime) -> tuple[Day | None, Day | None]:
    """The last day with news before ``begins``, the first from ``ends`` on."""
    live = Article.live().with_only_columns(Article.publish_at)
    forward = live.order_by(None).order_by(Article.publish_at, Article.id)
    ways = [
        live.where(Article.publish_at < begins).limit(1),
        forward.where(Article.publish_at >= ends).limit(1),
    ]
    found = db.session.scalars(union_all(*(way.subquery().select() for way in ways))).all()
    days = {at < begins: Day(day_of(at), []) for at in found}
    return days.get(True), days.get(False)
