"""What to read after an article: what it links to, and what else is about the same."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    false,
    func,
    literal,
    select,
    union_all,
)

from newsroom import clock
from newsroom.articles.addresses import FormerSlug
from newsroom.articles.models import Article
from newsroom.articles.recent import Post, post_columns
from newsroom.articles.tags import article_tags
from newsroom.database import db
from newsroom.words import site as this_site

EARLIER, RELATED = 4, 4
CANDIDATES = 8  # of each tag, and of the category, the newest
LINKS_READ = 6
# What counts how much. A link counts for more than all after it, so they keep the text's order.
LINKED, SHARES_A_TAG, SHARES_THE_CATEGORY = 100, 3, 1
LINK = re.compile(r'href="(?P<site>https?://[^"/]+)?/news/(?P<slug>[a-z0-9-]+)["#?]')


@dataclass(frozen=True)
class Related:
    earlier: list[Post]  # those that the text links to
    related: list[Post]


def related(article: Article, body: str, tag_ids: Sequence[int]) -> Related:
    linked = list(islice(dict.fromkeys(_linked(body)), LINKS_READ))
    query, score = candidates(article, linked, tag_ids)
    rows = db.session.execute(post_columns(query).add_columns(score))
    found = [(Post(*row[:-1]), row[-1]) for row in rows]
    earlier = [post for post, score in found if score >= LINKED]
    return Related(
        earlier=earlier[:EARLIER],
        related=[post for post, score in found if score < LINKED][:RELATED],
    )


def _linked(body: str) -> Iterator[str]:
    """The slugs of our own articles that a text links to, in its order."""
    ours = {None, this_site().url}
    return (link["slug"] for link in LINK.finditer(body) if link["site"] in ours)


def candidates(
    article: Article, linked: Sequence[str], tag_ids: Sequence[int]
) -> tuple[Select[tuple[Article]], ColumnElement[int]]:
    """What has most in common comes first; a short walk along an index for each tag."""
    now = clock.now()
    live = Article.live(now).where(Article.id != article.id)
    arms: list[Select[Any]] = [_of_tag(tag_id, article.id, now) for tag_id in tag_ids]
    if article.category_id:
        same = live.where(Article.category_id == article.category_id).limit(CANDIDATES)
        arms.append(_weighed(same.with_only_columns(Article.id), SHARES_THE_CATEGORY))
    for place, slug in enumerate(linked):
        arms.append(_weighed(_called(slug), LINKED << (len(linked) - place)))
    if not arms:
        arms.append(_weighed(select(Article.id).where(false()), 0))
    rows = union_all(*arms).subquery()
    score = func.sum(rows.c.weight).label("score")
    scores = select(rows.c.id, score).group_by(rows.c.id).subquery()
    found = (
        live.join(scores, scores.c.id == Article.id)
        .order_by(None)
        .order_by(scores.c.score.desc(), Article.publish_at.desc(), Article.id.desc())
        .limit(LINKS_READ + RELATED)
    )
    return found, scores.c.score


def _called(slug: str) -> CompoundSelect[Any]:
    """Whose address it is today or was: a link may be older than an article's address."""
    former = select(FormerSlug.article_id).where(FormerSlug.slug == slug)
    return union_all(select(Article.id).where(Article.slug == slug), former)


def _of_tag(tag_id: int, but: int, now: datetime) -> Select[Any]:
    links = article_tags.c
    newest = (
        select(links.article_id.label("id"))
        .where(links.tag_id == tag_id, links.article_id != but, links.publish_at <= now)
        .order_by(links.publish_at.desc(), links.article_id.desc())
        .limit(CANDIDATES)
    )
    return _weighed(newest, SHARES_A_TAG)


def _weighed(ids: Select[Any] | CompoundSelect[Any], weight: int) -> Select[Any]:
    found = ids.subquery()
    return select(found.c.id, literal(weight).label("weight"))
