"""Preview links: whoever has one may read an article's working copy, until it ends."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Select, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from newsroom import clock
from newsroom.articles.models import Article
from newsroom.database import AnySession, Base

LIVES = timedelta(hours=48)


class PreviewLink(Base):
    __tablename__ = "preview_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), index=True
    )
    author_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ends_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    article: Mapped[Article] = relationship()

    @classmethod
    def open(cls) -> Select[tuple["PreviewLink"]]:
        """Those that work now, the newest first."""
        return (
            select(cls)
            .where(cls.ends_at > clock.now(), cls.revoked_at.is_(None))
            .order_by(cls.id.desc())
        )


def revoke_all(session: AnySession, article_id: int) -> None:
    """What was given away no longer works; new links may be made."""
    given = PreviewLink.article_id == article_id, PreviewLink.revoked_at.is_(None)
    session.execute(update(PreviewLink).where(*given).values(revoked_at=clock.now()))
