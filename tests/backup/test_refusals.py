"""What a backup is not restored into, what is kept of former ones, and what a full disk does."""

import io
import json
import os
import shutil
import subprocess
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import flask_migrate
import pytest
from sqlalchemy import select, text

from newsroom.articles.models import Article
from newsroom.backup import archive, making, names, putting, restoring, snapshot
from newsroom.backup.locking import alone_with
from newsroom.database import db
from newsroom.photos.bucket import Bucket
from newsroom.photos.stores import store
from tests import factories
from tests.backup.conftest import run
from tests.copying import full


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.one_database
def test_what_is_there_is_put_aside_and_never_removed(app, back_up, empty, kind):
    factories.live(headline="З копії")
    archive, there = back_up(), empty(kind)
    with there.app_context():
        flask_migrate.upgrade()
        photo = factories.photo()
        factories.category("Колишня рубрика")
        theirs = f"photos/{photo.name}/1/master.jpg"
    code, said = run(there, "restore", archive)
    assert (code, said.partition("(")[2].partition(")")[0]) == (1, "categories: 1, photos: 1")
    code, said = run(there, "restore", archive, "--aside")
    if kind == "postgresql":
        assert (code, "Створіть іншу базу" in said) == (1, True)
        return
    assert code == 0
    former = Path(
        said.splitlines()[-2].removeprefix("Попередня база тепер називається ").rstrip(".")
    )
    with there.app_context():
        assert db.session.scalars(select(Article.headline)).all() == ["З копії"]
        assert store().read(theirs)
    assert snapshot.look(former)[1]["categories"] == 1


@pytest.mark.one_database
def test_a_folder_with_photos_is_not_taken_for_empty(back_up, empty):
    factories.live()
    archive, there = back_up(), empty()
    photo = Path(there.config["PHOTOS"], "photos", "a" * 16, "1", "320.webp")
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"RIFF")
    assert run(there, "restore", archive)[1].startswith("Редакція не порожня (фото).")
    assert run(there, "restore", archive, "--aside")[0] == 0
    assert photo.read_bytes() == b"RIFF"


@pytest.mark.one_database
def test_while_somebody_is_at_the_database_it_is_not_exchanged(back_up, empty):
    factories.live()
    archive, there = back_up(), empty()
    with there.app_context():
        flask_migrate.upgrade()
        url = db.engine.url.database
    somebody = snapshot.opened(url)
    assert somebody.execute("SELECT count(*) FROM articles").fetchall() == [(0,)]
    told = "Зупиніть сервер редакції й повторіть відновлення. Нічого не змінено.\n"
    code, said = run(there, "restore", archive)
    assert (code, said.endswith(f"Базою хтось користується. {told}")) == (1, True)
    assert somebody.execute("SELECT count(*) FROM articles").fetchall() == [(0,)]
    somebody.close()
    assert run(there, "restore", archive)[0] == 0  # and the photos of the first time do not matter


@pytest.mark.one_database
def test_an_older_backup_is_taken_to_the_newest_step(back_up, empty):
    address = factories.staff().email
    db.session.commit()
    flask_migrate.downgrade(revision="016")
    archive, there = back_up(), empty()
    assert run(there, "restore", archive)[0] == 0
    with there.app_context():
        assert db.session.execute(text("SELECT email FROM staff")).scalars().all() == [address]
        assert db.session.execute(text("SELECT counted_by FROM edition")).scalar()


@pytest.mark.one_database
def test_a_newer_backup_is_refused(back_up, empty):
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '999'"))
    told = "Копію зробила новіша програма (крок 999): спершу встановіть її.\n"
    archive, there = back_up(), empty()
    code, said = run(there, "restore", archive)
    assert (code, said.splitlines(keepends=True)[-1]) == (1, told)


def test_of_postgresql_at_another_step_there_is_no_copy(app, folder):
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '001'"))
    code, said = run(app, "backup", folder)
    if db.engine.dialect.name == "postgresql":
        assert (code, said) == (1, "База даних не на найновішому кроці. Спершу: flask db upgrade\n")
        assert list(folder.iterdir()) == []
    else:
        assert code == 0


@pytest.mark.one_database
def test_the_newest_are_kept_and_only_ours_go(app, back_up, folder, at):
    """Also what a backup left that was killed."""
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    for name in ("notes.txt", "newsroom-old.tar", "newsroom-20200101T000000Z.tar.bak"):
        (folder / name).write_text("чуже")
    (folder / ".begun-newsroom-20261123T120000Z.tar").write_text("перервано")
    for day in range(4):
        at(noon + timedelta(days=day))
        back_up("--keep", 2)
    ours = ["newsroom-20261126T120000Z.tar", "newsroom-20261127T120000Z.tar"]
    theirs = ["newsroom-20200101T000000Z.tar.bak", "newsroom-old.tar", "notes.txt"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(ours + theirs)


@pytest.mark.one_database
def test_the_backup_just_made_stays_also_when_the_clock_was_ahead(back_up, folder, at):
    at("2036-11-24 02:00")
    back_up()
    at("2026-11-24 02:00")
    back_up("--keep", 1)
    assert [path.name for path in folder.iterdir()] == ["newsroom-20261124T000000Z.tar"]


@pytest.mark.one_database
def test_while_photos_are_lost_no_former_backup_goes(app, back_up, folder, at, monkeypatch):
    monkeypatch.setattr("newsroom.backup.making.APART", 0)
    photo = factories.photo()
    at("2026-11-24 02:00")
    whole = back_up()
    lose(photo.name)
    at("2026-11-25 02:00")
    code, said = run(app, "backup", folder, "--keep", 1)
    assert (code, whole.exists(), "усе на місці" in said) == (0, True, False)
    assert "Жодної попередньої копії не вилучено" in said


@pytest.mark.one_database
def test_of_two_restorings_the_second_is_refused_and_changes_nothing(empty):
    with empty().app_context(), restoring._staging() as folder:
        (folder / "newsroom.sqlite3").write_text("half")
        with pytest.raises(putting.InUse), restoring._staging():
            pass
        assert (folder / "newsroom.sqlite3").read_text() == "half"


@pytest.mark.one_database
def test_no_other_backup_removes_one_that_is_being_read_back(back_up, folder, monkeypatch):
    read_back = making._read_back

    def meanwhile(path, *words):
        names.remove_unfinished(folder)
        read_back(path, *words)

    monkeypatch.setattr(making, "_read_back", meanwhile)
    assert back_up().exists()


@pytest.mark.one_database
def test_what_a_killed_backup_was_working_on_goes_with_the_next(app, back_up):
    """It is a plain copy of all; that of one which is under way stays."""
    killed, under_way = (Path(app.instance_path, f".backup-{word}") for word in ("a", "b"))
    for left in (killed, under_way):
        left.mkdir(parents=True)
        (left / "newsroom.sqlite3").write_text("rows")
    with alone_with(under_way):
        back_up()
    assert (killed.exists(), under_way.exists()) == (False, True)


def test_a_backup_may_say_of_very_many_photos_that_they_are_lost(tmp_path):
    database, out = tmp_path / "newsroom.sqlite3", io.BytesIO()
    database.write_bytes(b"rows")
    lost = [f"photos/{number:016}/1/1920.webp" for number in range(50_000)]
    with archive.writing(out, []) as writing:
        writing.finish(database, archive.Manifest("2026-11-24", "001", {}, 0, 0, lost))
    out.seek(0)
    assert archive.read(out, [], lambda *_: None).missing == lost


@pytest.mark.parametrize("word", ["nowhere/x.tar", "there.tar"])
@pytest.mark.one_database
def test_it_replaces_nothing_and_makes_no_folder(app, folder, word):
    (folder / "there.tar").write_text("чуже")
    assert run(app, "backup", folder / word)[0] in {1, 2}
    code, said = run(app, "backup", folder / word, "--keep", 2)
    assert (code, f"Створіть її: mkdir -m 0700 {folder / word}" in said) == (2, True)
    assert (folder / "there.tar").read_text() == "чуже"
    assert run(app, "restore", folder)[0] == run(app, "restore", folder / "nowhere")[0] == 1


@pytest.mark.one_database
def test_a_full_disk_is_told_and_former_backups_stay(app, back_up, tmp_path, at):
    """A disk of its own, so small that the second backup does not fit."""
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", small], check=False)
    if mounted.returncode:
        pytest.skip("only root can mount a small disk")
    try:
        factories.photo()
        at("2026-11-24 02:00")
        first = back_up("--keep", 1, to=small)
        at("2026-11-25 02:00")
        before = first.read_bytes()
        room = shutil.disk_usage(small).free - len(before) // 2
        (small / "ballast").write_bytes(b"x" * room)
        for sealed in ("", "age1hea0zq9l24vq7jlmhd8cpx2pnh98jm28mzjsap7fsndjw6njz3zqwlepee"):
            app.config["BACKUP_KEY"] = sealed
            code, said = run(app, "backup", small, "--keep", 1)
            assert (code, said) == (1, "Не вдалося: [Errno 28] No space left on device\n")
            assert sorted(small.iterdir()) == sorted([first, small / "ballast"])
        assert first.read_bytes() == before
    finally:
        subprocess.run(["umount", small], check=True)


@pytest.mark.one_database
def test_a_disk_that_the_newsroom_needs_is_not_filled(app, folder, monkeypatch):
    monkeypatch.setattr("newsroom.backup.making.SPARE", 2**60)
    code, said = run(app, "backup", folder)
    assert (code, said.startswith("У ")) == (1, True)
    assert "замало місця" in said
    assert list(folder.iterdir()) == []


def delete(name):
    db.session.execute(text("DELETE FROM photos WHERE name = :name"), {"name": name})
    lose(name)


def replace(name):
    """With its next version, whose files are there before the row says so."""
    for file in list(store().under(f"photos/{name}/1")):
        store().put(file.key.replace("/1/", "/2/"), io.BytesIO(store().read(file.key)))
    db.session.execute(text("UPDATE photos SET version = 2 WHERE name = :name"), {"name": name})
    lose(name)


def lose(name):
    for file in list(store().under(f"photos/{name}/1")):
        store().remove(file.key)


@pytest.mark.parametrize("change", [delete, replace, lose], ids=lambda change: change.__name__)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_photo_that_changes_meanwhile_makes_no_backup_false(
    app, back_up, empty, monkeypatch, change, when
):
    """Before the database is taken, or just after it: then it is taken once more."""
    monkeypatch.setattr("newsroom.backup.making.APART", 0)
    factories.photo()
    take, taken = snapshot.take, []

    def meanwhile(engine, path):
        if not taken:
            name = factories.photo().name
            db.session.commit()
            if when == "before":
                work(name)
        taken.append(take(engine, path))
        if len(taken) == 1 and when == "after":
            work(name)

    def work(name):
        change(name)
        db.session.commit()

    monkeypatch.setattr(snapshot, "take", meanwhile)
    archive, there = back_up(), empty()
    with tarfile.open(archive) as tar:
        missing = json.load(tar.extractfile("manifest.json"))["missing"]
    assert bool(missing) == (change is lose)
    assert run(there, "restore", archive)[0] == 0
    assert run(there, "photos", "check")[0] == (1 if change is lose else 0)
    with there.app_context():
        assert len(full.rows(db.engine)["photos"]) == (1 if change is delete else 2)


@pytest.mark.parametrize("words", [["backup"], ["backup", "--keep", "2"], ["restore"]])
@pytest.mark.one_database
def test_a_folder_that_nobody_may_look_into_is_told_of(empty, monkeypatch, words):
    def refuse(path, **_how):
        raise PermissionError(13, "Permission denied", str(path))

    there = empty()
    monkeypatch.setattr(Path, "is_dir", refuse)
    told = "Не вдалося: [Errno 13] Permission denied: '/elsewhere'\n"
    assert run(there, *words, "/elsewhere") == (1, told)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be asked to be somebody else")
@pytest.mark.one_database
def test_root_does_not_restore_what_the_newsroom_could_not_write(back_up, empty):
    archive, there = back_up(), empty()
    with there.app_context():
        folder = Path(db.engine.url.database).parent
    os.chown(folder, 65534, -1)
    told = (
        f"Відновлюйте від імені nobody, якому належить тека {folder}, і з налаштуваннями редакції"
    )
    assert run(there, "restore", archive) == (2, f"{told}: див. docs/operating.md\n")


@pytest.mark.one_database
def test_photos_of_a_bucket_are_backed_up_and_restored(app, back_up, empty, s3):
    app.extensions["photos-store"] = bucket = Bucket(s3)
    photo = factories.photo()
    archive, there = back_up(), empty()
    name = f"photos/{photo.name}/1/master.jpg"
    picture = bucket.read(name)
    bucket.remove(name)
    there.extensions["photos-store"] = Bucket(s3)
    assert run(there, "restore", archive)[0] == 1  # others are there
    assert run(there, "restore", archive, "--aside")[0] == 0
    assert bucket.read(name) == picture
    with pytest.raises(FileNotFoundError):
        bucket.read("restoring")
