"""The lines of the board: what it shows of each article, and in which order."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select

from newsroom import clock
from newsroom.articles.breaking import pinned_until
from newsroom.articles.categories import Category
from newsroom.articles.models import Article, Revision, State
from newsroom.articles.notes import Event, Note
from newsroom.articles.presences import names_here
from newsroom.database import db
from newsroom.language.excerpts import excerpt
from newsroom.staff.models import Staff

NOTE_SHOWN = 120  # characters

# The moment by which a state is listed. What waits longest or goes out soonest comes first; of all
# else the newest.
OLDEST_FIRST = {State.WAITING, State.RETURNED, State.APPROVED, State.SCHEDULED}
MOMENTS = {
    State.WAITING: Article.stage_since,
    State.RETURNED: Article.stage_since,
    State.APPROVED: Article.stage_since,
    State.DRAFT: Article.saved_at,
    State.SCHEDULED: Article.publish_at,
    State.LIVE: Article.publish_at,
    State.TAKEN_DOWN: Article.taken_down_at,
}


def rows_of(listed: Any) -> list[Any]:
    """What the board shows of the ``listed`` ids, of all states at once and without any body."""
    article_id, state = listed.c
    query = (
        select(
            Article.id,
            state.label("state"),
            Article.slug,
            Article.publish_at,
            Article.saved_at,
            Article.taken_down_at,
            Article.taken_down_why,
            Article.stage,
            Article.stage_since,
            Article.live_revision_id,
            Article.working_revision_id,
            Revision.headline,
            Revision.byline,
            Revision.number.label("revision_number"),
            Revision.note,
            Category.name.label("category_name"),
            Staff.name.label("saved_by"),
            names_here().label("here"),
            pinned_until().label("pinned_until"),
            case((state == State.RETURNED.value, _editors_note()), else_="").label("returned_why"),
        )
        .join(listed, article_id == Article.id)
        .join(Revision, Revision.id == Article.working_revision_id)
        .outerjoin(Category, Category.id == Article.category_id)
        .outerjoin(Staff, Staff.id == Revision.author_id)
    )
    rows = [Row(**row._mapping) for row in db.session.execute(query)]
    return sorted(rows, key=Row.order)


def _editors_note() -> Any:
    """How what an editor wrote on the last return begins."""
    return (
        select(func.substr(Note.text, 1, 4 * NOTE_SHOWN))
        .where(Note.article_id == Article.id, Note.event == Event.RETURNED.value)
        .order_by(Note.id.desc())
        .limit(1)
        .correlate(Article)
        .scalar_subquery()
    )


@dataclass(frozen=True)
class Row:
    """One article as a line of the board."""

    id: int
    state: str
    slug: str
    publish_at: Any
    saved_at: Any
    taken_down_at: Any
    taken_down_why: str
    stage: str
    stage_since: Any
    live_revision_id: int | None
    working_revision_id: int
    headline: str
    byline: str
    revision_number: int
    note: str
    category_name: str | None
    saved_by: str | None
    here: str | None  # who has it open now
    pinned_until: Any  # in the strip of breaking news, when it is live
    returned_why: str | None

    @property
    def is_update(self) -> bool:
        """Whether this line is that of an update on its way to readers who see the article now."""
        on_its_way = self.state in {State.WAITING, State.RETURNED, State.APPROVED}
        return on_its_way and self.live_revision_id is not None

    @property
    def is_out(self) -> bool:
        return self.publish_at is not None and self.publish_at <= clock.now()

    @property
    def said(self) -> str:
        """The last word about it."""
        whys = {State.TAKEN_DOWN: self.taken_down_why, State.RETURNED: self.returned_why}
        return excerpt(whys.get(State(self.state)) or self.note, NOTE_SHOWN)

    @property
    def has_unpublished_changes(self) -> bool:
        return self.live_revision_id not in {None, self.working_revision_id}

    def order(self) -> tuple[float, int]:
        moment = getattr(self, MOMENTS[State(self.state)].key).timestamp()
        return (moment, self.id) if self.state in OLDEST_FIRST else (-moment, -self.id)
