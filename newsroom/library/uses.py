"""Which articles use a photo, and which of them readers see."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_login import current_user
from sqlalchemy import case, func, select

from newsroom.articles.models import Article, State
from newsroom.articles.photo_uses import article_photos
from newsroom.database import db
from newsroom.photos.models import Photo

MOST_SHOWN = 100
columns = article_photos.c


@dataclass(frozen=True)
class Use:
    """An article with the photo in it. Of a draft that this person may not see only that it is."""

    article_id: int
    slug: str
    headline: str
    is_live: bool  # readers see it there now
    is_seen: bool


def uses_of(photo: Photo) -> list[Use]:
    """The live ones first, then the newest."""
    here = select(columns.article_id).where(columns.photo_id == photo.id)
    is_live = case(
        (Article.in_state(State.LIVE) & Article.id.in_(here.where(columns.is_live)), 1), else_=0
    )
    is_seen = case((Article.seen_by(current_user), 1), else_=0)
    rows = db.session.execute(
        select(Article.id, Article.slug, Article.headline, is_live, is_seen)
        .where(Article.id.in_(here))
        .order_by(is_live.desc(), Article.id.desc())
        .limit(MOST_SHOWN)
    )
    return [Use(i, slug, line, bool(live), bool(seen)) for i, slug, line, live, seen in rows]


def is_shown(photo: Photo) -> bool:
    """Whether readers see it in an article, or will in one that is scheduled."""
    query = (
        select(columns.photo_id)
        .join(Article, columns.article_id == Article.id)
        .where(columns.photo_id == photo.id, columns.is_live, Article.taken_down_at.is_(None))
    )
    return db.session.scalar(query.limit(1)) is not None


def live_uses(photos: Sequence[Photo]) -> dict[int, int]:
    """How many live articles use each of these, by the photos' ids."""
    rows = db.session.execute(
        select(columns.photo_id, func.count(columns.article_id.distinct()))
        .join(Article, columns.article_id == Article.id)
        .where(columns.photo_id.in_([photo.id for photo in photos]))
        .where(columns.is_live, Article.in_state(State.LIVE))
        .group_by(columns.photo_id)
    )
    return dict(rows.tuples().all())
