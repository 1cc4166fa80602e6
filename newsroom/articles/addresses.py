"""Addresses: every slug an article has had since readers first saw it; none is ever given away."""

import uuid
from collections.abc import Collection

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from newsroom.articles.models import Article
from newsroom.database import AnySession, Base
from newsroom.i18n import gettext as _
from newsroom.language.slugs import slugify

AT_FIRST = 10  # articles may be called alike, if few are


class FormerSlug(Base):
    """A slug that readers knew an article by, which redirects for ever."""

    __tablename__ = "former_slugs"

    slug: Mapped[str] = mapped_column(String(100), primary_key=True)
    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), index=True
    )


class NotAnAddress(Exception):  # noqa: N818 -- a refusal, not a fault
    """The slug cannot be used. ``str()`` is a sentence for the editor."""


def follow_headline(session: AnySession, article: Article, headline: str) -> None:
    """Let a draft's slug follow its headline until somebody chooses one or readers see it."""
    if article.was_live or article.slug_is_chosen or article.live_revision_id:
        return
    wanted = slugify(headline) or f"news-{article.id}"
    if wanted == article.slug:
        return
    article.slug = _free(session, wanted, article)


def settle(session: AnySession, article: Article) -> None:
    """As readers come to see it: no number in its slug tells of a draft with the same headline.

    A draft that holds the plain slug gives it up; its own follows when it goes out.
    """
    wanted, _sep, number = article.slug.rpartition("-")
    if article.slug_is_chosen or not number.isdigit() or wanted != slugify(article.headline):
        return
    holder = session.scalar(select(Article).where(Article.slug == wanted))
    if holder is None or holder.slug_is_chosen:
        return
    if holder.live_revision_id or holder.first_published_at:  # readers know it, or will
        return
    holder.slug = f"{wanted[:60]}-{uuid.uuid4().hex[:8]}"
    session.flush()
    article.slug = wanted


def change_slug(session: AnySession, article: Article, typed: str) -> None:
    """Give an article another address, now; the one that readers know redirects to it for ever.

    Raises NotAnAddress when nothing usable is left of ``typed`` or it leads elsewhere already.
    """
    wanted = slugify(typed)
    if not wanted:
        raise NotAnAddress(_("Enter at least one letter or digit"))
    if wanted == article.slug:
        return
    if _taken(session, [wanted], article):
        raise NotAnAddress(_("This address leads to another article already"))
    own = session.get(FormerSlug, wanted)
    if own:  # back to a slug it had before
        session.delete(own)
    if article.was_live:
        session.add(FormerSlug(slug=article.slug, article_id=article.id))
    article.slug = wanted
    article.slug_is_chosen = True


def _free(session: AnySession, wanted: str, article: Article) -> str:
    """``wanted``, or with the first number from 2 on that nothing else has or had."""
    slugs, so_many = [wanted], AT_FIRST
    while True:
        slugs += [f"{wanted}-{number}" for number in range(len(slugs) + 1, so_many)]
        taken = _taken(session, slugs, article)
        if len(taken) < len(slugs):
            return next(slug for slug in slugs if slug not in taken)
        so_many *= 8


def _taken(session: AnySession, slugs: Collection[str], article: Article) -> set[str]:
    """Those of ``slugs`` that lead, or led, to other articles.

    Found by key: for all that begin alike, SQLite and most collations of PostgreSQL read every row.
    """
    current = select(Article.slug).where(Article.slug.in_(slugs), Article.id != article.id)
    former = select(FormerSlug.slug).where(
        FormerSlug.slug.in_(slugs), FormerSlug.article_id != article.id
    )
    return set(session.scalars(current.union(former)))
