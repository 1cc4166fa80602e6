"""The addresses that belong to each thing readers can find."""

from collections.abc import Iterable, Iterator

from flask import Flask
from werkzeug.routing import MapAdapter

from newsroom.mirror.names import CARD
from newsroom.site.feeds.formats import FORMATS

ERRORS = ("/404.html", "/410.html")
NOTICES = ("robots", "humans", "security", "manifest", "favicon")
FRONT = ("home", "news_sitemap", "sitemap", "corrections")
OF_A_PARTNER = ("widget", "recent", "data", "list_html", "setup")


class Addresses:
    """As paths with their questions; nothing is asked of a database."""

    def __init__(self, app: Flask) -> None:
        self._routes: MapAdapter = app.url_map.bind("")

    def build(self, endpoint: str, **values: object) -> str:
        return self._routes.build(endpoint, values)

    def front(self) -> Iterator[str]:
        """What changes with every post."""
        yield from (self.build("site.home"), self.build("articles.recent"))
        yield from self.feeds("site")
        yield from (self.build(f"site.{name}") for name in FRONT[1:])
        yield from ERRORS

    def notices(self) -> Iterator[str]:
        yield from (self.build(f"site.{name}") for name in NOTICES)
        yield self.build("partners.newest")

    def article(self, slug: str) -> Iterator[str]:
        page = self.build("site.article", slug=slug)
        yield from (page, f"{page}?{CARD}", self.build("site.article_ninjs", slug=slug))

    def articles(self, slugs: Iterable[str]) -> list[str]:
        return [address for slug in slugs for address in self.article(slug)]

    def listing(self, kind: str, slug: str) -> Iterator[str]:
        yield self.build(f"site.{kind}", slug=slug)
        yield from self.feeds(kind, slug=slug)

    def feeds(self, kind: str, **values: str) -> Iterator[str]:
        for format in FORMATS:
            yield self.build(f"site.{kind}_{format.file.replace('.', '_')}", **values)

    def partner(self, key: str) -> Iterator[str]:
        yield from (self.build(f"partners.{name}", key=key) for name in OF_A_PARTNER)

    def day(self, day: object) -> str:
        return self.build("site.archive", day=str(day))
