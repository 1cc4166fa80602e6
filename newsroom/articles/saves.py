"""The saves of an article as a readable list: who, when, what; autosaves folded by sitting."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from newsroom.articles.models import Article, Revision
from newsroom.database import db
from newsroom.staff.models import Staff

SITTING = timedelta(minutes=30)  # a longer pause between two autosaves begins another sitting


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


def saves(article: Article | None, limit: int) -> list[Save]:
    """The newest saves without their texts, the autosaves of a sitting folded into one line."""
    if article is None:
        return []
    rows = db.session.execute(
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
        .limit(limit)
    )
    return _folded([Save(*row) for row in rows])


def _folded(newest_first: list[Save]) -> list[Save]:
    lines: list[Save] = []
    for save in newest_first:
        if lines and _is_same_sitting(save, lines[-1]):
            later = lines.pop()
            lines.append(replace(later, folded=later.folded + 1))
        else:
            lines.append(save)
    return lines


def _is_same_sitting(earlier: Save, later: Save) -> bool:
    """Whether ``earlier`` is only an autosave on the way to ``later``."""
    return (
        earlier.is_autosave
        and not later.is_aside
        and earlier.author_id == later.author_id
        and later.created_at - earlier.created_at < SITTING * (later.folded + 1)
    )


def unsettled(lines: list[Save]) -> list[Save]:
    """The texts set aside that nobody has chosen from; of one that was gone on with, the last."""
    settled = {line.base_number for line in lines}
    asides = [line for line in lines if line.is_aside]
    last = {(line.author_id, line.base_number): line.number for line in reversed(asides)}
    return [
        line
        for line in asides
        if line.number == last[line.author_id, line.base_number] and line.number not in settled
    ]
