"""The database is held by others, or away, while people read and write."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import bars
from bench.rows import Row, Size
from newsroom import create_app
from newsroom.database import db
from tests import factories
from tests.databases import migrate
from tests.durability.desk import Desk, Reader
from tests.durability.elephants import TROUBLES, Elephant, read_through
from tests.durability.locks import WRITERS, while_held
from tests.serving import Server

OPTIONS = ("--blocking-threads", "32", "--workers-kill-timeout", "5")


def locks(size: Size) -> Iterator[Row]:
    with TemporaryDirectory() as name:
        database = f"sqlite:///{name}/newsroom.sqlite3"
        migrate(database)
        with _served(database, Path(name)) as (server, email, pages):
            for seconds in (1, 6, 30) if size.is_full else (1, 5):
                desk = Desk(server.url).sign_in(email)
                writers = [desk, *(desk.again() for _ in range(WRITERS - 1))]
                readers = [Reader(desk.again(), *pages, "/desk/")]
                told = while_held(database, seconds, readers, writers)
                failed = sum(status != 200 for status in told.readers[0].statuses)
                of = f"of {len(told.readers[0].statuses)}, beside {WRITERS} people who save"
                yield Row(f"held for {seconds} s: failed reads", failed, bars.BROKEN, of)
                yield Row("the longest that a save waited", told.longest_save, bars.TOLD)
                yield Row("well again after", told.well_after, bars.WELL_AGAIN)


def postgresql(size: Size) -> Iterator[Row]:
    elephant = Elephant()
    try:
        yield from _with(elephant, 10 if size.is_full else 2)
    finally:
        elephant.stop()


def _with(elephant: Elephant, seconds: float) -> Iterator[Row]:
    with (
        TemporaryDirectory() as name,
        _served(elephant.address, Path(name)) as (server, email, pages),
    ):
        desk = Desk(server.url).sign_in(email)
        for trouble in TROUBLES:
            reader = Reader(Desk(server.url), *pages)
            met, well_after = read_through(trouble(elephant), seconds, reader, desk)
            failed = sum(status != 200 for status in met.statuses)
            what, of = trouble.__name__.replace("_", " "), f"of {len(met.statuses)}"
            yield Row(f"{what} for {seconds} s: failed reads", failed, bars.BROKEN, of)
            yield Row("well again after", well_after, bars.WELL_AGAIN)
        yield Row("the longest that a save waited", desk.met.slowest, bars.TOLD)


@contextmanager
def _served(database: str, folder: Path) -> Iterator[tuple[Server, str, list[str]]]:
    app = create_app({"SQLALCHEMY_DATABASE_URI": database, "SECRET_KEY": "only for measuring"})
    with app.app_context():
        email = factories.staff(language="uk").email
        slug = factories.live(headline="Міст відкрили").slug
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    server = Server(database, folder / "server.log", options=OPTIONS)
    server.start()
    yield server, email, ["/", "/recent", f"/news/{slug}"]
    server.kill()
