"""What a page costs with a thousand articles, a hundred thousand and a million.

Nothing is kept, so every page is made; in this process, so that nothing but the page is measured;
the sizes by turns, so that whatever else the machine does meets all of them.
"""

import gc
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from flask import Flask
from flask.testing import FlaskClient

from bench import bars
from bench.archive import count_rows, fill
from bench.bars import Bar
from bench.pages import PAGES, Page
from bench.rows import Row, Size
from bench.signing_in import signed_in
from newsroom import create_app
from newsroom.database import db
from tests.databases import Postgresql, migrate

Databases = dict[int, str]  # URLs, by how many articles they have


@dataclass(frozen=True)
class Times:
    """Of one page with one size of archive; milliseconds."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def growth(size: Size) -> Iterator[Row]:
    sizes = (1_000, 100_000, 1_000_000) if size.is_full else (1_000, 100_000)
    for name, databases in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        with databases(sizes) as urls:
            for page, times in measured(urls, turns=60 if size.is_full else 30).items():
                bar = bars.GROWTH if page.is_held else None
                yield row(f"{name}: {page.name}", list(times.values()), bar)


def row(what: str, times: list[Times], bar: Bar | None = bars.GROWTH) -> Row:
    walls = [median(one.wall) for one in times]
    spent = [median(one.processor) for one in times]
    also = f"{_arrows(walls)} ms; of this process {_arrows(spent)} ms"
    return Row(what, walls[-1] / walls[0], bar, also, unit=bars.GROWTH.unit)


def measured(urls: Databases, turns: int) -> dict[Page, dict[int, Times]]:
    found: dict[Page, dict[int, Times]] = defaultdict(lambda: defaultdict(Times))
    clients = {many: _client(newsroom(url)) for many, url in urls.items()}
    gc.collect()
    gc.freeze()
    for turn in range(-10, turns):  # the first prepare statements and compile templates
        for page in PAGES:
            if not page.is_held and turn % 10:
                continue  # these are slow, and only told of
            for many, client in clients.items():
                wall, processor = _once(client, page.address(many, turn % 1000))
                if turn >= 0:
                    found[page][many].wall.append(wall)
                    found[page][many].processor.append(processor)
    gc.unfreeze()
    return found


def newsroom(url: str) -> Flask:
    """One that keeps nothing, however long its database has been there."""
    return create_app(
        {
            "SQLALCHEMY_DATABASE_URI": url,
            "SECRET_KEY": "only for measuring",
            "BASE_URL": "http://localhost",
            "KEPT_BYTES": 0,
        }
    )


def filled(url: str, many: int) -> str:
    app = newsroom(url)
    with app.app_context():
        with db.engine.connect() as connection:
            fill(connection, many)
            if connection.dialect.name == "postgresql":
                count_rows(connection)
        db.engine.dispose()
    return url


def _client(app: Flask) -> FlaskClient:
    client = app.test_client(use_cookies=False)
    client.environ_base["HTTP_COOKIE"] = signed_in(app, "Редакторка").cookie
    return client


def _once(client: FlaskClient, address: str) -> tuple[float, float]:
    began, spent = time.perf_counter(), time.thread_time()
    answer = client.get(address)
    took = time.perf_counter() - began, time.thread_time() - spent
    if answer.status_code not in {200, 301}:
        raise RuntimeError(f"{address}: {answer.status}")
    return took[0] * 1000, took[1] * 1000


def _arrows(values: list[float]) -> str:
    return " → ".join(f"{value:.1f}" for value in values)


@contextmanager
def _sqlite(sizes: tuple[int, ...]) -> Iterator[Databases]:
    with TemporaryDirectory() as folder:
        urls = {many: f"sqlite:///{Path(folder)}/{many}.sqlite3" for many in sizes}
        for url in urls.values():
            migrate(url)
        yield {many: filled(url, many) for many, url in urls.items()}


@contextmanager
def _postgresql(sizes: tuple[int, ...]) -> Iterator[Databases]:
    with ExitStack() as stack:
        server = Postgresql()
        stack.callback(server.stop)
        yield {many: filled(server.copy(), many) for many in sizes}
