"""Links: which authors and tags an article stands under, in order, each with the time it went out.

The time is a copy of the article's, so that a list of one author or tag is one walk along an index.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, bindparam, delete, insert, select

from newsroom import clock
from newsroom.articles.models import Article
from newsroom.database import AnySession


def relink(
    session: AnySession,
    column: Column[int],
    article_id: int,
    others: Sequence[int],
    publish_at: datetime | None,
) -> None:
    """Make ``others`` what the article is linked to in ``column`` of its table, in that order."""
    table: Table = column.table
    here = table.c.article_id == article_id
    wanted = [(other, publish_at) for other in dict.fromkeys(others)]
    current = session.connection().execute(_linked(column), {"article": article_id}).all()
    if [tuple(row) for row in current] == wanted:
        return
    session.execute(delete(table).where(here))
    rows = [
        {"article_id": article_id, column.name: other, "position": n, "publish_at": at}
        for n, (other, at) in enumerate(wanted)
    ]
    if rows:
        session.execute(insert(table), rows)


@cache
def _linked(column: Column[int]) -> Select[tuple[int, datetime | None]]:
    """What an article is linked to now, with the time: made once, for every save asks it."""
    links = column.table.c
    here = links.article_id == bindparam("article")
    return select(column, links.publish_at).where(here).order_by(links.position)


def leads_to_live(column: Column[int], row_id: Any) -> ColumnElement[bool]:
    """Whether readers find an article under ``row_id``: until then they do not know of it.

    The newest is looked for, which is a step along the index; whether there is one at all
    PostgreSQL may answer by reading every link of it.
    """
    links = column.table.c
    newest = (
        Article.live()
        .join(column.table, links.article_id == Article.id)
        .where(column == row_id, links.publish_at <= clock.now())
        .order_by(None)
        .order_by(links.publish_at.desc(), links.article_id.desc())
        .limit(1)
    )
    return newest.with_only_columns(links.article_id).scalar_subquery().is_not(None)
