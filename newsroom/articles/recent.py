"""Recent posts: the live list of the newest live articles, and the poll that keeps it fresh."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Response, current_app, render_template, request, url_for
from sqlalchemy import Select, and_

from newsroom import clock
from newsroom.articles.blueprint import blueprint
from newsroom.articles.breaking import Strip, with_strip
from newsroom.articles.categories import Category
from newsroom.articles.changed import Changed, Reading, changed_since
from newsroom.articles.models import Article
from newsroom.database import db
from newsroom.kept import kept_for
from newsroom.kept.parts import part
from newsroom.photos.models import Photo, PhotoStatus
from newsroom.words import is_still

FRESH = timedelta(minutes=5)
READERS = "articles.recent"


@dataclass(frozen=True)
class Post:
    """A live article as lists show it."""

    id: int
    slug: str
    headline: str
    excerpt: str
    publish_at: datetime
    category_name: str | None
    category_slug: str | None
    lead_photo: Photo | None = None  # of a list that shows photos; ready to be shown

    @property
    def is_fresh(self) -> bool:
        return clock.now() - self.publish_at < FRESH and not is_still()


@dataclass(frozen=True)
class Panel:
    """The recent posts as one page shows them, and how that page asks for newer ones."""

    posts: Sequence[Post]
    limit: int
    poll_url: str
    interval: int  # seconds
    all_url: str
    is_readers: bool  # new posts wait until the reader wants them
    strip: Strip | None = None  # breaking news over the page
    reading: Reading | None = None  # the article that the page shows
    changed: Changed | None = None  # what has become of that since
    is_awaited: bool = False  # the page comes without it and asks for it at once

    @property
    def edition(self) -> str:
        return edition(self.posts, self.strip, self.changed)


def posts(query: Select[Any]) -> list[Post]:
    """Run a query of live articles for what lists show; bodies stay where they are."""
    shown = Photo.id == Article.lead_photo_id, Photo.status == PhotoStatus.READY
    with_photos = post_columns(query).outerjoin(Photo, and_(*shown)).add_columns(Photo)
    return [Post(*row) for row in db.session.execute(with_photos)]


def _posts_alone(limit: int) -> Sequence[Post]:
    """For the live list, which shows no photos."""
    rows = db.session.execute(post_columns(Article.live().limit(limit)))
    return tuple(Post(*row) for row in rows)


def post_columns(query: Select[Any]) -> Select[Any]:
    """What a post is made from, but for its photo."""
    return query.outerjoin(Category, Category.id == Article.category_id).with_only_columns(
        Article.id,
        Article.slug,
        Article.headline,
        Article.excerpt,
        Article.publish_at,
        Category.name,
        Category.slug,
        maintain_column_froms=True,
    )


def _with_strip(limit: int) -> tuple[Sequence[Post], Strip | None]:
    """Both in one query: without a live article there is none in the strip either."""
    rows = db.session.execute(with_strip(post_columns(Article.live().limit(limit)))).all()
    strip = [Strip(*row[-3:]) for row in rows[:1] if row[-3] is not None]
    return tuple(Post(*row[:-3]) for row in rows), strip[0] if strip else None


def edition(
    shown: Sequence[Post], strip: Strip | None = None, changed: Changed | None = None
) -> str:
    """A short fingerprint of what is shown, but for how long ago: that ticks by itself."""
    digest = hashlib.blake2b(digest_size=9)
    for post in shown:
        at = post.publish_at.isoformat()
        digest.update(repr((post.id, post.slug, post.headline, post.excerpt, at)).encode())
    for what in filter(None, (strip, changed)):
        digest.update(repr(what).encode())
    return digest.hexdigest()


def panel(
    endpoint: str,
    *,
    also: int | None = None,
    reading: Reading | None = None,
    changed: Changed | None = None,
    **values: Any,
) -> Panel:
    """The recent posts, polled at ``endpoint``.

    ``also``: how many more to tell of, because new posts above wait and older ones are still shown.
    ``reading``: the article beside them, and ``changed`` what its page is to be told of it.
    """
    config = current_app.config
    limit = config["RECENT_POSTS"] + (also or 0)
    is_readers = endpoint == READERS
    shown, strip = part(_with_strip, limit) if is_readers else (_posts_alone(limit), None)
    seen = part(edition, shown, strip, changed)
    return Panel(
        posts=shown,
        limit=limit,
        poll_url=url_for(endpoint, seen=seen, reading=reading, also=also, **values),
        interval=config["RECENT_SECONDS"],
        all_url=url_for("site.home"),
        is_readers=is_readers,
        strip=strip,
        reading=reading,
        changed=changed,
    )


def awaited() -> Panel:
    """The readers' list on a page that stands still: what it showed would soon be wrong there."""
    config = current_app.config
    return Panel(
        posts=(),
        limit=config["RECENT_POSTS"],
        poll_url=url_for(READERS),
        interval=config["RECENT_SECONDS"],
        all_url=url_for("site.home"),
        is_readers=True,
        is_awaited=True,
    )


def answer(shown: Panel, template: str = "articles/_recent.html", **context: Any) -> Response:
    """What a poll gets: 204 when it has this edition already, else the list."""
    if request.args.get("seen") == shown.edition:
        return Response(status=204)
    return Response(render_template(template, recent=shown, **context))


@blueprint.get("/recent")
@kept_for("also", "reading", "seen")
def recent() -> Response:
    """What has changed beside and over a reader's page, and of the article on it."""
    reading = Reading.asked_for(request.args.get("reading", ""))
    changed = changed_since(db.session, reading) if reading else None
    shown = panel(READERS, also=_also(), reading=reading, changed=changed)
    return answer(shown, "articles/_newest.html")


def _also() -> int | None:
    """No more than the list is long: for so many it can be that all that is shown was shown."""
    asked = request.args.get("also", type=int) or 0
    return min(max(asked, 0), current_app.config["RECENT_POSTS"]) or None


@blueprint.get("/desk/recent")
def desk_recent() -> Response:
    """The same for staff, in their language."""
    return answer(panel(".desk_recent"))
