"""What went together by itself where two texts met: each change, and whose it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from newsroom.articles.forms import field_labels
from newsroom.articles.history import changed_fields
from newsroom.articles.models import Article, Revision
from newsroom.articles.wording import Meeting, Wording
from newsroom.database import db
from newsroom.i18n import gettext as _
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
    """What others' saves since revision ``since`` brought into the text that somebody ``typed``.

    It is asked while the article is held, so it looks for blocks in others' texts as they stand.
    """
    labels, steps, patience = field_labels(), _steps_of_others(article, since), Patience()
    found = [
        Joined(_who_changed(steps, name), labels[name], words)
        for name, words in changed_fields(typed, merged).items()
    ]
    blocks = blocks_of(typed.body)
    for edit in edits(blocks, blocks_of(merged.body), patience):
        gone = blocks[edit.start : edit.end]
        who = _who_wrote(steps, gone, edit.blocks)
        found.append(Joined(who, labels["body"], _words(gone, edit.blocks, patience)))
    return found


Step = tuple[Revision, Revision]  # a revision, and somebody else's right after it


def _steps_of_others(article: Article, since: int) -> list[Step]:
    """The newest first."""
    newest_first = db.session.scalars(
        select(Revision)
        .where(Revision.article_id == article.id, Revision.number >= since, ~Revision.is_aside)
        .options(joinedload(Revision.author))
        .order_by(Revision.number.desc())
        .limit(MOST_REVISIONS)
    ).all()
    pairs = pairwise(newest_first)
    return [(before, after) for after, before in pairs if after.author_id != me().id]


def _who_changed(steps: list[Step], name: str) -> str | None:
    return _first(steps, lambda before, after: getattr(before, name) != getattr(after, name))


def _who_wrote(steps: list[Step], gone: list[str], fresh: list[str]) -> str | None:
    def did(before: Revision, after: Revision) -> bool:
        one, other = before.body, after.body
        came = any(block in other and block not in one for block in fresh)
        return came or any(block in one and block not in other for block in gone)

    return _first(steps, did)


def _first(steps: list[Step], did: Callable[[Revision, Revision], bool]) -> str | None:
    """Who took the newest step that did it; where none is known to have, the newest step."""
    by = next((after for before, after in steps if did(before, after)), None)
    by = by or (steps[0][1] if steps else None)
    return _who(by) if by else "–"


def _who(revision: Revision) -> str | None:
    if revision.author is None:
        return "–"
    return None if revision.author_id == me().id else revision.author.name


def _words(before: Sequence[str], after: Sequence[str], patience: Patience) -> list[Piece]:
    one, other = "".join(before), "".join(after)
    word = _("Photo")
    texts = plain(one, word), plain(other, word)
    if texts[0] == texts[1]:  # they differ only in formatting, which is shown as it is written
        texts = one, other
    return by_word(*texts, patience)
