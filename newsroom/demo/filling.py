"""How the demo newsroom is filled: by the same verbs as a real one, at times that suit today."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from markupsafe import escape
from sqlalchemy import update

from newsroom import clock
from newsroom.articles import addresses, bylines
from newsroom.articles.categories import Category
from newsroom.articles.filing import refile
from newsroom.articles.models import Article, Revision
from newsroom.articles.wording import Wording
from newsroom.database import AnySession
from newsroom.language.body import clean
from newsroom.pages.models import Page
from newsroom.staff.models import Staff

Story = dict[str, Any]


def fill_newsroom(
    session: AnySession, content: dict[str, list[Story]], password: str, photos: dict[str, str]
) -> None:
    """Add categories, staff and stories to an empty newsroom. The caller commits.

    ``photos``: by scene the name of the photo that stories of it show.
    """
    now = clock.now()
    categories = {
        row["slug"]: _category(session, n, row) for n, row in enumerate(content["categories"])
    }
    staff = {row["name"]: _person(session, row, password) for row in content["staff"]}
    session.flush()
    for row in content["staff"]:
        signs = bylines.author(session, row["name"])
        signs.job, signs.biography = row["job"], row["biography"]
    for row in content["pages"]:
        _page(session, row)
    for story in content["stories"]:
        _story(session, story, _wording(story, categories, photos), staff, now)


def _category(session: AnySession, position: int, row: Story) -> Category:
    category = Category(name=row["name"], slug=row["slug"], position=position)
    session.add(category)
    return category


def _page(session: AnySession, row: Story) -> None:
    page = Page.begin(session, row["title"])
    page.body = clean("".join(_block(item) for item in row["body"]))
    page.is_published = True
    session.flush()


def _person(session: AnySession, row: Story, password: str) -> Staff:
    person = Staff(email=row["email"], name=row["name"], role=row["role"])
    person.set_password(password)
    session.add(person)
    return person


def _story(
    session: AnySession,
    story: Story,
    wording: Wording,
    staff: dict[str, Staff],
    now: datetime,
) -> None:
    writer = staff[story["byline"][0]]
    article = Article(slug=str(uuid.uuid4()), created_by_id=writer.id)
    session.add(article)
    moment = _moment(story, now)
    if story["state"] == "scheduled":
        wording = replace(wording, planned_at=moment)
    article.save(wording, by=writer, save_id=str(uuid.uuid4()), note=story["note"])
    session.flush()
    addresses.follow_headline(session, article, wording.headline)
    _move_in_time(session, article, moment, now)
    if story["state"] == "scheduled":
        article.publish(at=moment)
    elif story["state"] != "draft":
        article.publish(now=moment)
    if "updated_minutes" in story:
        article.updated_at = now - timedelta(minutes=story["updated_minutes"])
    if story["state"] == "taken-down":
        article.take_down(story["note"])
    refile(session, article)


def _moment(story: Story, now: datetime) -> datetime:
    """When it went out or was left; when it will go out, to the minute, as people choose it."""
    away = timedelta(minutes=story["minutes"])
    if story["state"] == "scheduled":
        return (now + away).replace(second=0, microsecond=0)
    return now - away


def _move_in_time(session: AnySession, article: Article, moment: datetime, now: datetime) -> None:
    """Let the story have been written when it says: the list looks like a day's work."""
    article.saved_at = min(moment, now - timedelta(minutes=3))
    session.execute(
        update(Revision)
        .where(Revision.article_id == article.id)
        .values(created_at=article.saved_at)
    )


def _wording(story: Story, categories: dict[str, Category], photos: dict[str, str]) -> Wording:
    shown = story.get("photo")
    return Wording(
        headline=story["headline"],
        lede=story["lede"],
        body=clean("".join(_block(item) for item in story["body"])),
        byline=", ".join(story["byline"]),
        tags=", ".join(story.get("tags", [])),
        category_id=categories[story["category"]].id,
        source_name=story["source_name"],
        source_url=story["source_url"],
        photo_credit="" if shown else story["photo_credit"],
        lead_photo=photos[shown["scene"]] if shown else "",
        lead_caption=shown["caption"] if shown else "",
    )


def _block(item: str | dict[str, Any]) -> str:
    if isinstance(item, str):
        paragraph = f"<p>{escape(item)}</p>"
        return f"<aside>{paragraph}</aside>" if item.startswith("Нагадаємо") else paragraph
    kind, content = next(iter(item.items()))
    if kind == "h2":
        return f"<h2>{escape(content)}</h2>"
    if kind == "quote":
        return f"<blockquote><p>{escape(content)}</p></blockquote>"
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in content) + "</ul>"
