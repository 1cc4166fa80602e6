"""A feed and its stories, as every format needs them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from flask import render_template

from newsroom.site.attached import Corrected
from newsroom.site.schema_org import absolute

NEVER = datetime(2026, 1, 1, tzinfo=UTC)  # the day of ids.py: a feed without stories has no other


@dataclass(frozen=True)
class Term:
    """A category, a tag or an author, with the address of its page."""

    name: str
    url: str

    @property
    def scheme(self) -> str:
        """What tells a category from a tag of the same name."""
        return self.url.rpartition("/")[0]


@dataclass(frozen=True)
class Text:
    """What only the whole text has."""

    lede: str
    body: str  # clean HTML
    source_name: str  # as readers see it: where nobody has named it, its host
    source_url: str
    photo_credit: str  # of a text without photos of its own


@dataclass(frozen=True)
class Image:
    """The lead photo: one file for everybody, and a smaller one that any reader can show."""

    url: str
    width: int
    height: int
    thumbnail_url: str  # a JPEG, cut around what matters
    caption: str
    alt: str
    credit: str
    copyright: str


@dataclass(frozen=True)
class Story:
    """A live article as it leaves the house. Every address in it is a whole one."""

    id: str  # for ever: no slug is in it
    slug: str
    url: str
    headline: str
    excerpt: str
    authors: list[Term]
    category: Term | None
    tags: list[Term]
    first_published: datetime
    published: datetime
    changed: datetime | None  # when readers got a newer text
    text: Text | None  # None where only the excerpt is given away
    corrections: list[Corrected]  # the newest first
    image: Image | None = None

    @property
    def topics(self) -> list[Term]:
        return [self.category, *self.tags] if self.category else self.tags

    @property
    def updated(self) -> datetime:
        corrected = [correction.created_at for correction in self.corrections]
        return max(self.published, self.changed or self.published, *corrected)

    @cached_property
    def html(self) -> str:
        """The text or the excerpt, and the corrections at its end."""
        html = render_template("feeds/_text.html", story=self)
        # Clean HTML has a path of this site only there (language/cleaning.py).
        return html.replace('<a href="/', f'<a href="{absolute("/")}')


@dataclass(frozen=True)
class Feed:
    id: str
    title: str
    about: str
    url: str  # its own
    page_url: str
    publisher: str
    language: str
    hub: str  # "" is none
    stories: list[Story]

    @property
    def updated(self) -> datetime:
        return max((story.updated for story in self.stories), default=NEVER)
