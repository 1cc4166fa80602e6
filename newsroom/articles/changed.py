"""What an open page of an article is told of it: that it was changed, or taken down, since."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from newsroom import clock
from newsroom.articles.corrections import Correction
from newsroom.articles.models import Article, State
from newsroom.database import AnySession


@dataclass(frozen=True)
class Reading:
    """An article as a page shows it: ``mark`` changes whenever readers are told of a change."""

    article_id: int
    mark: str

    def __str__(self) -> str:
        return f"{self.article_id}-{self.mark}"

    @classmethod
    def of(cls, article: Article) -> "Reading":
        return cls(article.id, _mark(article.updated_at))

    @classmethod
    def asked_for(cls, typed: str) -> "Reading | None":
        """What a poll says that its page shows; an address may say anything."""
        found = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,20})", typed)
        return cls(int(found[1]), found[2]) if found else None


@dataclass(frozen=True)
class Changed:
    """What has become of it. ``at``: when; None where readers may see it no more."""

    slug: str
    at: datetime | None
    is_correction: bool = False


def changed_since(session: AnySession, reading: Reading) -> Changed | None:
    """None while the page shows what readers should see, and for what readers never saw."""
    corrected_at = select(func.max(Correction.created_at)).where(
        Correction.article_id == Article.id
    )
    found = session.execute(
        select(
            Article.slug,
            Article.updated_at,
            Article.in_state(State.LIVE),
            corrected_at.scalar_subquery(),
        ).where(Article.id == reading.article_id, Article.first_published_at <= clock.now())
    ).first()
    if found is None:
        return None
    slug, at, is_live, corrected = found
    if not is_live:
        return Changed(slug, None)
    if at is None or _mark(at) == reading.mark:
        return None
    return Changed(slug, at, is_correction=corrected is not None and corrected >= at)


def _mark(updated_at: datetime | None) -> str:
    return updated_at.strftime("%Y%m%d%H%M%S%f") if updated_at else "0"
