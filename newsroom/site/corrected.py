"""The corrections page: every public correction of an article that readers can open."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template, url_for
from sqlalchemy import Select

from newsroom.articles.corrections import Correction
from newsroom.articles.models import Article
from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.paging import Cursor, asked_cursor, cut, page
from newsroom.site import metadata
from newsroom.site.around import around
from newsroom.site.blueprint import blueprint

PAGE = 30


@dataclass(frozen=True)
class Line:
    """One correction, and the article that it is about."""

    id: int
    created_at: datetime
    text: str
    headline: str
    slug: str


@blueprint.get("/corrections")
def corrections() -> str:
    before = asked_cursor()
    rows = db.session.execute(all_corrections(before).limit(PAGE + 1))
    shown, is_more = cut([Line(*row) for row in rows], PAGE)
    older = Cursor(shown[-1].created_at, shown[-1].id) if is_more else None
    here = url_for(".corrections")
    return render_template(
        "site/corrections.html",
        about=metadata.of_list(_("Corrections"), here, [], before),
        lines=shown,
        is_first=before is None,
        older_url=f"{here}?before={older}" if older else None,
        **around(),
    )


def all_corrections(before: Cursor | None) -> Select[Any]:
    """Newest first, those of live articles only."""
    live = Article.live().join(Correction, Correction.article_id == Article.id)
    columns = live.with_only_columns(
        Correction.id,
        Correction.created_at,
        Correction.text,
        Article.headline,
        Article.slug,
        maintain_column_froms=True,
    )
    return page(columns, before, Correction.created_at, Correction.id)
