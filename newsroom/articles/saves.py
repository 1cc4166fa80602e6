"""The saves of an article as a readable list: who, when, what; autosaves folded by sitting."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, case, or_, select
from sqlalchemy.orm import aliased

from newsroom.articles.models import Article, Revision
from newsroom.database import db
from newsroom.staff.models import Staff

SITTING = timedelta(minutes=30)  # a longer pause between two autosaves begins another sitting
READ_AT_ONCE = 200


@dataclass(frozen=True)
class Save:
    """A line of the history: one save, or the autosaves of one sitting folded into their last."""

    number: int
    created_at: datetime
    note: str
    author_name: str | None
    author_id: int | None
    is_autosave: bool
    is_aside: bool
    base_number: int
    folded: int = 0  # autosaves of the same sitting before this one
    earliest: "Save | None" = None  # of those

    @property
    def first(self) -> "Save":
        return self.earliest or self


def saves(article: Article, most: int, before: int | None = None) -> tuple[list[Save], int | None]:
    """The newest lines of the history without their texts, and the number that older ones precede.

    ``before`` is such a number of an earlier call; None where there are no older ones.
    """
    query = _saves_of(article)
    if before is not None:
        query = query.where(Revision.number < before)
    lines: list[Save] = []
    rows = db.session.execute(query.execution_options(yield_per=READ_AT_ONCE))
    for row in rows:
        if not _folded(lines, Save(*row), most):
            rows.close()
            return lines, lines[-1].first.number
    return lines, None


def newest(article: Article, most: int) -> tuple[list[Save], list[Save]]:
    """In one query the newest lines, and the texts set aside that nobody has chosen from."""
    since = article.revision_count - READ_AT_ONCE
    query = _saves_of(article).where(or_(Revision.number > since, Revision.is_aside))
    lines: list[Save] = []
    asides: list[tuple[Save, bool]] = []
    for *row, is_settled in db.session.execute(query.add_columns(_is_settled())):
        save = Save(*row)
        if save.number > since:
            _folded(lines, save, most)
        if save.is_aside:
            asides.append((save, is_settled))
    return lines, _unsettled(asides)


def _folded(lines: list[Save], save: Save, most: int) -> bool:
    """Add the next older save to its line, or as one; whether there was room."""
    if lines and _is_same_sitting(save, lines[-1]):
        lines[-1] = replace(lines[-1], folded=lines[-1].folded + 1, earliest=save)
    elif len(lines) < most:
        lines.append(save)
    else:
        return False
    return True


def _is_settled() -> Any:
    """Whether a text set aside is what a later revision was written from."""
    choice = aliased(Revision)
    chosen = select(choice.id).where(
        choice.article_id == Revision.article_id, choice.base_number == Revision.number
    )
    return case((Revision.is_aside, chosen.exists()), else_=False)


def _unsettled(asides: list[tuple[Save, bool]]) -> list[Save]:
    """Those that wait for a choice; of one that was gone on with, the last."""
    last = {(one.author_id, one.base_number): one.number for one, _ in reversed(asides)}
    return [
        one
        for one, is_settled in asides
        if not is_settled and one.number == last[one.author_id, one.base_number]
    ]


def _saves_of(article: Article) -> Select[Any]:
    """What is told of each save, the newest first."""
    return (
        select(
            Revision.number,
            Revision.created_at,
            Revision.note,
            Staff.name,
            Revision.author_id,
            Revision.is_autosave,
            Revision.is_aside,
            Revision.base_number,
        )
        .outerjoin(Staff, Staff.id == Revision.author_id)
        .where(Revision.article_id == article.id)
        .order_by(Revision.number.desc())
    )


def _is_same_sitting(earlier: Save, later: Save) -> bool:
    """Whether ``earlier`` is only an autosave on the way to ``later``."""
    return (
        earlier.is_autosave
        and not later.is_aside
        and earlier.author_id == later.author_id
        and later.first.created_at - earlier.created_at < SITTING
    )
