"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from typing import Any

from newsroom.site.feeds.story import Feed, Story
from newsroom.site.schema_org import absolute, moment

CONTENT_TYPE = "application/feed+json"


def json_feed(feed: Feed) -> bytes:
    return as_json(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "description": feed.about,
            "home_page_url": feed.page_url,
            "feed_url": feed.url,
            "language": feed.language,
            "authors": [{"name": feed.publisher, "url": absolute("/")}],
            "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else None,
            "items": [_item(story) for story in feed.stories],
        }
    )


def _item(story: Story) -> dict[str, Any]:
    return without_gaps(
        {
            "id": story.id,
            "url": story.url,
            "title": story.headline,
            "summary": story.excerpt,
            "content_html": story.html,
            "image": story.image and story.image.url,
            "banner_image": story.image and story.image.thumbnail_url,
            "date_published": moment(story.published),
            "date_modified": moment(story.updated),
            "authors": [{"name": author.name, "url": author.url} for author in story.authors],
            "tags": [topic.name for topic in story.topics],
            "_newsroom": _more(story),
        }
    )


def _more(story: Story) -> dict[str, Any]:
    """What the format has no place for; a name that begins with «_» is its way of adding one."""
    source = story.text and {"name": story.text.source_name, "url": story.text.source_url}
    return without_gaps(
        {
            "source": source and without_gaps(source),
            "photo_credit": _credit(story),
            "photo_alt": story.image and story.image.alt,
            "corrections": [
                {"date": moment(correction.created_at), "text": correction.text}
                for correction in story.corrections
            ],
        }
    )


def _credit(story: Story) -> str:
    if story.image:
        return story.image.credit
    return story.text.photo_credit if story.text else ""


def without_gaps(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def as_json(fields: dict[str, Any]) -> bytes:
    return json.dumps(
        {name: value for name, value in fields.items() if value is not None}, ensure_ascii=False
    ).encode()
