"""Keeping what was typed: a revision, a merge with somebody else's, or a text set aside."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import pairwise

from flask_login import current_user
from sqlalchemy import Integer, bindparam, delete, select

from newsroom import clock
from newsroom.articles import addresses
from newsroom.articles.filing import refile_draft
from newsroom.articles.finding import find_to_change
from newsroom.articles.forms import ArticleForm
from newsroom.articles.models import Article, Revision
from newsroom.articles.photo_uses import note_uses
from newsroom.articles.saves import SITTING
from newsroom.articles.wording import Wording, meet
from newsroom.database import UtcDateTime, db, read
from newsroom.language.matching import Patience
from newsroom.staff import me

FOLDED_AFTER = timedelta(days=1)


class Outcome(StrEnum):
    SAVED = "saved"
    MERGED = "merged"  # with a newer revision: the working copy has both
    ASIDE = "aside"  # both changed the same words: kept, and to be chosen


@dataclass(frozen=True)
class Kept:
    """What became of a save, and the revision that has it."""

    article: Article
    revision: Revision
    outcome: Outcome


@dataclass(frozen=True)
class Typed:
    """What somebody typed, and how it was sent."""

    wording: Wording
    save_id: str
    base_number: int  # the revision that it was written from; 0 is none
    note: str = ""
    is_autosave: bool = False
    resolves: int = 0  # the text set aside that this one settles


def keep_new(form: ArticleForm, *, is_autosave: bool = False) -> Kept:
    """Save a new article. The same save sent twice makes one article."""
    if earlier := earlier_saves(form):
        return keep(earlier[-1].article_id, form, is_autosave=is_autosave)
    article = Article(slug=form.save_id.data, created_by_id=current_user.id)
    db.session.add(article)
    return keep_typed(article, _typed(article, form, is_autosave))


def keep(article_id: int, form: ArticleForm, *, is_autosave: bool = False) -> Kept:
    """Save the form as the newest revision of an article, whatever was saved meanwhile.

    The same save sent twice makes one revision. What somebody else has saved since the form was
    opened is merged by paragraph; nobody is overwritten and nothing is refused.
    """
    article = find_to_change(article_id)
    earlier = earlier_saves(form)
    here = [one for one in earlier if one.article_id == article.id]
    same = next((one for one in earlier if one.save_id == form.save_id.data), None)
    if same in here and _is_kept(article, same, form, here):
        return _once_more(article, same, form)
    if same:
        form.save_id.data = str(uuid.uuid4())
    return keep_typed(article, _typed(article, form, is_autosave), here)


def keep_typed(article: Article, typed: Typed, earlier: Sequence[Revision] = ()) -> Kept:
    """Save what was typed, merging it with what came after the revision it was written from."""
    met = meet_newest(article, typed, earlier)
    if not met.is_settled:
        aside = article.set_aside(
            met.wording, by=me(), save_id=typed.save_id, base_number=met.base_number
        )
        db.session.add(aside)
        db.session.flush()
        return Kept(article, aside, Outcome.ASIDE)
    revision = article.save(
        met.wording, by=me(), save_id=typed.save_id, note=typed.note, is_autosave=typed.is_autosave
    )
    revision.base_number = typed.resolves or revision.base_number
    _follow(article, revision, typed.is_autosave)
    outcome = Outcome.SAVED if met.wording == typed.wording else Outcome.MERGED
    return Kept(article, revision, outcome)


@dataclass(frozen=True)
class Met:
    """What was typed, together with all that came meanwhile; where that is not ``is_settled``, as
    far as it goes with ``base_number``.
    """

    wording: Wording
    base_number: int
    is_settled: bool = True


def meet_newest(article: Article, typed: Typed, earlier: Sequence[Revision] = ()) -> Met:
    """How what was typed goes together with the working copy.

    ``earlier`` are saves of the same page that the page had no answer to, the first first. They
    had all but its newest words, so those take their place: nobody clashes with themselves.
    """
    mine, base = typed.wording, typed.base_number
    kept = [one for one in earlier if one.number > base and not one.is_aside]
    steps = [(one.base_number, one.number) for one in kept]
    newest = article.working.number if article.working else base
    patience = Patience()
    for theirs, number in [*steps, (newest, newest)]:
        if theirs != base and (wording := wording_of(article, theirs)) != mine:
            meeting = meet(wording_of(article, base), wording, mine, patience)
            if not meeting.is_settled:
                return Met(mine, base, is_settled=False)
            mine = meeting.settled
        base = number
    return Met(mine, base)


def _typed(article: Article, form: ArticleForm, is_autosave: bool) -> Typed:
    return Typed(
        wording=form.wording(article.working),
        save_id=form.save_id.data,
        base_number=form.base_number,
        note=form.note.data,
        is_autosave=is_autosave,
    )


def wording_of(article: Article, number: int) -> Wording:
    """A revision's wording; of one that is gone nothing is known, so everything will be asked."""
    query = select(Revision).where(Revision.article_id == article.id, Revision.number == number)
    found = db.session.scalar(query)
    return found.wording if found else Wording()


_HAS_COME = select(Revision.id).where(Revision.save_id.in_(bindparam("ids", expanding=True)))


def earlier_saves(form: ArticleForm) -> list[Revision]:
    """What this page's own saves have made, the first first: this very one, sent before, and those
    whose answers were lost. Somebody else's are not among them.
    """
    form.save_id.data = form.save_uuid
    ids = [form.save_id.data, *form.follows.data]
    if read(_HAS_COME, ids=ids).first() is None:
        return []  # as nearly always
    kept = db.session.scalars(
        select(Revision).where(Revision.save_id.in_(ids)).order_by(Revision.number)
    ).all()
    if any(one.save_id == form.save_id.data and one.author_id != me().id for one in kept):
        form.save_id.data = str(uuid.uuid4())
    return [one for one in kept if one.author_id == me().id]


def _is_kept(
    article: Article, same: Revision, form: ArticleForm, earlier: Sequence[Revision]
) -> bool:
    """Whether the save of this id is this very one. Where it was merged, its words are no longer
    those that were sent: then it is, when to keep it again would change nothing.
    """
    if same.note != form.note.data:
        return False
    if same.wording == form.wording(same):
        return True
    met = meet_newest(article, _typed(article, form, False), earlier)
    there = article.working if met.is_settled else same
    return there is not None and met.wording == there.wording


def _once_more(article: Article, same: Revision, form: ArticleForm) -> Kept:
    """The answer to a save that is kept already. What has come after it is in the newest."""
    if same.is_aside or article.working is None:
        return Kept(article, same, Outcome.ASIDE if same.is_aside else Outcome.SAVED)
    is_newest = article.working.number == same.number and same.wording == form.wording(same)
    return Kept(article, article.working, Outcome.SAVED if is_newest else Outcome.MERGED)


def _follow(article: Article, revision: Revision, is_autosave: bool) -> None:
    """What goes with a save: a draft's address and authors follow, old autosaves are folded."""
    db.session.flush()
    addresses.follow_headline(db.session, article, revision.headline)
    if article.live_revision_id is None:
        refile_draft(db.session, article)
    else:
        note_uses(db.session, article)
    if is_autosave:
        _fold(article)


_ARTICLE = bindparam("article", type_=Integer())
_BEGAN_FROM = select(Revision.base_number).where(Revision.article_id == _ARTICLE, Revision.is_aside)
_OLD = (
    select(Revision.id, Revision.author_id, Revision.created_at)
    .where(Revision.article_id == _ARTICLE, Revision.is_autosave)
    .where(Revision.created_at < bindparam("before", type_=UtcDateTime()))
    .where(Revision.id != bindparam("working"), Revision.number.not_in(_BEGAN_FROM))
    .order_by(Revision.number)
)


def _fold(article: Article) -> None:
    """Drop yesterday's autosaves that a later one of the same sitting has made superfluous.

    A person's own saves, what readers saw, and what a text set aside began from are kept for ever.
    """
    before = clock.now() - FOLDED_AFTER
    old = read(_OLD, article=article.id, working=article.working_revision_id, before=before).all()
    superseded = [
        before.id
        for before, after in pairwise(old)
        if before.author_id == after.author_id
        and abs(after.created_at - before.created_at) < SITTING
    ]
    if superseded:
        db.session.execute(
            delete(Revision)
            .where(Revision.id.in_(superseded))
            .execution_options(synchronize_session=False)
        )
