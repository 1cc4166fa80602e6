"""What to read after an article: what it links to, and what else is about the same."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Select,
    bindparam,
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
from newsroom.kept.parts import parts
from newsroom.words import site as this_site

EARLIER, RELATED = 4, 4
CANDIDATES = 8  # of each tag, and of the category, the newest, and perhaps the article itself
LINKS_READ = 6
# What counts how much. A link counts for more than all after it, so they keep the text's order.
LINKED, WEIGHTS = 100, {"tag": 3, "category": 1}
LINK = re.compile(r'href="(?P<site>https?://[^"/]+)?/news/(?P<slug>[a-z0-9-]+)["#?]')


@dataclass(frozen=True)
class Related:
    earlier: tuple[Post, ...]  # those that the text links to
    related: tuple[Post, ...]


class Shelf(NamedTuple):
    """Where other articles are looked for."""

    kind: str  # tag, category or link
    name: int | str  # the id, of a link the slug


def related(article_id: int, category_id: int | None, body: str, tag_ids: Sequence[int]) -> Related:
    """For an article with this text, in this category and with these tags."""
    shared = [Shelf("tag", tag_id) for tag_id in tag_ids]
    shared += [Shelf("category", category_id)] if category_id else []
    links = [Shelf("link", slug) for slug in islice(dict.fromkeys(_linked(body)), LINKS_READ)]
    on_shelves = parts(_newest, shared, links)
    found = {post.id: post for posts in on_shelves.values() for post in posts}
    found.pop(article_id, None)
    scores = _scores(on_shelves, [*shared, *reversed(links)])
    ranked = sorted(
        found.values(), key=lambda post: (scores[post.id], post.publish_at, post.id), reverse=True
    )
    earlier = tuple(post for post in ranked if scores[post.id] >= LINKED)
    alike = tuple(post for post in ranked if scores[post.id] < LINKED)
    return Related(earlier=earlier[:EARLIER], related=alike[:RELATED])


def _scores(
    on_shelves: Mapping[Shelf, Sequence[Post]], shelves: Sequence[Shelf]
) -> Mapping[int, int]:
    """Of each article, by its id; ``shelves`` in their order, the first link last."""
    scores: Counter[int] = Counter()
    for place, shelf in enumerate(shelves):
        weight = LINKED << place if shelf.kind == "link" else WEIGHTS[shelf.kind]
        scores.update({post.id: weight for post in on_shelves[shelf]})
    return scores


def _linked(body: str) -> Iterator[str]:
    """The slugs of our own articles that a text links to, in its order."""
    ours = {None, this_site().url}
    return (link["slug"] for link in LINK.finditer(body) if link["site"] in ours)


def _newest(shelves: Sequence[Shelf]) -> dict[Shelf, tuple[Post, ...]]:
    """What stands on each, in one query."""
    query = candidates(tuple(shelf.kind for shelf in shelves))
    found: dict[Shelf, list[Post]] = {shelf: [] for shelf in shelves}
    for place, *post in read(query, **values_of(shelves)):
        found[shelves[place]].append(Post(*post))
    return {shelf: tuple(posts) for shelf, posts in found.items()}


@cache
def candidates(kinds: tuple[str, ...]) -> Select[Any]:
    """A short walk along an index for each of shelves of these kinds; the first column says which.

    There are few such rows of kinds.
    """
    arms = []
    for place, kind in enumerate(kinds):
        ids = ON[kind](bindparam(f"name_{place}")).subquery()
        arms.append(select(literal(place).label("place"), ids.c.id))
    rows = union_all(*arms).subquery()
    found = post_columns(Article.live(NOW).join(rows, rows.c.id == Article.id).order_by(None))
    return found.with_only_columns(rows.c.place, *found.selected_columns)


def values_of(shelves: Sequence[Shelf]) -> dict[str, Any]:
    """What ``candidates`` is to be told when it is run."""
    names = {f"name_{place}": shelf.name for place, shelf in enumerate(shelves)}
    return {"now": clock.now(), **names}


def _with_the_tag(tag: BindParameter[Any]) -> Select[Any]:
    links = article_tags.c
    return (
        select(links.article_id.label("id"))
        .where(links.tag_id == tag, links.publish_at <= NOW)
        .order_by(links.publish_at.desc(), links.article_id.desc())
        .limit(CANDIDATES + 1)
    )


def _in_the_category(category: BindParameter[Any]) -> Select[Any]:
    same = Article.live(NOW).where(Article.category_id == category)
    return same.limit(CANDIDATES + 1).with_only_columns(Article.id)


def _called(slug: BindParameter[Any]) -> CompoundSelect[Any]:
    """Whose address it is today or was: a link may be older than an article's address."""
    former = select(FormerSlug.article_id).where(FormerSlug.slug == slug)
    return union_all(select(Article.id).where(Article.slug == slug), former)


ON = {"tag": _with_the_tag, "category": _in_the_category, "link": _called}
