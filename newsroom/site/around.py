"""What stands around every page for readers."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import select

from newsroom.articles.categories import Category
from newsroom.articles.recent import READERS, panel
from newsroom.database import db


class Place(NamedTuple):
    """Where a link of the masthead leads."""

    id: int
    name: str
    slug: str


def around() -> dict[str, Any]:
    """The masthead's categories and the live list."""
    return {"categories": _categories(), "recent": panel(READERS)}


def _categories() -> Sequence[Place]:
    columns = select(Category.id, Category.name, Category.slug)
    ordered = columns.order_by(Category.position, Category.id)
    return [Place(*row) for row in db.session.execute(ordered)]
