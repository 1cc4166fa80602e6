"""A feed reader that knows all three formats and shows them alike."""

from dataclasses import dataclass

import feedparser
from bs4 import BeautifulSoup


@dataclass
class Item:
    id: str
    url: str
    title: str
    summary: str
    published: str  # as RFC 3339 writes it
    updated: str
    authors: list[str]
    categories: list[str]
    html: str

    @property
    def soup(self):
        return BeautifulSoup(self.html, "html.parser")


@dataclass
class Shown:
    title: str
    url: str
    page_url: str
    hubs: list[str]
    items: list[Item]


def read(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, answer.text
    return shown(answer)


def shown(answer):
    return _json(answer.json) if answer.mimetype == "application/feed+json" else _xml(answer.data)


def _json(feed):
    items = [
        Item(
            item["id"],
            item["url"],
            item["title"],
            item.get("summary", ""),
            item["date_published"],
            item["date_modified"],
            [author["name"] for author in item.get("authors", [])],
            item.get("tags", []),
            item["content_html"],
        )
        for item in feed["items"]
    ]
    hubs = [hub["url"] for hub in feed.get("hubs", [])]
    return Shown(feed["title"], feed["feed_url"], feed["home_page_url"], hubs, items)


def _xml(data):
    # What stands in the feed is shown, not what feedparser would make of dangerous HTML.
    read = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not read.bozo, read.bozo_exception
    links = [(link["rel"], link["href"]) for link in read.feed.links]
    return Shown(
        read.feed.title,
        dict(links)["self"],
        read.feed.link,
        [href for rel, href in links if rel == "hub"],
        [_entry(entry) for entry in read.entries],
    )


def _entry(entry):
    return Item(
        entry.id,
        entry.link,
        entry.title,
        _text(entry.get("summary_detail")),
        _time(entry.published_parsed),
        _time(entry.updated_parsed),
        [author["name"] for author in entry.get("authors", []) if author],
        [tag["term"] for tag in entry.get("tags", [])],
        entry.content[0].value,
    )


def _text(detail):
    """As a reader of feeds shows it: RSS has HTML there, Atom says which it is."""
    if detail is None or detail.type == "text/plain":
        return detail.value if detail else ""
    return BeautifulSoup(detail.value, "html.parser").text


def _time(parsed):
    return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*parsed[:6])
