"""What went together by itself where two texts met: each change, and whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from newsroom.articles.forms import field_labels
from newsroom.articles.history import changed_fields
from newsroom.articles.models import Article, Revision
from newsroom.articles.wording import NAMES, Meeting, Wording
from newsroom.database import db
from newsroom.language.body import blocks_of
from newsroom.language.differences import Piece, by_word
from newsroom.language.excerpts import plain
from newsroom.language.matching import Patience
from newsroom.language.merging import apart, edits
from newsroom.staff import me

MOST_REVISIONS = 50  # of others, looked through for who wrote what


@dataclass(frozen=True)
class Joined:
    """A change that nobody had to be asked about."""

    who: str | None  # None is the person who reads it
    label: str  # the field
    words: list[Piece]


def by_itself(base: Wording, theirs: Revision, mine: Revision, meeting: Meeting) -> list[Joined]:
    """Beside the questions of a merge: what only one of two revisions changed since ``base``."""
    labels, found = field_labels(), []
    for side, other in ((theirs, mine), (mine, theirs)):
        for name, words in changed_fields(base, side).items():
            is_alike = side is mine and getattr(side, name) == getattr(other, name)
            if name not in meeting.clashes and not is_alike:
                found.append(Joined(_who(side), labels[name], words))
    blocks, patience = blocks_of(base.body), Patience()
    for is_mine, edit in apart(blocks, blocks_of(theirs.body), blocks_of(mine.body), patience):
        words = _words(blocks[edit.start : edit.end], edit.blocks, patience)
        found.append(Joined(_who(mine if is_mine else theirs), labels["body"], words))
    return found


def came_in(article: Article, typed: Wording, since: int, merged: Revision) -> list[Joined]:
    """What others' saves since revision ``since`` brought into the text that somebody ``typed``."""
    labels, authors = field_labels(), _Authors(article, since)
    found = [
        Joined(authors.of(name), labels[name], words)
        for name, words in changed_fields(typed, merged).items()
    ]
    blocks, patience = blocks_of(typed.body), Patience()
    for edit in edits(blocks, blocks_of(merged.body), patience):
        gone = blocks[edit.start : edit.end]
        words = _words(gone, edit.blocks, patience)
        found.append(Joined(authors.of(*edit.blocks, *gone), labels["body"], words))
    return found


class _Authors:
    """Who changed which field or block last, since a revision."""

    def __init__(self, article: Article, since: int) -> None:
        newest_first = (
            select(Revision)
            .where(Revision.article_id == article.id, Revision.number >= since)
            .where(~Revision.is_aside)
            .options(joinedload(Revision.author))
            .order_by(Revision.number.desc())
            .limit(MOST_REVISIONS)
        )
        self._changed: dict[str, str | None] = {}
        self._last: str | None = "–"
        before = None
        for revision in reversed(db.session.scalars(newest_first).all()):
            if before is not None and revision.author_id != me().id:
                self._note(before, revision)
            before = revision

    def of(self, *changed: str) -> str | None:
        """The name, by any of these that is known."""
        return next((self._changed[one] for one in changed if one in self._changed), self._last)

    def _note(self, before: Revision, after: Revision) -> None:
        self._last = _who(after)
        names = [name for name in NAMES if getattr(before, name) != getattr(after, name)]
        blocks = set(blocks_of(before.body)) ^ set(blocks_of(after.body))
        self._changed |= dict.fromkeys([*names, *blocks], self._last)


def _who(revision: Revision) -> str | None:
    if revision.author is None:
        return "–"
    return None if revision.author_id == me().id else revision.author.name


def _words(before: Sequence[str], after: Sequence[str], patience: Patience) -> list[Piece]:
    one, other = "".join(before), "".join(after)
    texts = plain(one), plain(other)
    if texts[0] == texts[1]:  # they differ only in formatting, which is shown as it is written
        texts = one, other
    return by_word(*texts, patience)
