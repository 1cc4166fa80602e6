"""What to read after an article: what it links to, and what else is about the same."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Select, func, literal, select, union_all

from newsroom import clock
from newsroom.articles.addresses import FormerSlug
from newsroom.articles.models import Article
from newsroom.articles.recent import Post, posts
from newsroom.articles.tags import article_tags
from newsroom.database import db
from newsroom.words import site as this_site

EARLIER, RELATED = 4, 4
CANDIDATES = 8  # of each tag, and of the category, the newest
LINKED, SHARES_A_TAG, SHARES_THE_CATEGORY = 100, 3, 1  # what counts how much
LINK = re.compile(r'href="(?P<site>https?://[^"/]+)?/news/(?P<slug>[a-z0-9-]+)["#?]')


@dataclass(frozen=True)
class Related:
    earlier: list[Post]  # those that the text links to
    related: list[Post]


def related(article: Article, body: str, tag_ids: Sequence[int]) -> Related:
    linked = list(islice(_called_now(dict.fromkeys(_linked(body))), EARLIER))
    found = posts(candidates(article, linked, tag_ids))
    by_slug = {post.slug: post for post in found}
    return Related(
        earlier=[by_slug[slug] for slug in linked if slug in by_slug],
        related=[post for post in found if post.slug not in linked][:RELATED],
    )


def _linked(body: str) -> Iterator[str]:
    """The slugs of our own articles that a text links to, in its order."""
    ours = {None, this_site().url}
    return (link["slug"] for link in LINK.finditer(body) if link["site"] in ours)


def _called_now(slugs: Iterable[str]) -> Iterable[str]:
    """What they are called today, each once: a link may be older than an article's address."""
    named = list(slugs)
    if not named:
        return named
    moved = select(FormerSlug.slug, Article.slug).join(Article, Article.id == FormerSlug.article_id)
    rows = db.session.execute(moved.where(FormerSlug.slug.in_(named)))
    now = {row[0]: row[1] for row in rows}
    return dict.fromkeys(now.get(slug, slug) for slug in named)


def candidates(
    article: Article, linked: Sequence[str], tag_ids: Sequence[int]
) -> Select[tuple[Article]]:
    """What has most in common comes first; a short walk along an index for each tag."""
    now = clock.now()
    live = Article.live(now).where(Article.id != article.id)
    arms: list[Select[Any]] = [_of_tag(tag_id, article.id, now) for tag_id in tag_ids]
    if article.category_id:
        same = live.where(Article.category_id == article.category_id).limit(CANDIDATES)
        arms.append(_weighed(same.with_only_columns(Article.id), SHARES_THE_CATEGORY))
    named = select(Article.id).where(Article.slug.in_(linked))
    arms.append(_weighed(named, LINKED))
    rows = union_all(*arms).subquery()
    score = func.sum(rows.c.weight).label("score")
    scores = select(rows.c.id, score).group_by(rows.c.id).subquery()
    return (
        live.join(scores, scores.c.id == Article.id)
        .order_by(None)
        .order_by(scores.c.score.desc(), Article.publish_at.desc(), Article.id.desc())
        .limit(EARLIER + RELATED)
    )


def _of_tag(tag_id: int, but: int, now: datetime) -> Select[Any]:
    links = article_tags.c
    newest = (
        select(links.article_id.label("id"))
        .where(links.tag_id == tag_id, links.article_id != but, links.publish_at <= now)
        .order_by(links.publish_at.desc(), links.article_id.desc())
        .limit(CANDIDATES)
    )
    return _weighed(newest, SHARES_A_TAG)


def _weighed(ids: Select[Any], weight: int) -> Select[Any]:
    found = ids.subquery()
    return select(found.c.id, literal(weight).label("weight"))
