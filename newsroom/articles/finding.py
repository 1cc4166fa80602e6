"""Access is the query: staff find an article through what they may see, or it is not there."""

from functools import cache

from flask import abort
from flask_login import current_user
from sqlalchemy import ColumnElement, Integer, Select, bindparam, select, true
from sqlalchemy.orm import joinedload

from newsroom.articles.bylines import Author, article_authors
from newsroom.articles.models import Article, Revision, State
from newsroom.articles.tags import Tag, article_tags
from newsroom.database import LARGEST_INTEGER, db


def find(article_id: int) -> Article:
    """The article, with its working copy and category; 404 when this person may not see it."""
    return _one(article_id, for_update=False)


def find_to_change(article_id: int) -> Article:
    """The same, held until the commit, so that two who save at once are taken one by one."""
    return _one(article_id, for_update=True)


def find_revision(article: Article, number: int | None) -> Revision:
    """A revision of an article that was found, with its author and category; or 404."""
    if number is None or number > LARGEST_INTEGER:
        abort(404)
    wanted = select(Revision).where(Revision.article_id == article.id, Revision.number == number)
    revision = db.session.scalar(
        wanted.options(joinedload(Revision.author), joinedload(Revision.category))
    )
    return revision or abort(404)


def known_authors() -> ColumnElement[bool]:
    """Whose names this person may read: an editor everybody's, a reporter those of colleagues and
    of whoever signs what readers see or what is theirs. Another's draft names nobody to them.
    """
    if current_user.may_publish:
        return true()
    signed = (
        select(article_authors.c.author_id)
        .join(Article, Article.id == article_authors.c.article_id)
        .where(article_authors.c.author_id == Author.id)
        .where(Article.in_state(State.LIVE) | Article.seen_by(current_user))
    )
    return Author.staff_id.is_not(None) | signed.exists()


def known_tags() -> ColumnElement[bool]:
    """Of which tags this person may know: those of what readers see or what they may see
    themselves. What another has scheduled names none.
    """
    linked = (
        select(article_tags.c.tag_id)
        .join(Article, Article.id == article_tags.c.article_id)
        .where(article_tags.c.tag_id == Tag.id)
        .where(Article.in_state(State.LIVE) | Article.seen_by(current_user))
    )
    return linked.exists()


def _one(article_id: int, *, for_update: bool) -> Article:
    if article_id > LARGEST_INTEGER:
        abort(404)
    query = _asked_for(bool(current_user.may_publish), for_update)
    return db.session.scalar(query, {"article": article_id, "me": current_user.id}) or abort(404)


@cache
def _asked_for(sees_all: bool, for_update: bool) -> Select[tuple[Article]]:
    """The four questions, each made once: making one takes longer than answering it."""
    query = select(Article).where(Article.id == bindparam("article"))
    if not sees_all:
        query = query.where(Article.written_by(bindparam("me", type_=Integer())))
    if for_update:
        # Read it anew: it may have changed while we waited for the one before us. Its working copy
        # is another question: PostgreSQL would join what there was before it waited.
        return query.with_for_update(of=Article).execution_options(populate_existing=True)
    return query.options(
        joinedload(Article.working).options(joinedload(Revision.author), joinedload(Revision.lead)),
        joinedload(Article.category),
        joinedload(Article.live_revision).load_only(Revision.number),
    )
