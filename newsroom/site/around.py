"""What stands around every page for readers."""

from collections.abc import Sequence
from typing import Any

from newsroom.articles.categories import Category
from newsroom.articles.recent import READERS, panel
from newsroom.database import db


def categories() -> list[Category]:
    return list(db.session.scalars(Category.in_order()))


def around(all_categories: Sequence[Category]) -> dict[str, Any]:
    """The masthead's categories and the live list."""
    return {"categories": all_categories, "recent": panel(READERS)}
