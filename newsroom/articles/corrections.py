"""Corrections: dated public notes that a live article was changed, and why."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Select, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from newsroom import clock
from newsroom.database import Base


class Correction(Base):
    __tablename__ = "corrections"
    __table_args__ = (Index(None, "article_id", "id"), Index(None, "created_at", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    text: Mapped[str] = mapped_column(Text)

    @classmethod
    def of(cls, article_id: int) -> Select[tuple["Correction"]]:
        """What was corrected in an article, the newest first."""
        return select(cls).where(cls.article_id == article_id).order_by(cls.id.desc())
