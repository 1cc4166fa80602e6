"""What one partner shows: their choice of the newest posts, in every form they can take it in."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from flask import Response, abort, current_app, g, url_for
from sqlalchemy import select, union_all

from newsroom import clock
from newsroom.articles.models import Article
from newsroom.articles.recent import Post, edition, posts
from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.partners.models import Partner
from newsroom.words import site


@dataclass(frozen=True)
class Showing:
    """A partner's list: what stands in it, where its links lead, how it is asked for again."""

    partner: Partner

    @cached_property
    def posts(self) -> list[Post]:
        return _chosen(self.partner) if self.partner.is_active else []

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
        return f"{edition(self.posts)}-{self.partner.edition}"

    @property
    def poll_url(self) -> str:
        return url_for("partners.recent", key=self.partner.key, seen=self.edition)

    @property
    def interval(self) -> int:
        """How many seconds a box waits between two polls."""
        seconds: int = current_app.config["WIDGET_SECONDS"]
        return seconds

    @property
    def home_url(self) -> str:
        return self.marked(f"{site().url}/")

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
    return shown_by(found or abort(404))


def shown_by(partner: Partner) -> Showing:
    g.language = partner.language or current_app.config["SITE_LANGUAGE"]
    return Showing(partner)


def _chosen(partner: Partner) -> list[Post]:
    """One short walk along an index a category, or a single one where all are wanted."""
    now = clock.now()
    if not partner.categories:
        return posts(Article.live(now).limit(partner.post_count))
    walks = [
        select(
            Article.live(now)
            .with_only_columns(Article.id)
            .where(Article.category_id == category.id)
            .limit(partner.post_count)
            .subquery()
        )
        for category in partner.categories
    ]
    ids = db.session.scalars(union_all(*walks)).all()
    return posts(Article.live(now).where(Article.id.in_(ids)).limit(partner.post_count))
