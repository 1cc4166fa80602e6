"""The checklist beside an article: what must be mended before it goes out, and what should be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from flask import render_template
from sqlalchemy import or_, select

from newsroom import clock
from newsroom.articles.blueprint import blueprint
from newsroom.articles.finding import find
from newsroom.articles.models import Article, State
from newsroom.articles.wording import Wording
from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.language.dates import dates_in
from newsroom.language.excerpts import plain
from newsroom.language.likeness import likeness

SEARCH_RESULT = 60  # characters of a headline that search engines show
SOCIAL_CARD = 110  # … and social cards
ATTRIBUTION = re.compile(
    r"\b(передає|передають|повідомляє|пише|із посиланням на|з посиланням на|as reported by)\b",
    re.IGNORECASE,
)
UNFINISHED = re.compile(r"\bTO[ -]?DO\b|\bTK\b|\?{3,}|[XХ]{3,}|дописати", re.IGNORECASE)
OUR_LINK = re.compile(r'href="(?P<path>/[^"#?]*)')
ALIKE = 0.6  # share of common word stems from which two stories look like one
RECENTLY = timedelta(hours=48)
THE_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Check:
    """One thing to look at. It blocks publication, or it advises; ``field`` is where to mend it."""

    sentence: str
    field: str
    blocks: bool = False
    detail: str = ""
    url: str = ""


@blueprint.get("/desk/articles/<int:article_id>/checklist")
def checklist(article_id: int) -> str:
    article = find(article_id)
    return render_template("articles/_checklist.html", article=article, checks=checks(article))


def checks(article: Article) -> list[Check]:
    """What is wrong with the working copy, the blocking things first."""
    if article.working is None:
        return []
    wording = article.working.wording
    text = plain(wording.body)
    found = [
        *_missing(wording, text),
        *_doubtful(wording, text),
        *_dead_links(wording),
        *_alike(article, wording, text),
    ]
    return sorted(found, key=lambda check: not check.blocks)


def _missing(wording: Wording, text: str) -> Iterator[Check]:
    if not wording.headline:
        yield Check(_("Enter a headline"), "headline", blocks=True)
    if not text:
        yield Check(_("Write the text"), "body", blocks=True)
    if not wording.lede:
        yield Check(_("There is no lede"), "lede")
    if not wording.category_id:
        yield Check(_("No category is chosen"), "category")
    if ATTRIBUTION.search(text) and not wording.source_name:
        yield Check(_("The text names a source, the source field does not"), "source_name")


def _doubtful(wording: Wording, text: str) -> Iterator[Check]:
    if len(wording.headline) > SOCIAL_CARD:
        yield Check(
            _("The headline is longer than social cards show"),
            "headline",
            detail=_("%(n)s of %(limit)s", n=len(wording.headline), limit=SOCIAL_CARD),
        )
    for field, content in (("headline", wording.headline), ("lede", wording.lede), ("body", text)):
        if unfinished := UNFINISHED.search(content):
            yield Check(_("Something unfinished is left"), field, detail=unfinished[0])
    for written in _dates_of_another_week(text):
        yield Check(_("Is this date right?"), "body", detail=written)


def _dates_of_another_week(text: str) -> dict[str, None]:
    """Each once, in reading order. Background may speak of the past; the rest of a news item speaks
    of its week.
    """
    today = clock.now().date()
    return {
        written: None
        for paragraph in text.split("\n\n")
        if not paragraph.startswith(("Нагадаємо", "Нагадуємо"))
        for day, written in dates_in(paragraph, today)
        if abs(day - today) > THE_WEEK
    }


def _dead_links(wording: Wording) -> Iterator[Check]:
    """Links to our own articles that readers cannot open."""
    paths = {match["path"] for match in OUR_LINK.finditer(wording.body)}
    slugs = {path.removeprefix("/news/") for path in paths if path.startswith("/news/")}
    if not slugs:
        return
    live = set(
        db.session.scalars(
            select(Article.slug).where(Article.slug.in_(slugs), Article.in_state(State.LIVE))
        )
    )
    for slug in sorted(slugs - live):
        yield Check(_("A link leads to no page of ours"), "body", detail=f"/news/{slug}")


def _alike(article: Article, wording: Wording, text: str) -> Iterator[Check]:
    """Stories of the last two days that look like this one."""
    since = clock.now() - RECENTLY
    others = db.session.execute(
        select(Article.id, Article.headline, Article.excerpt)
        .where(Article.id != article.id, Article.headline != "")
        .where(or_(Article.in_state(State.LIVE), Article.in_state(State.SCHEDULED)))
        .where(Article.publish_at > since)
        .order_by(Article.publish_at.desc(), Article.id.desc())
        .limit(200)
    )
    mine = f"{wording.headline} {wording.lede or text[:200]}"
    for other in others:
        if wording.headline and likeness(mine, f"{other.headline} {other.excerpt}") >= ALIKE:
            yield Check(
                _("There is a story like this already"),
                "headline",
                detail=other.headline,
                url=f"/desk/articles/{other.id}",
            )
            return
