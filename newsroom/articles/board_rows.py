"""The lines of the board: what it shows of each article, and in which order."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from newsroom.articles.breaking import pinned_until
from newsroom.articles.categories import Category
from newsroom.articles.models import Article, Revision, State
from newsroom.articles.presences import names_here
from newsroom.database import db
from newsroom.staff.models import Staff

# The moment by which a state is listed. What waits longest or goes out soonest comes first; of all
# else the newest.
OLDEST_FIRST = {State.WAITING, State.APPROVED, State.SCHEDULED}
MOMENTS = {
    State.WAITING: Article.stage_since,
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
        )
        .join(listed, article_id == Article.id)
        .join(Revision, Revision.id == Article.working_revision_id)
        .outerjoin(Category, Category.id == Article.category_id)
        .outerjoin(Staff, Staff.id == Revision.author_id)
    )
    rows = [Row(**row._mapping) for row in db.session.execute(query)]
    return sorted(rows, key=Row.order)


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

    @property
    def has_unpublished_changes(self) -> bool:
        return self.live_revision_id not in {None, self.working_revision_id}

    def order(self) -> tuple[float, int]:
        moment = getattr(self, MOMENTS[State(self.state)].key).timestamp()
        return (moment, self.id) if self.state in OLDEST_FIRST else (-moment, -self.id)
