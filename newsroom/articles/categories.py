"""Categories: the sections of the paper."""

from sqlalchemy import Select, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from newsroom.database import Base, read
from newsroom.i18n import gettext as _


class Category(Base):
    __tablename__ = "categories"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    position: Mapped[int] = mapped_column(default=0)

    @classmethod
    def in_order(cls) -> Select[tuple["Category"]]:
        """All of them, as the masthead shows them."""
        return select(cls).order_by(cls.position, cls.id)

    @classmethod
    def next_position(cls) -> Select[tuple[int]]:
        return select(func.coalesce(func.max(cls.position), 0) + 1)


NAMES = select(Category.id, Category.name).order_by(Category.position, Category.id)


def category_names() -> dict[int, str]:
    """The categories by id, with 0 for none, as forms offer them."""
    return {0: _("Uncategorised"), **dict(read(NAMES).tuples().all())}
