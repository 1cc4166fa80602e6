"""What one partner shows: their choice of the newest posts, in every form they can take it in."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from flask import Response, abort, current_app, g, request, url_for
from sqlalchemy import Select, select, union_all

from newsroom import clock
from newsroom.articles.models import Article
from newsroom.articles.recent import Post, edition, posts
from newsroom.articles.tags import article_tags
from newsroom.database import db
from newsroom.embeds import discovery
from newsroom.i18n import gettext as _
from newsroom.partners.models import MOST_POSTS, Partner
from newsroom.photos import absolute
from newsroom.photos.models import Photo
from newsroom.photos.sizes import SQUARE
from newsroom.words import site


@dataclass(frozen=True)
class Thumbnail:
    """The square of a photo, for another site's page."""

    of: Photo
    width, height = SQUARE  # of the file; how large it is shown, a sheet says

    @property
    def url(self) -> str:
        return absolute(self.of, "square.webp")

    @property
    def alt(self) -> str:
        return "" if self.of.is_decorative else self.of.alt

    @property
    def credit(self) -> str:
        return str(_("Photo: %(credit)s", credit=self.of.credit)) if self.of.is_credited else ""

    def __str__(self) -> str:
        return f"{self.url} {self.alt} {self.credit}"


@dataclass(frozen=True)
class Showing:
    """A partner's list: what stands in it, where its links lead, how it is asked for again."""

    partner: Partner
    most: int | None = None  # posts, where there is not room for all that were chosen

    @cached_property
    def posts(self) -> list[Post]:
        return _chosen(self.partner)[: self.most] if self.partner.is_active else []

    @property
    def title(self) -> str:
        return self.partner.title or _("Recent posts")

    @property
    def notice(self) -> str | None:
        """What stands in place of the list while there is none to be shown."""
        if self.partner.is_active:
            return None
        return str(_("The list is resting. The news is on our site."))

    @property
    def edition(self) -> str:
        return f"{edition(self.posts)}-{self.partner.edition}{self._photos_edition}"

    def photo(self, post: Post) -> Thumbnail | None:
        """The post's photo, where the partner shows them and it has one."""
        return Thumbnail(post.lead_photo) if self.partner.shows_photo and post.lead_photo else None

    @property
    def _photos_edition(self) -> str:
        shown = [str(photo) for post in self.posts if (photo := self.photo(post))]
        return hashlib.blake2b("".join(shown).encode(), digest_size=4).hexdigest() if shown else ""

    @property
    def poll_url(self) -> str:
        more: dict[str, Any] = {"posts": self.most} if self.most else {}
        return url_for("partners.recent", key=self.partner.key, seen=self.edition, **more)

    @property
    def interval(self) -> int:
        """How many seconds a box waits between two polls."""
        seconds: int = current_app.config["WIDGET_SECONDS"]
        return seconds

    @property
    def home_url(self) -> str:
        return self.marked(f"{site().url}/")

    @property
    def framed_by(self) -> list[str]:
        """The origins whose pages may frame the list: theirs, and ours for the preview."""
        return [site().url, *(row.origin for row in self.partner.origins)]

    @property
    def cards(self) -> list[tuple[str, str]]:
        """Where oEmbed has the list for whoever was given the address of the partner's page."""
        return discovery(site().url + url_for("partners.setup", key=self.partner.key))

    @property
    def address(self) -> str:
        """Our home's, as people say it."""
        return site().url.partition("://")[2]

    def url(self, post: Post) -> str:
        """Where a post leads: our article, marked with where the reader came from."""
        return self.marked(site().url + url_for("site.article", slug=post.slug))

    def marked(self, url: str) -> str:
        mark = self.partner.source_mark
        return f"{url}?{urlencode({'utm_source': mark})}" if mark else url


def kept_by_caches(answer: Response) -> Response:
    """Every box asks for the same bytes, so that a cache answers thousands of them with one."""
    fresh = min(15, current_app.config["WIDGET_SECONDS"] // 2)
    answer.headers["Cache-Control"] = f"public, max-age={fresh}, stale-while-revalidate=60"
    return answer


def asked(key: str) -> Showing:
    """What the partner with ``key`` shows, in their language; 404 for an unknown key."""
    found = db.session.execute(Partner.with_key(key)).unique().scalar_one_or_none()
    return shown_by(found or abort(404), _fewer())


def shown_by(partner: Partner, most: int | None = None) -> Showing:
    g.language = partner.language or current_app.config["SITE_LANGUAGE"]
    return Showing(partner, most)


def _fewer() -> int | None:
    """How many posts the address asks for at most: `?posts=3`. Anything else is 400."""
    asked = request.args.get("posts")
    if asked is None:
        return None
    if asked not in {str(number) for number in range(1, MOST_POSTS + 1)}:
        abort(400)
    return int(asked)


def _chosen(partner: Partner) -> list[Post]:
    """One short walk along an index for each category and tag, or a single one for all news."""
    now = clock.now()
    live, count = Article.live(now), partner.post_count
    walks = [
        live.where(Article.category_id == category.id).limit(count)
        for category in partner.categories
    ]
    walks += [_tagged(live, tag.id, now).limit(count) for tag in partner.tags]
    if not walks:
        return posts(live.limit(count))
    ids = [select(walk.with_only_columns(Article.id).subquery()) for walk in walks]
    found = db.session.scalars(union_all(*ids)).all()
    return posts(live.where(Article.id.in_(set(found))).limit(count))


def _tagged(live: Select[tuple[Article]], tag_id: int, now: datetime) -> Select[tuple[Article]]:
    linked = article_tags.c
    return (
        live.join(article_tags, linked.article_id == Article.id)
        .where(linked.tag_id == tag_id, linked.publish_at <= now)
        .order_by(None)
        .order_by(linked.publish_at.desc(), linked.article_id.desc())
    )
