"""Hand-over notes: the thread beside an article, of what people say and what they did with it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Select, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from newsroom import clock
from newsroom.database import Base
from newsroom.staff.models import Staff


class Event(StrEnum):
    NOTE = "note"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    READ = "read"  # saved by a colleague without a change
    RETURNED = "returned"
    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    UPDATED = "updated"
    TAKEN_DOWN = "taken-down"


class Note(Base):
    __tablename__ = "notes"
    __table_args__ = (Index(None, "article_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    event: Mapped[str] = mapped_column(String(16), default=Event.NOTE.value)
    text: Mapped[str] = mapped_column(Text, default="")
    # Of the press that did it.
    save_id: Mapped[str] = mapped_column(String(36), default="", server_default="")

    author: Mapped[Staff | None] = relationship(lazy="joined")

    @classmethod
    def of(cls, article_id: int) -> Select[tuple["Note"]]:
        """An article's notes, the newest first."""
        return select(cls).where(cls.article_id == article_id).order_by(cls.id.desc())
