"""RSS 2.0 (https://www.rssboard.org/rss-specification)."""

from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from xml.etree.ElementTree import Element

from newsroom.site.feeds.markup import ATOM, CONTENT, DUBLIN_CORE, MEDIA, add, root, written
from newsroom.site.feeds.media import add_media
from newsroom.site.feeds.story import Feed, Story
from newsroom.site.schema_org import moment

NAMESPACES = {
    "xmlns:atom": ATOM,
    "xmlns:content": CONTENT,
    "xmlns:dc": DUBLIN_CORE,
    "xmlns:media": MEDIA,
}
CONTENT_TYPE = "application/rss+xml"


def rss(feed: Feed) -> bytes:
    whole = root("rss", version="2.0", **NAMESPACES)
    channel = add(whole, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.page_url)
    add(channel, "description", feed.about)
    add(channel, "language", feed.language)
    if feed.stories:
        add(channel, "lastBuildDate", _date(feed.updated))
    add(channel, "atom:link", rel="self", type=CONTENT_TYPE, href=feed.url)
    if feed.hub:
        add(channel, "atom:link", rel="hub", href=feed.hub)
    for story in feed.stories:
        _item(channel, story)
    return written(whole)


def _item(channel: Element, story: Story) -> None:
    item = add(channel, "item")
    add(item, "title", story.headline)
    add(item, "link", story.url)
    add(item, "guid", story.id, isPermaLink="false")
    add(item, "pubDate", _date(story.published))
    add(item, "atom:updated", moment(story.updated))
    for author in story.authors:
        add(item, "dc:creator", author.name)
    for topic in story.topics:
        add(item, "category", topic.name, domain=topic.scheme)
    add(item, "description", escape(story.excerpt))  # it is read as HTML, a title is not
    add(item, "content:encoded", story.html)
    if story.image:
        add_media(item, story.image)
    if story.text and story.text.source_url:
        add(item, "source", story.text.source_name, url=story.text.source_url)
    elif story.text and story.text.source_name:
        add(item, "dc:source", story.text.source_name)


def _date(at: datetime) -> str:
    """As RFC 822 writes it, with four digits of the year."""
    return format_datetime(at.astimezone(UTC), usegmt=True)
