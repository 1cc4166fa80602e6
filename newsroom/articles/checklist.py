"""The checklist beside an article: what must be mended before it goes out, and what should be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from flask import render_template, url_for
from flask_login import current_user
from sqlalchemy import select

from newsroom import clock
from newsroom.articles.blueprint import blueprint
from newsroom.articles.finding import find
from newsroom.articles.models import Article, State
from newsroom.articles.own_links import dead_links
from newsroom.articles.photo_rules import troubles
from newsroom.articles.wording import Wording
from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.language.dates import dates_in
from newsroom.language.excerpts import plain
from newsroom.language.likeness import likeness
from newsroom.words import HEADLINE_SHOWN, site

ATTRIBUTION = re.compile(
    r"\b(передає|передають|повідомляє|пише|із?\s+посиланням\s+на|as\s+reported\s+by)\b",
    re.IGNORECASE,
)
UNFINISHED = re.compile(
    r"\bTO-?DO\b|\bTK\b|\?{3,}|\b[Дд]описати\b"
    r"|\b[XxХх]{3,}\b(?!\s+(?:\w+\s+){0,2}(?:ігр|ігор|з.їзд|столі|сесі|форум|фестив|конгр|чемп|річн))"
)  # three X may be the number of the Olympic Games, too
ALIKE = 0.6  # share of common word stems from which two stories look like one
RECENTLY = timedelta(hours=48)
THE_WEEK = timedelta(days=7)
ASIDE = re.compile("<aside>.*?</aside>", re.DOTALL)
REMINDS = ("Нагадаємо", "Нагадуємо")


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
        *_photos(article, wording),
        *_doubtful(wording, text),
        *_other_weeks(wording),
        *(
            Check(_("A link leads to no page of ours"), "body", detail=path)
            for path in dead_links(wording.body)
        ),
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
    if ATTRIBUTION.search(f"{wording.lede}\n{text}") and not wording.source_name:
        yield Check(_("The text names a source, the source field does not"), "source_name")


def _photos(article: Article, wording: Wording) -> Iterator[Check]:
    """On the day when it goes out, where that is planned: a licence may end before.

    What is said of a photo is mended on its own page; one that is gone, where it stands.
    """
    planned = max(filter(None, (clock.now(), article.publish_at, wording.planned_at)))
    for trouble in troubles(wording, planned):
        page = url_for("library.photo", name=trouble.name) if trouble.name else ""
        yield Check(trouble.sentence, trouble.field, True, trouble.detail, page)


def _doubtful(wording: Wording, text: str) -> Iterator[Check]:
    if len(wording.headline) > HEADLINE_SHOWN["card"]:
        yield Check(
            _("The headline is longer than social cards show"),
            "headline",
            detail=_("%(n)s of %(limit)s", n=len(wording.headline), limit=HEADLINE_SHOWN["card"]),
        )
    for field, content in (("headline", wording.headline), ("lede", wording.lede), ("body", text)):
        if unfinished := UNFINISHED.search(content):
            yield Check(_("Something unfinished is left"), field, detail=unfinished[0])


def _other_weeks(wording: Wording) -> Iterator[Check]:
    """Dates far from now, each once. Background may speak of the past; the rest is of its week."""
    today = clock.now().astimezone(site().zone).date()
    news = plain(ASIDE.sub("", wording.body)).split("\n\n")
    parts = [("lede", wording.lede), *(("body", p) for p in news if not p.startswith(REMINDS))]
    far = {
        written: field
        for field, part in parts
        for day, written in dates_in(part, today)
        if abs(day - today) > THE_WEEK
    }
    for written, field in far.items():
        yield Check(_("Is this date right?"), field, detail=written)


def _alike(article: Article, wording: Wording, text: str) -> Iterator[Check]:
    """Stories of the last two days that look like this one."""
    since = clock.now() - RECENTLY
    seen, live = Article.seen_by(current_user), Article.in_state(State.LIVE)
    others = db.session.execute(
        select(Article.id, Article.slug, Article.headline, Article.excerpt, seen.label("is_seen"))
        .where(Article.id != article.id, Article.headline != "")
        .where(live | (Article.in_state(State.SCHEDULED) & seen))
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
                url=(
                    url_for(".edit", article_id=other.id)
                    if other.is_seen
                    else url_for("site.article", slug=other.slug)
                ),
            )
            return
