"""Which photos an article uses: its working copy, what readers see; as the lead or in the text.

Kept with every save and publication, so that a photo knows its articles and no text is read for it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Boolean, Column, ForeignKey, Index, Table, bindparam, delete, insert, select

from newsroom.articles.models import Article, Revision
from newsroom.database import AnySession, Base
from newsroom.language.photos_in import photos_in
from newsroom.photos.models import Photo

article_photos = Table(
    "article_photos",
    Base.metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("photo_id", ForeignKey("photos.id"), primary_key=True),
    Column("is_live", Boolean, primary_key=True),  # in the live revision, else in the working copy
    Column("is_lead", Boolean, primary_key=True),
    Index("ix_article_photos_photo_id", "photo_id", "article_id"),
)


_USED = select(article_photos.c.photo_id, article_photos.c.is_live, article_photos.c.is_lead).where(
    article_photos.c.article_id == bindparam("article")
)


class Use(NamedTuple):
    photo_id: int
    is_live: bool
    is_lead: bool


def note_uses(session: AnySession, article: Article) -> None:
    """Write down what the article's working copy and its live revision use as they are now."""
    working, live = article.working, article.live_revision
    ids = _ids(session, {*_names(working), *_names(live)})
    wanted = {*_uses(working, ids, is_live=False), *_uses(live, ids, is_live=True)}
    shown = live or working
    lead = ids.get(shown.lead_photo) if shown else None
    if article.lead_photo_id != lead:
        article.lead_photo_id = lead
    rows = session.connection().execute(_USED, {"article": article.id}).all()
    if {Use(*row) for row in rows} == wanted:
        return
    session.execute(delete(article_photos).where(article_photos.c.article_id == article.id))
    if wanted:
        values = [{"article_id": article.id, **use._asdict()} for use in sorted(wanted)]
        session.execute(insert(article_photos), values)


def _names(revision: Revision | None) -> list[str]:
    if revision is None:
        return []
    return [*filter(None, [revision.lead_photo]), *photos_in(revision.body)]


def _ids(session: AnySession, names: Iterable[str]) -> dict[str, int]:
    """Those that there are: a photo may be gone from which an old revision was made."""
    asked = set(names)
    if not asked:
        return {}
    rows = session.execute(select(Photo.name, Photo.id).where(Photo.name.in_(asked)))
    return dict(rows.tuples().all())


def _uses(revision: Revision | None, ids: dict[str, int], *, is_live: bool) -> set[Use]:
    if revision is None:
        return set()
    lead = {ids[name] for name in [revision.lead_photo] if name in ids}
    inside = {ids[name] for name in photos_in(revision.body) if name in ids}
    return {Use(photo, is_live, True) for photo in lead} | {
        Use(photo, is_live, False) for photo in inside
    }
