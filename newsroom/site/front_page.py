"""The front page: what leads, what stands beside it, and the newest of every category."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template
from sqlalchemy import select, union_all

from newsroom import clock
from newsroom.articles.models import Article
from newsroom.articles.recent import Post, posts
from newsroom.database import db
from newsroom.kept import kept_for
from newsroom.site import metadata
from newsroom.site.around import Place, around
from newsroom.site.blueprint import blueprint
from newsroom.site.days import by_day

SECONDS = 3
BY_DAY = 8
IN_A_SECTION = 4
ON_THE_PAGE = 60


@dataclass(frozen=True)
class Section:
    category: Place
    posts: list[Post]


@blueprint.get("/")
@kept_for()
def home() -> str:
    about, places = metadata.front_page(), around()
    news = front_page(places["categories"])
    return render_template("site/home.html", about=about, **news, **places)


def front_page(categories: Sequence[Place]) -> dict[str, Any]:
    """The lead, the seconds and the sections, no story twice; and a list of the latest by day."""
    newest = posts(Article.live().limit(1 + SECONDS + BY_DAY))
    on_top, later = newest[: 1 + SECONDS], newest[1 + SECONDS :]
    return {
        "lead": on_top[0] if on_top else None,
        "seconds": on_top[1:],
        "days": by_day(later),
        "newest_day": by_day(on_top[:1])[0] if on_top else None,
        "sections": _sections(categories, {post.id for post in on_top}),
    }


def _sections(categories: Sequence[Place], on_top: set[int]) -> list[Section]:
    """The newest of each category that are not on top: one short walk along the index each."""
    if not categories:
        return []
    now: datetime = clock.now()
    walks = [
        select(
            Article.live(now)
            .with_only_columns(Article.id)
            .where(Article.category_id == category.id)
            .limit(IN_A_SECTION + len(on_top))
            .subquery()
        )
        for category in categories[:ON_THE_PAGE]
    ]
    ids = db.session.scalars(union_all(*walks)).all()
    found = posts(Article.live(now).where(Article.id.in_(set(ids) - on_top)))
    by_slug: dict[str | None, list[Post]] = {}
    for post in found:
        by_slug.setdefault(post.category_slug, []).append(post)
    return [
        Section(category, by_slug[category.slug][:IN_A_SECTION])
        for category in categories
        if category.slug in by_slug
    ]
