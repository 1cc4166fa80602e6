"""What was backed up is there again: on the same kind of database and on the other one."""

import hashlib
import io
import tarfile

import pytest
from sqlalchemy import delete, insert, select, update

from newsroom.articles.categories import Category
from newsroom.articles.models import Article
from newsroom.articles.word_index import newest_with
from newsroom.backup.snapshot import ENDED
from newsroom.database import db
from newsroom.photos.stores import store
from newsroom.staff.models import Staff, StaffSession
from tests import factories
from tests.backup.conftest import run
from tests.copying import full
from tests.copying.test_copy import ODD

KINDS = pytest.mark.parametrize("kind", ["sqlite", "postgresql"])


def lasting(engine):
    """All but what does not outlive a restoring."""
    return {name: rows for name, rows in full.rows(engine).items() if name not in ENDED}


@KINDS
def test_pages_and_photos_are_there_again(app, client, back_up, empty, kind):
    photo = factories.photo()
    editor = factories.staff("editor")
    story = factories.live(editor, headline="Їжаки повернулися", lead_photo=photo.name)
    factories.draft(editor, headline="Чернетка")
    picture = f"/photos/{photo.name}/1/320.webp"
    pages = ["/", f"/news/{story.slug}", picture]
    factories.sign_in(client, editor)
    cookie = client.get_cookie("newsroom").value
    assert client.get("/desk/articles").status_code == 200
    shown = [app.test_client().get(page).data for page in pages]
    before = lasting(db.engine)
    archive = back_up()

    there = empty(kind)
    code, said = run(there, "restore", archive.parent)
    assert code == 0
    assert said.splitlines()[-2:] == [
        f"Фото лежать тут: {there.config['PHOTOS']}.",
        "Усім доведеться увійти знову. Запустіть сервер редакції.",
    ]
    with there.app_context():
        assert lasting(db.engine) == before
        assert db.session.scalars(select(StaffSession)).all() == []
        reader = there.test_client()
        assert [reader.get(page).data for page in pages] == shown
        reader.set_cookie("newsroom", cookie)
        assert reader.get("/desk/articles").status_code == 302
        person = there.test_client()
        factories.sign_in(person, db.session.scalar(select(Staff)))
        person.press(person.read("/desk/articles/new"), "Зберегти", headline="Перша після ночі")
        assert {"Чернетка", "Перша після ночі"} <= set(_headlines(person.read("/desk/articles")))


def _headlines(board):
    return [link.get_text(strip=True) for link in board.select("main a")]


@KINDS
def test_every_table_is_there_again(app, back_up, empty, kind):
    """Also with photos that the disk has lost: they are named, and the rest is a backup."""
    full.fill(db.engine, ODD)
    with db.engine.begin() as connection:
        connection.execute(update(Article).where(Article.id == 2).values(find_text="один їжак"))
    before = lasting(db.engine)
    archive = back_up()
    there = empty(kind)
    code, said = run(there, "restore", archive)
    assert code == 0
    assert "Втрачено файлів фото" in said
    with there.app_context():
        assert lasting(db.engine) == before
        assert db.session.scalars(newest_with(["їжак", "од"])).all() == [2]


def test_the_archive_opens_without_us(back_up, tmp_path):
    """tar and sha256sum are enough, and what is in it is a SQLite file."""
    factories.live(headline="Міст", lead_photo=factories.photo().name)
    with tarfile.open(back_up()) as tar:
        contents = {info.name: tar.extractfile(info).read() for info in tar}
    lines = contents.pop("SHA256SUMS").decode().splitlines()
    sums = dict(reversed(line.split("  ")) for line in lines)
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    assert contents["newsroom.sqlite3"].startswith(b"SQLite format 3\0")
    assert "Міст".encode() in contents["newsroom.sqlite3"]


def test_former_versions_of_a_photo_and_what_waits_come_along(app, back_up, empty):
    """Their addresses are out there. What no row names does not, nor what is being put just now."""
    photo = factories.photo()
    waiting = factories.photo(upload="u" * 16, status="waiting")
    others = [f"photos/{photo.name}/7/320.webp", f"incoming/{waiting.upload}"]
    begun = f"photos/{photo.name}/1/.begun-x"
    for key in [*others, begun, "photos/aaaaaaaaaaaaaaaa/1/320.webp"]:
        store().put(key, io.BytesIO(key.encode()))
    there = empty()
    assert run(there, "restore", back_up())[0] == 0
    with there.app_context():
        assert [store().read(key) for key in others] == [key.encode() for key in others]
        kept = {kept.key for kept in store().under("photos")}
    assert not any("aaaaaaaaaaaaaaaa" in key or "begun" in key for key in kept)
    assert f"photos/{photo.name}/1/master.jpg" in kept


def test_sign_ins_are_not_in_the_file(back_up):
    """Nor what is left of them on free pages of it."""
    token = factories.staff().begin_session(hours=1)
    db.session.commit()
    assert StaffSession.hashed(token).encode() not in back_up().read_bytes()


@pytest.mark.one_database
def test_what_was_deleted_is_not_in_the_file(back_up):
    with db.engine.begin() as connection:
        connection.execute(insert(Category).values(name="вилучене", slug="x", position=1))
        connection.execute(delete(Category))
    assert "вилучене".encode() not in back_up().read_bytes()


@pytest.mark.one_database
def test_nobody_who_saves_is_in_the_way(app, back_up):
    """Nor waits: a backup is made while somebody holds the database's only lock for writing."""
    story = factories.live(headline="Міст")
    with db.engine.begin() as connection:
        connection.execute(update(Article).values(headline="Ще не збережено"))
        found = back_up().read_bytes()
        connection.execute(update(Article).values(headline="Збережено"))
    assert "Ще не збережено".encode() not in found
    assert db.session.get(Article, story.id, populate_existing=True).headline == "Збережено"
