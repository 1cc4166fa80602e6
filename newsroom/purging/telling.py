"""Telling the caches what has become of an article, as soon as it is announced."""

from newsroom import outbox, surrogates
from newsroom.articles.models import Article, State
from newsroom.database import db
from newsroom.purging import purges


def hear(order: outbox.Order) -> None:
    """What readers may no longer see is removed from everything that could show it: its own page,
    and every list with its headline, for any page may have been one.
    """
    article = db.session.get(Article, int(order.subject))
    if article and not article.was_live:
        return
    if article and article.state is State.LIVE:
        purges.put(surrogates.SITE)
    else:
        purges.put(surrogates.of_article(int(order.subject)), surrogates.SITE, is_hard=True)
