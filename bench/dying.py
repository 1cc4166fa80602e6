"""The server dies while people save, upload and publish: by kill -9, and by cuts of the power."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench import bars
from bench.rows import Row, Size
from tests.databases import migrate, quick_folder
from tests.durability import killing, power
from tests.durability.newsroom import Newsroom

CARELESS = "tests.durability.careless_app:app"


def kills(size: Size) -> Iterator[Row]:
    with TemporaryDirectory() as name, _newsroom(Path(name)) as newsroom:
        server = newsroom.server(app=killing.APP, fresh=True)
        found = killing.run(newsroom, server, 200 if size.is_full else 15)
    yield from _rows(found)


def power_cuts(size: Size) -> Iterator[Row]:
    yield from _rows(_cut(killing.APP, 50 if size.is_full else 6))
    for careless, name in CARELESS_PARTS.items():
        found = _cut(CARELESS, 20, strict=True, CARELESS=careless)
        also = f"the last: {found.broken[-1]}" if found.broken else ""
        yield Row(f"{name}: promises broken", len(found.broken), bars.NOTICED, also)


CARELESS_PARTS = {
    "normal": "the same with `synchronous=NORMAL`",
    "files": "the same with photos' files not synced",
    "folders": "the same with photos' folders not synced",
}


def _cut(app: str, cuts: int, strict: bool | None = None, **environment: str) -> killing.Found:
    folder = quick_folder()
    try:
        with _newsroom(folder / "newsroom") as newsroom:
            disk = power.Disk(newsroom.folder, power.library(folder))
            server = newsroom.server(
                app=app, fresh=True, environment=disk.environment | environment
            )
            server.log = folder / "server.log"
            return killing.run(newsroom, server, cuts, die=power.PowerCut(disk, strict))
    finally:
        shutil.rmtree(folder)


@contextmanager
def _newsroom(folder: Path) -> Iterator[Newsroom]:
    folder.mkdir(exist_ok=True)
    database = f"sqlite:///{folder}/newsroom.sqlite3"
    migrate(database)
    newsroom = Newsroom(folder, database)
    newsroom.sign_in(len(killing.PEOPLE))
    yield newsroom
    newsroom.close()


def _rows(found: killing.Found) -> Iterator[Row]:
    kept = f"{found.saves} saves, {found.photos} photos and {found.published} publications"
    also = f"of {kept} that were acknowledged, {found.repeated} of them asked for more than once"
    also = ". ".join([also, *found.broken[:1]])
    yield Row(f"promises broken by {found.deaths} deaths", len(found.broken), bars.BROKEN, also)
    again = found.seconds[1:]
    slowest = f"the middle of them {median(again):.2f} s"
    yield Row("the slowest until it answers again", max(again), bars.READY_AGAIN, slowest)
