"""A newsroom whose server dies, and who looks afterwards whether every promise is kept."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import select, text

from newsroom import create_app
from newsroom.articles.models import Article, Revision
from newsroom.articles.outside import ANNOUNCED
from newsroom.database import db
from newsroom.outbox.models import Job
from newsroom.photos.addresses import incoming, key
from newsroom.photos.models import Photo
from newsroom.photos.sizes import files_of
from tests import factories
from tests.durability.promises import Promises
from tests.serving import Server

LOOKS = 3  # at a photo that a worker may be at just now


class Newsroom:
    """The app on the server's database and folder, beside the server."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder, self.database, self.photos = folder, database, folder / "photos"
        settings = {"SECRET_KEY": "only-for-tests", "BASE_URL": "http://localhost"}
        self.app = create_app(
            settings | {"PHOTOS": str(self.photos), "SQLALCHEMY_DATABASE_URI": database}
        )
        self.promises = Promises()
        self.cookies: list[str] = []
        self._seen_whole: set[str] = set()

    def server(self, **how: Any) -> Server:
        return Server(self.database, self.folder / "server.log", {"PHOTOS": self.photos}, **how)

    def sign_in(self, number: int) -> None:
        """So many editors, each with a cookie. All is on the disk when this returns."""
        self.cookies = [self._cookie() for _ in range(number)]
        self.close()

    def _cookie(self) -> str:
        with self.app.app_context():
            client, person = self.app.test_client(), factories.staff()
            with client.session_transaction() as session:
                session["sign_in"] = person.begin_session(hours=20)
            db.session.commit()
        return f"newsroom={client.get_cookie('newsroom').value}"

    def broken(self) -> list[str]:
        """What was promised and is not so, in sentences."""
        promises = self.promises
        saves, photos = dict(promises.saves), dict(promises.photos)
        published = dict(promises.published)
        with self.app.app_context():
            try:
                return [
                    *promises.surprises,
                    *self._unsound(),
                    *_lost_saves(saves),
                    *_odd_numbers(promises),
                    *_unpublished(published),
                    *self._lost_photos(photos),
                ]
            finally:
                db.session.rollback()
                db.engine.dispose()

    def _unsound(self) -> Iterator[str]:
        if db.engine.dialect.name != "sqlite":
            return
        with db.engine.connect().execution_options(reading=True) as connection:
            for check in ("integrity_check", "foreign_key_check"):
                found = connection.execute(text(f"PRAGMA {check}")).all()
                if [tuple(row) for row in found] not in ([], [("ok",)]):
                    yield f"{check}: {found}"

    def _lost_photos(self, promised: dict[str, str]) -> Iterator[str]:
        there = dict(db.session.execute(select(Photo.digest, Photo.name)).all())
        for digest, name in promised.items():
            if there.get(digest) != name:
                yield f"photo {name} is lost"
        for name in there.values():
            if trouble := self._trouble(name):
                yield f"photo {name}: {trouble}"

    def _trouble(self, name: str) -> str:
        trouble = ""
        for _ in range(LOOKS):  # a worker may have been quicker than we
            db.session.rollback()
            photo = db.session.scalar(select(Photo).where(Photo.name == name))
            if not (trouble := self._missing(photo)):
                break
        return trouble

    def _missing(self, photo: Photo) -> str:
        """What is wrong with its files. One that waits has its upload, one that is ready all."""
        if not photo.is_ready:
            path = self.photos / incoming(photo.upload)
            if not path.is_file():
                return "its upload is missing"
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            return "" if digest == photo.digest else "its upload is not whole"
        for file in files_of(photo.width, photo.has_avif):
            path = self.photos / key(photo.name, photo.version, file)
            if not path.is_file() or not path.stat().st_size:
                return f"{file} is missing or empty"
            if photo.name not in self._seen_whole and not _is_whole(path):
                return f"{file} is not whole"
        self._seen_whole.add(photo.name)
        return ""

    def left_to_do(self) -> list[str]:
        """Jobs that are due or failed."""
        with self.app.app_context():
            jobs = db.session.scalars(select(Job).where(Job.done_at.is_(None))).all()
            found = [f"{job.kind} {job.subject}: {job.state} {job.last_error}" for job in jobs]
            db.session.rollback()
            db.engine.dispose()
        return found

    def close(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()


def _is_whole(path: Path) -> bool:
    try:
        with Image.open(path) as image:
            image.load()
    except OSError:
        return False
    return True


def _lost_saves(promised: dict[str, Any]) -> Iterator[str]:
    rows = db.session.execute(
        select(Revision.save_id, Revision.article_id, Revision.number, Revision.body)
    )
    there = {save_id: found for save_id, *found in rows}
    for save_id, save in promised.items():
        found = there.get(save_id)
        if found is None:
            yield f"save {save_id}, revision {save.number} of {save.article_id}, is lost"
        elif found != [save.article_id, save.number, save.body]:
            yield f"save {save_id} is not what was sent"


def _odd_numbers(promises: Promises) -> Iterator[str]:
    """Gaps in the numbers of revisions, saves that nobody sent, articles that are there twice."""
    numbers: dict[int, list[int]] = {}
    counted: dict[int, int] = {}
    headlines: dict[str, set[int]] = {}
    revision = Revision.article_id, Revision.number, Revision.save_id, Revision.headline
    # One query, for people go on, and PostgreSQL shows the next one what they did meanwhile.
    rows = select(Article.revision_count, *revision).join(Revision.article)
    for count, article_id, number, save_id, headline in db.session.execute(rows):
        counted[article_id] = count
        numbers.setdefault(article_id, []).append(number)
        headlines.setdefault(headline, set()).add(article_id)
        if save_id not in promises.sent:
            yield f"nobody sent revision {number} of {article_id}"
    for article_id, found in numbers.items():
        if sorted(found) != list(range(1, counted[article_id] + 1)):
            yield f"the revisions of {article_id} are {sorted(found)}"
    for headline, articles in headlines.items():
        if len(articles) > 1:
            yield f"“{headline}” is there {len(articles)} times"


def _unpublished(promised: dict[str, int]) -> Iterator[str]:
    live = Article.live().with_only_columns(Article.headline, Article.id)
    there = dict(db.session.execute(live.order_by(None)).all())
    told = Counter(
        db.session.scalars(select(Job.subject).where(Job.kind == ANNOUNCED).order_by(Job.id))
    )
    for headline, article_id in promised.items():
        if there.get(headline) != article_id:
            yield f"“{headline}” is not live"
        if not told[str(article_id)]:
            yield f"nobody is told of “{headline}”"
