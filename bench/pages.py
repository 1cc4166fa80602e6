"""The pages whose cost must not grow with the archive, as somebody asks for them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from newsroom import clock
from newsroom.paging import Cursor

Address = Callable[[int, int], str]  # from how many articles there are, and which turn it is


@dataclass(frozen=True)
class Page:
    name: str
    address: Address
    is_desk: bool = False
    is_held: bool = True  # to the bar; what looks through all articles by design is only told of


def story(many: int, turn: int) -> int:
    """The number of an article that readers see, another each turn, from all years."""
    number = 1 + turn * 7919 % (many - 200)
    while number % 33 == 7 or number % 100 == 9:
        number += 1
    return number


def _halfway(many: int) -> Cursor:
    return Cursor(clock.now() - timedelta(seconds=many * 345 // 2), many // 2)


def _day(many: int, _turn: int) -> str:
    return f"/archive/{(_halfway(many).moment).date().isoformat()}"


PAGES = [
    Page("recent posts", lambda _many, _turn: "/recent"),
    Page("front page", lambda _many, _turn: "/"),
    Page("article", lambda many, turn: f"/news/story-{story(many, turn)}"),
    Page("moved article", lambda many, turn: f"/news/was-story-{many // 100 * 100 - 497}"),
    Page("category", lambda _many, turn: f"/categories/section-{1 + turn % 12}"),
    Page("category without news for years", lambda _many, _turn: "/categories/section-12"),
    Page(
        "category, years back",
        lambda many, turn: f"/categories/section-{1 + turn % 12}?before={_halfway(many)}",
    ),
    Page("tag", lambda _many, turn: f"/tags/topic-{1 + turn % 20}"),
    Page("author", lambda _many, turn: f"/authors/author-{1 + turn % 40}"),
    Page(
        "author, years back",
        lambda many, turn: f"/authors/author-{1 + turn % 40}?before={_halfway(many)}",
    ),
    Page("a day of the archive", _day),
    Page("corrections", lambda _many, _turn: "/corrections"),
    Page("feed", lambda _many, _turn: "/feed.rss"),
    Page(
        "feed of a category", lambda _many, turn: f"/categories/section-{1 + turn % 12}/feed.json"
    ),
    Page("feed of a tag", lambda _many, turn: f"/tags/topic-{1 + turn % 20}/feed.atom"),
    Page("news sitemap", lambda _many, _turn: "/news-sitemap.xml"),
    Page("sitemap", lambda _many, _turn: "/sitemap.xml", is_held=False),  # a line for each part
    Page("desk's list", lambda _many, _turn: "/desk/articles", is_desk=True),
    Page("desk's list, live", lambda _many, _turn: "/desk/articles?state=live", is_desk=True),
    Page("desk's list, drafts", lambda _many, _turn: "/desk/articles?state=draft", is_desk=True),
    Page(
        "desk's list, of one author",
        lambda _many, turn: f"/desk/articles?author=author-{1 + turn % 40}",
        is_desk=True,
        is_held=False,
    ),
    Page(
        "desk's list, of one category",
        lambda _many, turn: f"/desk/articles?category=section-{1 + turn % 12}",
        is_desk=True,
    ),
    Page("desk's categories", lambda _many, _turn: "/desk/categories", is_desk=True),
    Page("finding a common word", lambda _many, _turn: "/desk/articles?q=новина", is_desk=True),
    Page(
        "finding one article",
        lambda many, turn: f"/desk/articles?q=новина {story(many, turn)} із",
        is_desk=True,
    ),
    Page("finding nothing", lambda _many, _turn: "/desk/articles?q=жираф", is_desk=True),
    Page("editor", lambda many, turn: f"/desk/articles/{story(many, turn)}", is_desk=True),
]
