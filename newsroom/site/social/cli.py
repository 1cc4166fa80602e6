"""`flask articles cards`: cards for what has gone out without one."""

import click
from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from newsroom import outbox
from newsroom.articles.cli import articles
from newsroom.articles.models import Article
from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.site.social.pictures import DRAW, is_missing

AT_ONCE = 500


@articles.command("cards")
def put_drawings() -> None:
    """Have the cards of live articles drawn that have none: imported ones, say."""
    number = last = 0
    while some := db.session.scalars(_after(last)).all():
        last = some[-1].id
        for article in filter(is_missing, some):
            outbox.put(DRAW, article.id, key=str(article.id))
            number += 1
        db.session.commit()
    click.echo(_("Cards waiting to be drawn: %(number)s.", number=number))


def _after(last: int) -> Select[tuple[Article]]:
    in_order = Article.live().order_by(None).order_by(Article.id)
    return in_order.where(Article.id > last).limit(AT_ONCE).options(joinedload(Article.lead_photo))
