"""Atom 1.0 (RFC 4287)."""

from xml.etree.ElementTree import Element

from newsroom.site.feeds.markup import ATOM, MEDIA, add, root, written
from newsroom.site.feeds.media import add_media
from newsroom.site.feeds.story import Feed, Story
from newsroom.site.schema_org import absolute, moment

CONTENT_TYPE = "application/atom+xml"


def atom(feed: Feed) -> bytes:
    whole = root("feed", **{"xmlns": ATOM, "xmlns:media": MEDIA, "xml:lang": feed.language})
    add(whole, "id", feed.id)
    add(whole, "title", feed.title)
    add(whole, "subtitle", feed.about)
    add(whole, "updated", moment(feed.updated))
    _person(whole, feed.publisher, absolute("/"))  # who signs a story that has no by-line
    add(whole, "link", rel="self", type=CONTENT_TYPE, href=feed.url)
    add(whole, "link", rel="alternate", type="text/html", href=feed.page_url)
    if feed.hub:
        add(whole, "link", rel="hub", href=feed.hub)
    for story in feed.stories:
        _entry(whole, story)
    return written(whole)


def _entry(feed: Element, story: Story) -> None:
    entry = add(feed, "entry")
    add(entry, "id", story.id)
    add(entry, "title", story.headline)
    add(entry, "link", rel="alternate", type="text/html", href=story.url)
    add(entry, "published", moment(story.published))
    add(entry, "updated", moment(story.updated))
    for author in story.authors:
        _person(entry, author.name, author.url)
    for topic in story.topics:
        add(entry, "category", term=topic.name, scheme=topic.scheme)
    if story.text and story.text.source_url:
        source = story.text
        add(entry, "link", rel="via", href=source.source_url, title=source.source_name)
    if story.excerpt:
        add(entry, "summary", story.excerpt)
    add(entry, "content", story.html, type="html")
    if story.image:
        add_media(entry, story.image)


def _person(parent: Element, name: str, url: str) -> None:
    person = add(parent, "author")
    add(person, "name", name)
    add(person, "uri", url)
