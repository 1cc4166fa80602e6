"""What stands around every page for readers."""

from collections import defaultdict
from typing import Any, NamedTuple

from flask import request, url_for
from sqlalchemy import Select, literal, select, union_all

from newsroom.articles.categories import Category
from newsroom.articles.changed import Reading
from newsroom.articles.recent import READERS, awaited, panel
from newsroom.database import db
from newsroom.kept.parts import part
from newsroom.pages.models import Page
from newsroom.words import is_still


class Place(NamedTuple):
    """Where a link of the masthead or the footer leads."""

    id: int
    name: str
    slug: str


def around(reading: Reading | None = None) -> dict[str, Any]:
    """The masthead's categories, the footer's pages and the live list.

    ``reading``: the article on the page, for the poll to watch too.
    """
    categories, footer_pages = part(_places)
    return {
        "categories": categories,
        "footer_pages": footer_pages,
        "recent": awaited() if _outlives_its_list() else panel(READERS, reading=reading),
    }


def _outlives_its_list() -> bool:
    """In a mirror only the front page, and what stands for it, is made anew with every post."""
    return is_still() and request.path != url_for("site.home")


def _places() -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """The categories and the pages, in one query."""
    rows = union_all(
        select(literal("category"), Category.position, Category.id, Category.name, Category.slug),
        _columns(Page.published()),
    ).subquery()
    kind, position, row_id, *_names = rows.c
    found: dict[str, list[Place]] = defaultdict(list)
    for is_a, _at, *place in db.session.execute(select(rows).order_by(kind, position, row_id)):
        found[is_a].append(Place(*place))
    return tuple(found["category"]), tuple(found["page"])


def _columns(pages: Select[Any]) -> Select[Any]:
    columns = (literal("page"), Page.position, Page.id, Page.title, Page.slug)
    return pages.with_only_columns(*columns).order_by(None)
