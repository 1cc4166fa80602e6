"""What the board is asked for: which articles match its filters, and how many in each state."""

from dataclasses import dataclass
from typing import Any

from flask_babel import format_decimal
from flask_login import current_user
from sqlalchemy import ColumnElement, Select, Subquery, false, func, literal, or_, select

from newsroom.articles import word_index
from newsroom.articles.board_rows import MOMENTS, OLDEST_FIRST
from newsroom.articles.bylines import Author, signed_by
from newsroom.articles.categories import Category
from newsroom.articles.forms import FilterForm
from newsroom.articles.models import Article, State
from newsroom.database import db
from newsroom.language.tidy import findable_words
from newsroom.paging import Cursor, page

ME = "me"
MOST_COUNTED = 999  # of a state; beyond that nobody counts, and a poll must stay cheap
LONGEST_QUERY = 100  # characters
Conditions = list[ColumnElement[bool]]
Counts = dict[State | None, int]  # None: all of them
ON_THEIR_WAY = (State.WAITING, State.RETURNED, State.APPROVED)


@dataclass(frozen=True)
class Matching:
    """What this person may see, and asked to see. Where these are few among all there are, they
    are looked up one by one, and not along the list of a state.
    """

    conditions: Conditions
    are_few: bool
    found: Any  # how many articles have the words; of more than ``MOST_FOUND`` only the newest


def matching(filters: FilterForm) -> Matching:
    conditions = _of_somebody(filters)
    is_somebodys = bool(conditions)
    found: Any = literal(0)
    if asked := filters.q.data:
        words = words_of(asked)
        if not words:
            conditions.append(false())
        elif is_somebodys:
            conditions.append(word_index.has(words))
        else:
            newest = word_index.newest_with(words)
            conditions.append(Article.id.in_(newest))
            counted = word_index.newest_with(words, more=1).subquery()
            found = select(func.count()).select_from(counted).scalar_subquery()
    if filters.category.data:
        wanted = select(Category.id).where(Category.slug == filters.category.data)
        conditions.append(Article.category_id == wanted.scalar_subquery())
    return Matching(conditions, is_somebodys or bool(asked), found)


def words_of(typed: str) -> list[str]:
    return findable_words(typed[:LONGEST_QUERY])


def _of_somebody(filters: FilterForm) -> Conditions:
    """Whose articles: a reporter sees only their own."""
    conditions: Conditions = []
    if filters.author.data == ME or not current_user.may_publish:
        conditions.append(Article.id.in_(Article.ids_written_by(current_user.id)))
    if filters.author.data not in {ME, "", None}:
        conditions.append(Article.id.in_(signed_by(Author.slug == filters.author.data)))
    return conditions


def counts_of(asked: Matching) -> tuple[Counts, int]:
    """How many there are in each state and in all; and how many articles have the words."""
    return _counts_of_few(asked) if asked.are_few else (_counts_of_many(asked.conditions), 0)


def _counts_of_few(asked: Matching) -> tuple[Counts, int]:
    states = [func.count().filter(Article.in_state(state)) for state in State]
    on_its_way = or_(*[Article.in_state(state) for state in ON_THEIR_WAY])
    updates = func.count(Article.live_revision_id).filter(on_its_way)
    query = select(asked.found, updates, *states).select_from(Article).where(*asked.conditions)
    found, twice, *counts = db.session.execute(query).one()
    return {None: sum(counts) - twice, **dict(zip(State, counts, strict=True))}, found


def _counts_of_many(matching: Conditions) -> Counts:
    """How many there are in each state, and in all, each as far as ``MOST_COUNTED`` and one more.

    Each is counted along its own index, which ends there however many there are. An update of a
    live article stands in two states and is one article.
    """
    walks = {state: _first_of(state, matching) for state in State}
    counted = [select(func.count()).select_from(walk) for walk in walks.values()]
    updates = [select(func.count(walks[state].c.live_revision_id)) for state in ON_THEIR_WAY]
    columns = [query.scalar_subquery() for query in (*counted, *updates)]
    found = db.session.execute(select(*columns)).one()
    counts: Counts = dict(zip(State, found, strict=False))
    return {None: sum(counts.values()) - sum(found[len(State) :]), **counts}


def _first_of(state: State, matching: Conditions) -> Subquery:
    """As many as are counted, in the order of the state's index: without it SQLite takes another,
    and reads everything.
    """
    counted = Article.live_revision_id if state in ON_THEIR_WAY else Article.id
    walk = listed(state, matching, None).with_only_columns(counted)
    return walk.limit(MOST_COUNTED + 1).subquery()


def counted(count: int) -> str:
    """«15», and «999+» where nobody counted on."""
    shown = str(format_decimal(min(count, MOST_COUNTED)))
    return shown if count <= MOST_COUNTED else f"{shown}+"


def listed(state: State, matching: Conditions, cursor: Cursor | None) -> Select[Any]:
    query = select(Article.id, literal(state.value)).where(Article.in_state(state), *matching)
    newest_first = state not in OLDEST_FIRST
    return page(query, cursor, MOMENTS[state], Article.id, newest_first=newest_first)
