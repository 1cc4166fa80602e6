"""Whoever looks for broken promises finds each kind; else no test of theirs would say a thing."""

import hashlib
import shutil
from copy import deepcopy
from io import BytesIO

import pytest
from sqlalchemy import delete, select, text, update

from newsroom.articles import outside
from newsroom.articles.models import Article, Revision
from newsroom.database import db
from newsroom.outbox import running
from newsroom.outbox.models import Job
from newsroom.photos.intake import take_in
from newsroom.photos.models import Photo
from tests import factories
from tests.durability.newsroom import Newsroom
from tests.durability.promises import Save
from tests.photos import pictures


@pytest.fixture(scope="module")
def made(sqlite, tmp_path_factory):
    """One with a live article of two revisions, a photo that is ready, and one that waits."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copyfile(sqlite.template, folder / "newsroom.sqlite3")
    newsroom = Newsroom(folder, f"sqlite:///{folder}/newsroom.sqlite3")
    with newsroom.app.app_context():
        article = factories.live(headline="Міст")
        factories.save(article, headline="Міст")
        outside.tell(article, [])
        db.session.commit()
        for width in (60, 70):
            file = pictures.jpeg((width, 50))
            photo, _is_new = take_in(BytesIO(file), None)
            newsroom.promises.photos[hashlib.sha256(file).hexdigest()] = photo.name
            db.session.rollback()
            if width == 60:
                running.run_due(newsroom.app)
        newsroom.promises.published["Міст"] = article.id
        for one in db.session.scalars(select(Revision)):
            newsroom.promises.sent.add(one.save_id)
            newsroom.promises.saves[one.save_id] = Save(one.article_id, one.number, one.body)
        db.session.commit()
    newsroom.close()
    return newsroom


@pytest.fixture
def newsroom(made, tmp_path):
    """A copy of it, to do harm to."""
    folder = shutil.copytree(made.folder, tmp_path / "newsroom")
    newsroom = Newsroom(folder, f"sqlite:///{folder}/newsroom.sqlite3")
    newsroom.promises = deepcopy(made.promises)
    yield newsroom
    newsroom.close()


def test_where_all_is_well_nothing_is_found(newsroom):
    assert newsroom.broken() == []
    assert [line.split()[0] for line in newsroom.left_to_do()] == ["photos.develop"]


def drop_a_revision(_newsroom):
    db.session.execute(update(Article).values(working_revision_id=Article.live_revision_id))
    db.session.execute(delete(Revision).where(Revision.number == 2))


def change_a_text(_newsroom):
    db.session.execute(update(Revision).where(Revision.number == 2).values(body="<p>x</p>"))


def double_a_save(_newsroom):
    article = db.session.scalars(select(Article)).one()
    factories.save(article, headline="Міст")


def double_an_article(newsroom):
    article = factories.draft(headline="Міст")
    newsroom.promises.sent.add(article.working.save_id)


def take_it_down(_newsroom):
    db.session.scalars(select(Article)).one().take_down("так треба")


def tell_nobody(_newsroom):
    db.session.execute(delete(Job).where(Job.kind == outside.ANNOUNCED))


def lose_a_photo(_newsroom):
    db.session.execute(delete(Photo).where(Photo.status == "waiting"))


def lose_a_file(newsroom):
    next(newsroom.photos.glob("photos/*/*/master.jpg")).unlink()


def cut_a_file(newsroom):
    path = next(newsroom.photos.glob("photos/*/*/card.jpg"))
    path.write_bytes(path.read_bytes()[:-100])


def cut_an_upload(newsroom):
    path = next(newsroom.photos.glob("incoming/*"))
    path.write_bytes(path.read_bytes()[:-1])


def break_a_reference(_newsroom):
    db.session.rollback()
    with db.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.execute(text("UPDATE articles SET created_by_id = 77"))
        connection.commit()
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (drop_a_revision, "is lost"),
        (drop_a_revision, "the revisions of 1 are [1]"),
        (change_a_text, "is not what was sent"),
        (double_a_save, "nobody sent revision 3 of 1"),
        (double_an_article, "“Міст” is there 2 times"),
        (take_it_down, "“Міст” is not live"),
        (tell_nobody, "nobody is told of “Міст”"),
        (lose_a_photo, "is lost"),
        (lose_a_file, "master.jpg is missing or empty"),
        (cut_a_file, "card.jpg is not whole"),
        (cut_an_upload, "its upload is not whole"),
        (break_a_reference, "foreign_key_check"),
    ],
)
def test_each_kind_of_harm_is_found(newsroom, harm, sentence):
    with newsroom.app.app_context():
        harm(newsroom)
        db.session.commit()
    assert sentence in "\n".join(newsroom.broken())


def test_a_file_that_has_become_short_is_found(newsroom):
    assert newsroom.broken() == []  # it was whole when it was looked at first
    path = next(newsroom.photos.glob("photos/*/*/card.jpg"))
    path.write_bytes(b"")
    assert "card.jpg is missing or empty" in "\n".join(newsroom.broken())
