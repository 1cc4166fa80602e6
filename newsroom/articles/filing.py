"""Filing: an article under its authors, its tags and its photos, where their lists find it."""

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
    bylines.sign(session, article.id, article.byline, at)
    tags.attach(session, article.id, article.tags, at)
    note_uses(session, article)
