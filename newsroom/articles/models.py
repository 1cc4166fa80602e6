"""Articles: state, rules and scopes. What readers see changes here and nowhere else."""

from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from sqlalchemy import (
    CompoundSelect,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    case,
    literal_column,
    select,
    text,
    union,
)
from sqlalchemy.orm import Mapped, aliased, foreign, mapped_column, object_session, relationship
from sqlalchemy.sql.elements import BindParameter, ColumnElement, Grouping

from newsroom import clock
from newsroom.articles.wording import NAMES, Wording
from newsroom.database import Base, UtcDateTime
from newsroom.i18n import gettext as _
from newsroom.language.cleaning import host, safe_address
from newsroom.language.excerpts import excerpt, opening
from newsroom.language.tidy import find_text
from newsroom.photos.models import Photo
from newsroom.staff.models import Staff

if TYPE_CHECKING:
    from newsroom.articles.categories import Category


Moment = datetime | BindParameter[datetime]
NOW: BindParameter[datetime] = bindparam("now", type_=UtcDateTime())


class Stage(StrEnum):
    """How far a text has come on its way to readers."""

    WRITING = "writing"
    WAITING = "waiting"  # for an editor
    RETURNED = "returned"  # by an editor, with a note that says why
    APPROVED = "approved"


class State(StrEnum):
    WAITING = "waiting"
    RETURNED = "returned"
    DRAFT = "draft"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    LIVE = "live"
    TAKEN_DOWN = "taken-down"


class NotPublishable(Exception):  # noqa: N818 -- a refusal, not a fault
    """It cannot go out. ``str()`` is a sentence for the editor, ``field`` where to mend it."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class Revision(Base):
    """One save of an article's text. Never changed after it is written."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    number: Mapped[int]
    save_id: Mapped[str] = mapped_column(String(36), unique=True)
    base_number: Mapped[int]  # the revision that it was written from; 0 is none
    is_autosave: Mapped[bool]
    # Both had changed the same words: kept for choosing, never the working copy.
    is_aside: Mapped[bool]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    created_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(String(300))

    headline: Mapped[str] = mapped_column(String(300))
    lede: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    byline: Mapped[str] = mapped_column(String(300))
    tags: Mapped[str] = mapped_column(String(400), default="", server_default="")
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"))
    source_name: Mapped[str] = mapped_column(String(200))
    source_url: Mapped[str] = mapped_column(String(2000))
    photo_credit: Mapped[str] = mapped_column(String(300))
    lead_photo: Mapped[str] = mapped_column(String(16), default="", server_default="")
    lead_caption: Mapped[str] = mapped_column(String(300), default="", server_default="")
    planned_at: Mapped[datetime | None]

    article: Mapped["Article"] = relationship(foreign_keys=[article_id])
    author: Mapped[Staff | None] = relationship()
    category: Mapped["Category | None"] = relationship()
    lead: Mapped[Photo | None] = relationship(
        primaryjoin=lambda: foreign(Revision.lead_photo) == Photo.name, viewonly=True
    )

    @property
    def wording(self) -> Wording:
        return Wording(**{name: getattr(self, name) for name in NAMES})

    @property
    def excerpt(self) -> str:
        """What lists show under the headline: the lede, or else how the body begins."""
        return excerpt(self.lede or opening(self.body))

    @property
    def source_address(self) -> str:
        """Where the link to the source leads, without what no address may have in it."""
        return safe_address(self.source_url) or ""

    @property
    def source_label(self) -> str:
        """What the link to the source is called: where nobody has named it, its host."""
        return self.source_name or host(self.source_url)


class Article(Base):
    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    slug_is_chosen: Mapped[bool] = mapped_column(default=False)  # else it follows the headline
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    working_revision_id: Mapped[int | None] = mapped_column(
        ForeignKey("revisions.id", use_alter=True)
    )
    live_revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id", use_alter=True))
    stage: Mapped[str] = mapped_column(String(16), default=Stage.WRITING.value)
    stage_since: Mapped[datetime] = mapped_column(default=clock.now)
    revision_count: Mapped[int] = mapped_column(default=0)  # the number of the last, asides too
    saved_at: Mapped[datetime]
    publish_at: Mapped[datetime | None]
    first_published_at: Mapped[datetime | None]
    updated_at: Mapped[datetime | None]  # when readers got a newer text; None until they do
    taken_down_at: Mapped[datetime | None]
    taken_down_why: Mapped[str] = mapped_column(String(300), default="")

    # What lists show, copied from the live revision (of a draft: from the working copy), so that
    # they read one table through one index.
    headline: Mapped[str] = mapped_column(String(300), default="")
    excerpt: Mapped[str] = mapped_column(Text, default="")
    byline: Mapped[str] = mapped_column(String(300), default="")
    tags: Mapped[str] = mapped_column(String(400), default="", server_default="")
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"))
    lead_photo_id: Mapped[int | None]  # kept by filing; the key to photos has article_photos
    find_text: Mapped[str] = mapped_column(Text, default="")  # the working copy's words
    # The file of its card for social networks, of the text that it was drawn from; "" is none yet.
    social: Mapped[str] = mapped_column(String(40), default="", server_default="")

    category: Mapped["Category | None"] = relationship()
    lead_photo: Mapped[Photo | None] = relationship(
        primaryjoin=lambda: foreign(Article.lead_photo_id) == Photo.id, viewonly=True
    )
    working: Mapped[Revision | None] = relationship(
        foreign_keys=[working_revision_id], post_update=True
    )
    live_revision: Mapped[Revision | None] = relationship(
        foreign_keys=[live_revision_id], post_update=True
    )

    # ---- state

    @property
    def state(self) -> State:
        if self.taken_down_at:
            return State.TAKEN_DOWN
        if not self.live_revision_id or not self.publish_at:
            return STATES_BEFORE[Stage(self.stage)]
        return State.LIVE if self.publish_at <= clock.now() else State.SCHEDULED

    @property
    def is_live(self) -> bool:
        return self.state is State.LIVE

    @property
    def was_live(self) -> bool:
        """Whether readers have ever seen it, so that its address must go on answering."""
        return self.first_published_at is not None and self.first_published_at <= clock.now()

    @property
    def has_unpublished_changes(self) -> bool:
        return (
            self.live_revision_id is not None and self.live_revision_id != self.working_revision_id
        )

    # ---- scopes

    @classmethod
    def in_state(cls, state: State, now: Moment | None = None) -> ColumnElement[bool]:
        now = clock.now() if now is None else now
        up, down = cls.live_revision_id.is_not(None), cls.taken_down_at.is_not(None)
        conditions: dict[State, ColumnElement[bool]] = {
            # A live article whose update is on its way to readers is found in both places.
            State.WAITING: and_(~down, cls.stage == Stage.WAITING),
            State.RETURNED: and_(~down, cls.stage == Stage.RETURNED),
            State.DRAFT: and_(~up, ~down, cls.stage == Stage.WRITING),
            State.APPROVED: and_(~down, cls.stage == Stage.APPROVED),
            State.SCHEDULED: and_(up, ~down, cls.publish_at > now),
            State.LIVE: and_(up, ~down, cls.publish_at <= now),
            State.TAKEN_DOWN: down,
        }
        return conditions[state]

    @classmethod
    def live(cls, now: Moment | None = None) -> Select[tuple[Self]]:
        """What readers may see, newest first. Everything public goes through here.

        A statement that is made once is made at ``NOW``, and told the moment when it is run.
        """
        return (
            select(cls)
            .where(cls.in_state(State.LIVE, now))
            .order_by(cls.publish_at.desc(), cls.id.desc())
        )

    @classmethod
    def seen_by(cls, staff: Staff) -> ColumnElement[bool]:
        """What a member of staff may find: an editor everything, a reporter their own."""
        return cls.id.is_not(None) if staff.may_publish else cls.written_by(staff.id)

    @classmethod
    def written_by(cls, staff_id: int | BindParameter[int]) -> ColumnElement[bool]:
        """What somebody began, or signs."""
        from newsroom.articles.bylines import Author, signed_by

        return (cls.created_by_id == staff_id) | cls.id.in_(signed_by(Author.staff_id == staff_id))

    @classmethod
    def ids_written_by(cls, staff_id: int) -> CompoundSelect[tuple[int]]:
        """The same for lists: however many others there are, only theirs are looked at."""
        from newsroom.articles.bylines import Author, signed_by

        one = aliased(cls)
        begun = select(one.id).where(one.created_by_id == staff_id)
        return union(begun, signed_by(Author.staff_id == staff_id))

    # ---- verbs

    def save(
        self,
        wording: Wording,
        *,
        by: Staff | None,
        save_id: str,
        note: str = "",
        is_autosave: bool = False,
    ) -> Revision:
        """Keep ``wording`` as the newest revision, the working copy. Readers see no change.

        Saving what is saved already makes no revision; a person's own save only makes the last
        autosave theirs for good.
        """
        working = self.working
        if working and working.wording == wording and not note:
            working.is_autosave = working.is_autosave and is_autosave
            return working
        revision = self._new_revision(wording, by, save_id, working.number if working else 0)
        revision.note = note
        revision.is_autosave = is_autosave
        self.working = revision
        self.saved_at = revision.created_at
        self.find_text = find_text(f"{wording.headline} {wording.byline} {wording.tags}")
        if self.live_revision_id is None:
            self._show_in_lists(revision)
        if self.stage == Stage.APPROVED and by and not by.may_publish:
            self._enter(Stage.WAITING)  # what an editor has approved was another text
        return revision

    def set_aside(self, wording: Wording, *, by: Staff, save_id: str, base_number: int) -> Revision:
        """Keep ``wording`` beside the working copy, because both changed the same words."""
        aside = self._new_revision(wording, by, save_id, base_number)
        aside.is_aside = True
        if session := object_session(self):
            session.add(aside)
        return aside

    def submit(self) -> None:
        """Hand the text to an editor. Raises NotPublishable when there is none yet."""
        if self.working is None or self.working.wording.is_empty:
            raise NotPublishable(_("Write a headline or some text first"), "headline")
        self._enter(Stage.WAITING)

    def approve(self) -> None:
        """An editor has read it: ready to go out."""
        self._enter(Stage.APPROVED)

    def send_back(self) -> None:
        """Back to who writes it."""
        self._enter(Stage.RETURNED)

    def publish(
        self, at: datetime | None = None, *, silently: bool = False, now: datetime | None = None
    ) -> None:
        """Put the working copy in front of readers, now or at ``at`` (UTC). Twice changes nothing.

        An article that was live before keeps the time of its first publication; readers are told of
        the update unless it is made ``silently``. ``now`` is another time than this moment only for
        what was published elsewhere before.
        Raises NotPublishable, with a sentence for the editor, when it is not ready.
        """
        now = now or clock.now()
        working = self._ready(at, now)
        if self.was_live and self.has_unpublished_changes and not silently:
            self.updated_at = at or now
        if at or not self.was_live or (self.publish_at and self.publish_at > now):
            self.publish_at = at or now
        if not self.was_live:
            self.first_published_at = self.publish_at
        self.taken_down_at = None
        self.taken_down_why = ""
        self.live_revision = working
        working.is_autosave = False  # what readers saw is kept for ever
        self._show_in_lists(working)
        self._enter(Stage.WRITING)

    def take_down(self, why: str = "") -> None:
        """End the publication: readers get 410, or for one still scheduled, the draft is back."""
        if self.was_live:
            self.taken_down_at = self.taken_down_at or clock.now()
            self.taken_down_why = why or self.taken_down_why
        else:
            self.live_revision = None
            self.publish_at = self.first_published_at = None
            if self.working:
                self._show_in_lists(self.working)

    def _new_revision(
        self, wording: Wording, by: Staff | None, save_id: str, base_number: int
    ) -> Revision:
        self.revision_count = (self.revision_count or 0) + 1
        revision = Revision(
            number=self.revision_count,
            save_id=save_id,
            base_number=base_number,
            is_autosave=False,
            is_aside=False,
            author=by,
            created_at=clock.now(),
            note="",
            **asdict(wording),
        )
        revision.article = self
        return revision

    def _enter(self, stage: Stage) -> None:
        if self.stage != stage:
            self.stage = stage.value
            self.stage_since = clock.now()

    def _ready(self, at: datetime | None, now: datetime) -> Revision:
        working = self.working
        if working is None or not working.headline:
            raise NotPublishable(_("Enter a headline"), "headline")
        if not working.body:
            raise NotPublishable(_("Write the text"), "body")
        if at and self.is_live:
            raise NotPublishable(
                _("It is live already: publish the update now, or take it down first"), "going_out"
            )
        if at and at <= now:
            raise NotPublishable(
                _("This time has passed. Choose a later one, or publish now"), "publish_time"
            )
        return working

    def _show_in_lists(self, revision: Revision) -> None:
        self.headline = revision.headline
        self.excerpt = revision.excerpt
        self.byline = revision.byline
        self.tags = revision.tags
        self.category_id = revision.category_id


STATES_BEFORE = {
    Stage.WRITING: State.DRAFT,
    Stage.WAITING: State.WAITING,
    Stage.RETURNED: State.RETURNED,
    Stage.APPROVED: State.APPROVED,
}

# Sitemaps number articles by these: a file of theirs holds this many addresses at most.
PART = 50_000
PART_OF: ColumnElement[int] = Article.id // literal_column(str(PART), Integer)
CHANGED_AT: ColumnElement[datetime] = Grouping(
    case((Article.updated_at > Article.publish_at, Article.updated_at), else_=Article.publish_at)
)

_up = Article.live_revision_id.is_not(None) & Article.taken_down_at.is_(None)
_draft = Article.live_revision_id.is_(None) & Article.taken_down_at.is_(None)


def _partial(name: str, where: ColumnElement[bool], *columns: object) -> None:
    Index(name, *columns, sqlite_where=where, postgresql_where=where)  # type: ignore[arg-type]


Index(
    "ix_revisions_aside",
    Revision.article_id,
    Revision.number,
    sqlite_where=text("is_aside = 1"),
    postgresql_where=text("is_aside"),
)

# Each list is one walk along one of these.
_partial("ix_articles_live", _up, Article.publish_at.desc(), Article.id.desc())
_partial(
    "ix_articles_live_in_category",
    _up,
    Article.category_id,
    Article.publish_at.desc(),
    Article.id.desc(),
)
_partial(
    "ix_articles_live_by_part", _up, PART_OF, CHANGED_AT.desc(), Article.publish_at, Article.id
)
_partial(
    "ix_articles_draft",
    _draft,
    Article.stage,
    Article.saved_at.desc(),
    Article.id.desc(),
    Article.category_id,  # which to skip is seen without a look at the article
)
for _stage in (Stage.WAITING, Stage.RETURNED, Stage.APPROVED):
    _partial(
        f"ix_articles_{_stage.value}",
        Article.stage == _stage.value,
        Article.stage_since,
        Article.id,
    )
_partial(
    "ix_articles_taken_down",
    Article.taken_down_at.is_not(None),
    Article.taken_down_at.desc(),
    Article.id.desc(),
    Article.category_id,
)
Index("ix_articles_created_by_saved", Article.created_by_id, Article.saved_at)
