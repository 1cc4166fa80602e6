"""A place of work: two servers of the newsroom on one PostgreSQL, nginx and Varnish before them."""

import random
import socket
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple

from newsroom import create_app
from newsroom.articles.models import Article
from newsroom.database import db
from tests import factories
from tests.articles.desk import address
from tests.deploy import rendered
from tests.deploy.person import Person
from tests.nginx import Nginx
from tests.serving import Server
from tests.varnish import Varnish

KEY = "only-for-tests,as-it-was"  # a comma parts no keys
NO_CACHE = "192.0.2.1/32"  # nobody's address


class Story(NamedTuple):
    """An article, as far as those who go through HTTP know it. Nothing is left open for it."""

    id: int
    page: str
    desk: str


class Place:
    """``with Place(…) as place``: what is begun in it ends with it."""

    def __init__(self, folder: Path, database: str, **settings: object) -> None:
        self.folder, self.database = folder, database
        self.varnish_port = _known_before()
        self.settings = {
            "BASE_URL": "http://news.example",
            "SECRET_KEY": KEY,
            "CACHES_KEY": KEY,
            "TRUSTED_PROXIES": 1,
            "PHOTOS": str(folder / "photos"),
            **settings,
        }
        self._stack = ExitStack()

    def __enter__(self) -> "Place":
        own = {"SQLALCHEMY_DATABASE_URI": self.database, "SECRET_KEY": KEY, "TESTING": True}
        self.app = create_app(own | {"PHOTOS": self.settings["PHOTOS"]})
        self._stack.enter_context(self.app.app_context())
        self._stack.callback(db.engine.dispose)
        self._stack.callback(db.session.remove)
        return self

    def __exit__(self, *failure: object) -> None:
        self._stack.close()

    def servers(self, number: int = 2, **settings: object) -> list[Server]:
        db.session.commit()
        made = [
            Server(self.database, self.folder / f"app{one}.log", self.settings | settings)
            for one in range(number)
        ]
        for server in made:
            self._stack.callback(server.kill)
            server.start()
        return made

    def nginx(
        self, servers: list[Server], cache: str = NO_CACHE, mirror: Path | None = None
    ) -> Nginx:
        folder = self.folder / f"nginx-{cache.partition('/')[0]}"
        folder.mkdir()
        port, *others = (_known_before() for _ in range(4))
        text = rendered.nginx(folder, port, others, [server.port for server in servers], cache)
        if mirror:
            self._mirror(others[2], mirror)
        nginx = Nginx.configured(folder, port, text)
        nginx.tls_port, nginx.plain_url = others[0], f"http://127.0.0.1:{others[1]}/"
        self._stack.callback(nginx.stop)
        return nginx

    def _mirror(self, port: int, mirror: Path) -> None:
        folder = self.folder / f"mirror-{port}"
        folder.mkdir()
        text = rendered.mirror(folder, port, mirror)
        self._stack.callback(Nginx.whole(folder, port, text).stop)

    def varnish(self, behind: int) -> Varnish:
        folder = self.folder / "varnish"
        folder.mkdir()
        varnish = Varnish(folder, self.varnish_port, rendered.varnish(behind), KEY)
        self._stack.callback(varnish.stop)
        return varnish

    def live(self, headline: str) -> Story:
        return self._story(factories.live(headline=headline))

    def draft(self, headline: str) -> Story:
        return self._story(factories.draft(headline=headline))

    def _story(self, article: Article) -> Story:
        story = Story(article.id, f"/news/{article.slug}", address(article))
        db.session.commit()
        return story

    def editor(self, url: str) -> Person:
        email = factories.staff("editor").email
        db.session.commit()
        return Person(url).sign_in(email)


def _known_before() -> int:
    """A port that nobody is given who asks for any, for what will be begun later."""
    while True:
        port = random.randrange(20_000, 32_000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
