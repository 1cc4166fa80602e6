"""A story's photo in Media RSS (https://www.rssboard.org/media-rss), which Atom has no word for."""

from xml.etree.ElementTree import Element

from newsroom.site.feeds.markup import add
from newsroom.site.feeds.story import Image


def add_media(story: Element, image: Image) -> None:
    media = add(
        story,
        "media:content",
        url=image.url,
        type="image/webp",
        medium="image",
        width=str(image.width),
        height=str(image.height),
    )
    add(media, "media:thumbnail", url=image.thumbnail_url, width="1200", height="630")
    for name, text in (
        ("title", image.caption),
        ("description", image.alt),
        ("credit", image.credit),
        ("copyright", image.copyright),
    ):
        if text:
            add(media, f"media:{name}", text, **MORE.get(name, {}))


MORE = {"credit": {"role": "photographer", "scheme": "urn:ebu"}, "description": {"type": "plain"}}
