"""ninjs 3.0, IPTC's news in JSON (https://iptc.org/std/ninjs/), for newsrooms that take us over."""

from typing import Any

from newsroom.language.body import text_of
from newsroom.site.feeds.json_feed import as_json, without_gaps
from newsroom.site.feeds.story import Feed, Image, Story, Term
from newsroom.site.schema_org import moment
from newsroom.words import moment as in_words
from newsroom.words import site

CONTENT_TYPE = "application/json"
STANDARD = {
    "name": "ninjs",
    "version": "3.0",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
}


def ninjs(feed: Feed) -> bytes:
    """A list: one composite item, with its stories as what it is made of."""
    return as_json(
        {
            "uri": feed.id,
            "type": "composite",
            "standard": STANDARD,
            "pubStatus": "usable",
            "versionCreated": moment(feed.updated),
            "language": feed.language,
            "title": feed.title,
            "renditions": [_page(feed.page_url)],
            "associations": [{"name": story.headline, **_item(story)} for story in feed.stories],
        }
    )


def of_story(story: Story) -> bytes:
    return as_json({"standard": STANDARD, **_item(story)})


def _item(story: Story) -> dict[str, Any]:
    return {
        "uri": story.id,
        "type": "text",
        "representationType": "full" if story.text else "partial",
        "pubStatus": "usable",  # what is not live answers no one
        **_times(story),
        **_rights(story),
        "language": site().language,
        "slugline": story.slug,
        "headlines": [_value("main", story.headline)],
        **without_gaps(_words(story)),
        "renditions": [_page(story.url)],
        **without_gaps({"associations": [_picture(story, story.image)] if story.image else None}),
    }


def _picture(story: Story, image: Image) -> dict[str, Any]:
    """The lead photo, an item of its own with its rights."""
    words = [("caption", image.caption), ("alt", image.alt)]
    file = {"name": "main", "href": image.url, "contentType": "image/webp"}
    card = {"name": "card", "href": image.thumbnail_url, "contentType": "image/jpeg"}
    return {
        "name": "lead",
        "uri": image.url,
        "type": "picture",
        "pubStatus": "usable",
        "versionCreated": moment(story.updated),
        **without_gaps(
            {
                "by": image.credit,
                "copyrightNotice": image.copyright,
                "descriptions": [_value(role, value) for role, value in words if value],
            }
        ),
        "renditions": [
            {**file, "width": image.width, "height": image.height},
            {**card, "width": 1200, "height": 630},
        ],
    }


def _times(story: Story) -> dict[str, str]:
    return {
        "firstCreated": moment(story.first_published),
        "contentCreated": moment(story.first_published),
        "versionCreated": moment(story.updated),
    }


def _rights(story: Story) -> dict[str, str]:
    here = site()
    year = story.first_published.astimezone(here.zone).year
    return {"copyrightHolder": here.name, "copyrightNotice": f"© {year} {here.name}"}


def _words(story: Story) -> dict[str, Any]:
    descriptions = [("summary", story.excerpt), ("lede", story.text.lede if story.text else "")]
    return {
        "descriptions": [_value(role, value) for role, value in descriptions if value],
        "bodies": _bodies(story) if story.text else None,
        "by": ", ".join(author.name for author in story.authors),
        "people": [_term(author, "author") for author in story.authors],
        "subjects": _subjects(story),
        "infoSources": _source(story),
        "edNote": "\n".join(f"{in_words(one.created_at)}: {one.text}" for one in story.corrections),
    }


def _bodies(story: Story) -> list[dict[str, str]]:
    """As HTML and in plain text: the lede first, the source and the corrections at the end."""
    return [
        {"role": "main", "contentType": "text/html", "value": story.html},
        {"role": "main", "contentType": "text/plain", "value": text_of(story.html)},
    ]


def _subjects(story: Story) -> list[dict[str, str]]:
    category = [_term(story.category, "category")] if story.category else []
    return category + [_term(tag, "about") for tag in story.tags]


def _source(story: Story) -> list[dict[str, str]] | None:
    if not story.text or not story.text.source_name:
        return None
    return [without_gaps({"name": story.text.source_name, "uri": story.text.source_url})]


def _value(role: str, value: str) -> dict[str, str]:
    return {"role": role, "contentType": "text/plain", "value": value}


def _term(term: Term, rel: str) -> dict[str, str]:
    return {"name": term.name, "rel": rel, "uri": term.url}


def _page(url: str) -> dict[str, str]:
    return {"name": "web", "href": url, "contentType": "text/html"}
