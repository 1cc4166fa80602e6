"""What to read after an article: what it links to, and what else is about the same."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Select,
    bindparam,
    false,
    func,
    literal,
    select,
    union_all,
)

from newsroom import clock
from newsroom.articles.addresses import FormerSlug
from newsroom.articles.models import NOW, Article
from newsroom.articles.recent import Post, post_columns
from newsroom.articles.tags import article_tags
from newsroom.database import read
from newsroom.kept.parts import part
from newsroom.words import site as this_site

EARLIER, RELATED = 4, 4
CANDIDATES = 8  # of each tag, and of the category, the newest, and perhaps the article itself
LINKS_READ = 6
# What counts how much. A link counts for more than all after it, so they keep the text's order.
LINKED, SHARES_A_TAG, SHARES_THE_CATEGORY = 100, 3, 1
LINK = re.compile(r'href="(?P<site>https?://[^"/]+)?/news/(?P<slug>[a-z0-9-]+)["#?]')


@dataclass(frozen=True)
class Related:
    earlier: tuple[Post, ...]  # those that the text links to
    related: tuple[Post, ...]


def related(article_id: int, category_id: int | None, body: str, tag_ids: Sequence[int]) -> Related:
    """For an article with this text, in this category and with these tags."""
    linked = tuple(islice(dict.fromkeys(_linked(body)), LINKS_READ))
    of_it = category_id, linked, tuple(tag_ids)
    # Its links are its own; a category and tags are those of others too.
    alike = _alike(*of_it) if linked else part(_alike, *of_it)
    found = [(post, score) for post, score in alike if post.id != article_id]
    earlier = tuple(post for post, score in found if score >= LINKED)
    return Related(
        earlier=earlier[:EARLIER],
        related=tuple(post for post, score in found if score < LINKED)[:RELATED],
    )


def _alike(
    category_id: int | None, linked: Sequence[str], tag_ids: Sequence[int]
) -> tuple[tuple[Post, int], ...]:
    """The same for every article with these; such an article is among them itself."""
    query = candidates(len(linked), len(tag_ids), category_id is not None)
    rows = read(query, **values_of(category_id, linked, tag_ids))
    return tuple((Post(*row[:-1]), row[-1]) for row in rows)


def _linked(body: str) -> Iterator[str]:
    """The slugs of our own articles that a text links to, in its order."""
    ours = {None, this_site().url}
    return (link["slug"] for link in LINK.finditer(body) if link["site"] in ours)


@cache
def candidates(links: int, tags: int, is_in_category: bool) -> Select[Any]:
    """What has most in common comes first; a short walk along an index for each tag.

    Of an article with so many links and tags: articles are of few such kinds.
    """
    live = Article.live(NOW)
    arms: list[Select[Any]] = [_of_tag(f"tag_{place}") for place in range(tags)]
    if is_in_category:
        same = live.where(Article.category_id == bindparam("category")).limit(CANDIDATES + 1)
        arms.append(_weighed(same.with_only_columns(Article.id), SHARES_THE_CATEGORY))
    for place in range(links):
        arms.append(_weighed(_called(f"slug_{place}"), LINKED << (links - place)))
    if not arms:
        arms.append(_weighed(select(Article.id).where(false()), 0))
    rows = union_all(*arms).subquery()
    score = func.sum(rows.c.weight).label("score")
    scores = select(rows.c.id, score).group_by(rows.c.id).subquery()
    found = (
        live.join(scores, scores.c.id == Article.id)
        .order_by(None)
        .order_by(scores.c.score.desc(), Article.publish_at.desc(), Article.id.desc())
        .limit(LINKS_READ + RELATED + 1)
    )
    return post_columns(found).add_columns(scores.c.score)


def values_of(
    category_id: int | None, linked: Sequence[str], tag_ids: Sequence[int]
) -> dict[str, Any]:
    """What ``candidates`` is to be told when it is run."""
    values = {"now": clock.now(), "category": category_id}
    slugs = {f"slug_{place}": slug for place, slug in enumerate(linked)}
    return values | slugs | {f"tag_{place}": tag for place, tag in enumerate(tag_ids)}


def _called(slug: str) -> CompoundSelect[Any]:
    """Whose address it is today or was: a link may be older than an article's address."""
    former = select(FormerSlug.article_id).where(FormerSlug.slug == bindparam(slug))
    return union_all(select(Article.id).where(Article.slug == bindparam(slug)), former)


def _of_tag(tag: str) -> Select[Any]:
    links = article_tags.c
    newest = (
        select(links.article_id.label("id"))
        .where(links.tag_id == bindparam(tag), links.publish_at <= NOW)
        .order_by(links.publish_at.desc(), links.article_id.desc())
        .limit(CANDIDATES + 1)
    )
    return _weighed(newest, SHARES_A_TAG)


def _weighed(ids: Select[Any] | CompoundSelect[Any], weight: int) -> Select[Any]:
    found = ids.subquery()
    return select(found.c.id, literal(weight).label("weight"))
