"""The board: the desk's list of articles by state, with counts, filters and pages by key."""

import hashlib
from dataclasses import dataclass
from typing import Any

from flask import Response, current_app, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import select, union_all
from wtforms import SelectChoice

from newsroom.articles import word_index
from newsroom.articles.blueprint import blueprint
from newsroom.articles.board_matching import (
    LONGEST_QUERY,
    ME,
    Conditions,
    Counts,
    counts_of,
    listed,
    matching,
    words_of,
)
from newsroom.articles.board_rows import MOMENTS, Row, rows_of
from newsroom.articles.bylines import Author
from newsroom.articles.categories import Category
from newsroom.articles.finding import known_authors
from newsroom.articles.forms import FilterForm
from newsroom.articles.models import State
from newsroom.articles.recent import panel
from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.paging import Cursor, asked_cursor, cut

PAGE = 40
FILTERS = ("q", "category", "author")
AT_A_GLANCE = {
    State.WAITING: 15,
    State.RETURNED: 10,
    State.DRAFT: 15,
    State.APPROVED: 10,
    State.SCHEDULED: 10,
    State.LIVE: 15,
    State.TAKEN_DOWN: 5,
}


@dataclass(frozen=True)
class Group:
    state: State
    title: str
    count: int
    rows: list[Any]
    more_url: str | None


@dataclass(frozen=True)
class Tab:
    state: State | None
    title: str
    count: int
    url: str
    is_current: bool


@blueprint.get("/desk/")
def desk() -> Any:
    return redirect(_url(_asked_state()))


@blueprint.get("/desk/articles")
def board() -> str:
    filters = _filters()
    return render_template(
        "articles/board.html",
        **_listing(filters),
        filters=filters,
        recent=panel(".desk_recent"),
        nav="mine" if filters.author.data == ME else "articles",
    )


@blueprint.get("/desk/board")
def board_list() -> Response:
    """The board's poll: its tabs and rows again, or 204 when they are the ones already seen."""
    listing = _listing(FilterForm(request.args))
    if request.args.get("seen") == listing["edition"]:
        return Response(status=204)
    return Response(render_template("articles/_board.html", **listing))


def _listing(filters: FilterForm) -> dict[str, Any]:
    """What the board shows of the articles that match, and how it asks again."""
    state = _asked_state()
    asked = matching(filters)
    conditions = asked.conditions
    counts, found = counts_of(asked)
    is_own = filters.author.data == ME or not current_user.may_publish
    groups, older_url = (
        _one_state(state, conditions, counts)
        if state
        else (_at_a_glance(conditions, counts, is_own=is_own), None)
    )
    edition, before = _edition(groups, counts), request.args.get("before")
    typed = filters.q.data or ""
    return {
        "groups": groups,
        "tabs": _tabs(state, counts),
        "older_url": older_url,
        "is_filtered": bool(typed or filters.category.data or filters.author.data),
        "is_typed": bool(typed),
        "elsewhere": counts[None] if state and not counts[state] else 0,
        "longest_query": LONGEST_QUERY,
        "are_newest": found > word_index.MOST_FOUND,
        "most_found": word_index.MOST_FOUND,
        "is_cut": len(typed) > LONGEST_QUERY,
        "most_words": word_index.MOST_WORDS,
        "are_many_words": len(words_of(typed)) > word_index.MOST_WORDS,
        "clear_url": url_for(".board", state=state),
        "edition": edition,
        "poll_url": url_for(".board_list", state=state, before=before, seen=edition, **_kept()),
        "interval": current_app.config["RECENT_SECONDS"],
    }


def _edition(groups: list[Group], counts: Counts) -> str:
    """A fingerprint of what is shown, but for how long ago."""
    return hashlib.blake2b(repr((groups, counts)).encode(), digest_size=9).hexdigest()


def _asked_state() -> State | None:
    try:
        return State(request.args.get("state", ""))
    except ValueError:
        return None


def _filters() -> FilterForm:
    form = FilterForm(request.args)
    categories = db.session.execute(
        select(Category.slug, Category.name).order_by(Category.position)
    )
    authors = db.session.execute(select(Author.slug, Author.name).where(known_authors()))
    form.category.choices = _choices(("", _("All")), *categories)
    everyone = sorted(((slug, name) for slug, name in authors), key=_by_name)
    form.author.choices = _choices(("", _("All")), (ME, _("Mine")), *everyone)
    return form


def _choices(*pairs: Any) -> list[SelectChoice]:
    return [SelectChoice(slug, name) for slug, name in pairs]


def _by_name(choice: tuple[str, str]) -> str:
    return choice[1].casefold()


def _at_a_glance(conditions: Conditions, counts: Counts, *, is_own: bool) -> list[Group]:
    """The newest of each state, in one query; of one's own first what waits for oneself."""
    states = [state for state in AT_A_GLANCE if counts[state]]
    if not states:
        return []
    parts = [
        select(listed(state, conditions, None).limit(AT_A_GLANCE[state]).subquery())
        for state in states
    ]
    rows = rows_of(union_all(*parts).subquery())
    if is_own:
        states.sort(key=lambda state: state is not State.RETURNED)
    return [
        _group(state, rows, counts, more=counts[state] > AT_A_GLANCE[state]) for state in states
    ]


def _one_state(
    state: State, conditions: Conditions, counts: Counts
) -> tuple[list[Group], str | None]:
    query = listed(state, conditions, asked_cursor()).limit(PAGE + 1)
    rows, is_more = cut(rows_of(query.subquery()), PAGE)
    older_url = None
    if is_more:
        last = Cursor(getattr(rows[-1], MOMENTS[state].key), rows[-1].id)
        older_url = _url(state, before=str(last))
    return [_group(state, rows, counts, more=False)] if rows else [], older_url


def _group(state: State, rows: list[Row], counts: Counts, *, more: bool) -> Group:
    return Group(
        state=state,
        title=titles()[state],
        count=counts[state],
        rows=[row for row in rows if row.state == state],
        more_url=_url(state) if more else None,
    )


def _tabs(current: State | None, counts: Counts) -> list[Tab]:
    everything = Tab(None, _("All"), counts[None], _url(None), current is None)
    return [
        everything,
        *(Tab(s, titles()[s], counts[s], _url(s), current is s) for s in State),
    ]


def _url(state: State | None, before: str | None = None) -> str:
    """This board with the same filters, in ``state``."""
    return url_for(".board", state=state, before=before, **_kept())


def _kept() -> dict[str, Any]:
    """The filters, as they were asked for."""
    return {name: request.args.get(name, "")[:LONGEST_QUERY] or None for name in FILTERS}


def titles() -> dict[State, str]:
    return {
        State.WAITING: _("Waiting for an editor"),
        State.RETURNED: _("Returned to mend"),
        State.DRAFT: _("Drafts"),
        State.APPROVED: _("Approved"),
        State.SCHEDULED: _("Scheduled"),
        State.LIVE: _("Live"),
        State.TAKEN_DOWN: _("Taken down"),
    }
