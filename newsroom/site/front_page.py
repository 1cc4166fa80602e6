"""The front page: what leads, what stands beside it, and the newest of every category."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template
from sqlalchemy import select, union_all

from newsroom import clock
from newsroom.articles.categories import Category
from newsroom.articles.models import Article
from newsroom.articles.recent import Post, posts
from newsroom.database import db
from newsroom.site import metadata
from newsroom.site.around import around, categories
from newsroom.site.blueprint import blueprint

SECONDS = 3
IN_A_SECTION = 4
ON_THE_PAGE = 60


@dataclass(frozen=True)
class Section:
    category: Category
    posts: list[Post]


@blueprint.get("/")
def home() -> str:
    sections = categories()
    about = metadata.front_page()
    return render_template(
        "site/home.html", about=about, **front_page(sections), **around(sections)
    )


def front_page(of: list[Category]) -> dict[str, Any]:
    """The lead, the seconds and the sections, no story twice."""
    newest = posts(Article.live().limit(1 + SECONDS))
    lead, seconds = (newest[0], newest[1:]) if newest else (None, [])
    on_top = {post.id for post in newest}
    return {
        "lead": lead,
        "seconds": seconds,
        "sections": _sections(of, on_top),
        "updated_at": newest[0].publish_at if newest else None,
    }


def _sections(categories: list[Category], on_top: set[int]) -> list[Section]:
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
