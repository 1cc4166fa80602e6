"""Filing: an article under its authors, its tags and its photos, where their lists find it."""

from datetime import datetime

from newsroom.articles import bylines, tags
from newsroom.articles.models import Article
from newsroom.articles.photo_uses import note_uses
from newsroom.database import AnySession


def refile(session: AnySession, article: Article) -> None:
    """File an article as its row says, after whatever changed its by-line, its tags or its time.

    Who signs a draft finds it from the first save on; a tag has it from the publication on.
    """
    session.flush()
    at = article.publish_at if article.live_revision_id else None
    tags.attach(session, article.id, article.tags, at)
    _refile(session, article, at)


def refile_draft(session: AnySession, article: Article) -> None:
    """The same after a save of what was never out, or is so no more: no tag has it."""
    session.flush()
    _refile(session, article, None)


def _refile(session: AnySession, article: Article, at: datetime | None) -> None:
    bylines.sign(session, article.id, article.byline, at)
    note_uses(session, article)
