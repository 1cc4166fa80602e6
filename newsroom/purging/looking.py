"""Looking for what nobody announces: a category's name, a plain page, a setting, another version.

The edition counts every change that readers can see, so none is forgotten. Who looks for the first
time may have missed some, and may be newer code that draws the same things otherwise: it purges.
"""

from flask import current_app
from sqlalchemy import func, select

from newsroom import clock, surrogates
from newsroom.articles.breaking import Pin
from newsroom.articles.models import Article
from newsroom.database import db
from newsroom.kept.edition import Edition
from newsroom.purging import purges

Seen = tuple[int | None, ...]
SEEN = "purging-seen"  # by this process, in the app's extensions


def look() -> None:
    """Purge when what readers see is not what it was when this process looked last."""
    if not current_app.config["CACHES"]:
        return
    seen = _seen()
    if seen == current_app.extensions.get(SEEN):
        return
    purges.put(surrogates.SITE)
    db.session.commit()
    current_app.extensions[SEEN] = seen


def _seen() -> Seen:
    """The edition, the newest live article and the strip: these two change with time alone."""
    now = clock.now()
    newest = Article.live().with_only_columns(Article.id).limit(1).scalar_subquery()
    pinned = select(func.max(Pin.id)).where(Pin.ends_at > now).scalar_subquery()
    with db.engine.connect().execution_options(reading=True) as connection:
        return tuple(connection.execute(select(Edition.number, newest, pinned)).one())
