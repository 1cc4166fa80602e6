"""Partners: who may show our recent posts, which of them, and how they look there."""

import hashlib
import secrets
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index, Select, String, Table, false, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from newsroom import clock
from newsroom.articles.categories import Category
from newsroom.articles.tags import Tag
from newsroom.database import Base
from newsroom.partners.colours import DARK_GROUND, LIGHT_GROUND, readable
from newsroom.partners.origins import exact_origin, matches

MOST_POSTS = 20

LOOKS = (
    "title",
    "post_count",
    "shows_excerpt",
    "shows_photo",
    "language",
    "scheme",
    "accent",
    "corner",
    "density",
    "source_mark",
)


def _link(one: str, many: str) -> Table:
    return Table(
        f"partner_{many}",
        Base.metadata,
        Column("partner_id", ForeignKey("partners.id", ondelete="CASCADE"), primary_key=True),
        Column(f"{one}_id", ForeignKey(f"{many}.id", ondelete="CASCADE"), primary_key=True),
        Index(None, f"{one}_id"),
    )


partner_categories = _link("category", "categories")
partner_tags = _link("tag", "tags")


class Status(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    REVOKED = "revoked"


class Scheme(StrEnum):
    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"
    HOST = "host"  # no ground of its own, so that the page's shows


class Corner(StrEnum):
    SQUARE = "square"
    SOFT = "soft"
    ROUND = "round"


class Density(StrEnum):
    AIRY = "airy"
    DENSE = "dense"


class Partner(Base):
    """A site that embeds our recent posts. Its key names it in public and opens nothing."""

    __tablename__ = "partners"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    status: Mapped[str] = mapped_column(String(8), default=Status.ACTIVE.value)

    title: Mapped[str] = mapped_column(String(80), default="")  # empty: «Recent posts»
    post_count: Mapped[int] = mapped_column(default=7)
    shows_excerpt: Mapped[bool] = mapped_column(default=True)
    shows_photo: Mapped[bool] = mapped_column(default=False, server_default=false())
    language: Mapped[str] = mapped_column(String(2), default="")  # empty: the site's
    scheme: Mapped[str] = mapped_column(String(8), default=Scheme.AUTO.value)
    accent: Mapped[str] = mapped_column(String(7), default="")  # «#rrggbb»; empty: ours
    corner: Mapped[str] = mapped_column(String(8), default=Corner.SOFT.value)
    density: Mapped[str] = mapped_column(String(8), default=Density.AIRY.value)
    source_mark: Mapped[str] = mapped_column(String(40), default="")  # utm_source of our links
    requests_a_minute: Mapped[int] = mapped_column(default=6000, server_default="6000")

    origins: Mapped[list["PartnerOrigin"]] = relationship(
        lazy="joined", cascade="all, delete-orphan", order_by="PartnerOrigin.origin"
    )
    categories: Mapped[list[Category]] = relationship(
        secondary=partner_categories, lazy="selectin", order_by=Category.position
    )
    tags: Mapped[list[Tag]] = relationship(
        secondary=partner_tags, lazy="selectin", order_by=Tag.name
    )

    @classmethod
    def named(cls, name: str, origins: list[str]) -> "Partner":
        """A new partner. Raises NotAnOrigin when one of ``origins`` is none."""
        partner = cls(name=name, key=secrets.token_hex(8))
        partner.live_at(origins)
        return partner

    @classmethod
    def with_key(cls, key: str) -> Select[tuple["Partner"]]:
        return select(cls).where(cls.key == key)

    def live_at(self, origins: list[str]) -> None:
        """Make ``origins`` those whose pages may show us. Raises NotAnOrigin."""
        known = {row.origin: row for row in self.origins}
        exact = sorted({exact_origin(origin) for origin in origins})
        self.origins = [known.get(origin) or PartnerOrigin(origin=origin) for origin in exact]

    def lives_at(self, origin: str) -> bool:
        return any(matches(origin, row.origin) for row in self.origins)

    @property
    def is_active(self) -> bool:
        return self.status == Status.ACTIVE

    @property
    def accents(self) -> tuple[str, str] | None:
        """The accent as it can be read on the light card and on the dark one."""
        if not self.accent:
            return None
        return readable(self.accent, LIGHT_GROUND), readable(self.accent, DARK_GROUND)

    @property
    def edition(self) -> str:
        """A fingerprint of how the list looks; what is in it has one of its own."""
        looks = [getattr(self, name) for name in ("status", *LOOKS)]
        return hashlib.blake2b(repr(looks).encode(), digest_size=6).hexdigest()


class PartnerOrigin(Base):
    __tablename__ = "partner_origins"

    partner_id: Mapped[int] = mapped_column(
        ForeignKey("partners.id", ondelete="CASCADE"), primary_key=True
    )
    origin: Mapped[str] = mapped_column(String(300), primary_key=True)
