"""Which articles use a photo, and which of them readers see."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_login import current_user
from sqlalchemy import case, or_, select

from newsroom.articles.models import Article, Revision, State
from newsroom.database import db
from newsroom.photos.models import Photo

MOST_SHOWN = 100


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
    shows = Revision.body.contains(f'data-photo="{photo.name}"')
    of_these = or_(
        Revision.id == Article.working_revision_id, Revision.id == Article.live_revision_id
    )
    ids = select(Article.id).join(Revision, of_these).where(shows)
    is_live = case((Article.in_state(State.LIVE), 1), else_=0)
    is_seen = case((Article.seen_by(current_user), 1), else_=0)
    rows = db.session.execute(
        select(Article.id, Article.slug, Article.headline, is_live, is_seen)
        .where(Article.id.in_(ids))
        .order_by(is_live.desc(), Article.id.desc())
        .limit(MOST_SHOWN)
    )
    return [Use(i, slug, line, bool(live), bool(seen)) for i, slug, line, live, seen in rows]


def live_uses(photos: Sequence[Photo]) -> dict[int, int]:
    """How many live articles use each of these, by the photos' ids."""
    return {}
