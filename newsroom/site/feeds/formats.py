"""The formats of feeds."""

from collections.abc import Callable
from dataclasses import dataclass

from newsroom.site.feeds import atom, json_feed, ninjs, rss
from newsroom.site.feeds.story import Feed
from newsroom.site.schema_org import absolute


@dataclass(frozen=True)
class Format:
    name: str  # as people call it
    file: str
    content_type: str
    write: Callable[[Feed], bytes]
    is_for_readers: bool = True  # feed readers know what to do with it
    is_for_scripts: bool = False  # pages of other sites may fetch it


FORMATS = (
    Format("RSS", "feed.rss", rss.CONTENT_TYPE, rss.rss),
    Format("Atom", "feed.atom", atom.CONTENT_TYPE, atom.atom),
    Format(
        "JSON Feed", "feed.json", json_feed.CONTENT_TYPE, json_feed.json_feed, is_for_scripts=True
    ),
    Format("ninjs", "feed.ninjs.json", ninjs.CONTENT_TYPE, ninjs.ninjs, is_for_readers=False),
)


def address(page: str, format: Format) -> str:
    """The whole address of the feed of the list whose page has this path."""
    return f"{absolute(page).rstrip('/')}/{format.file}"
