"""What a mirror does to its folder, and what it leaves alone."""

from pathlib import Path

import pytest

from newsroom.articles.models import Article
from newsroom.database import db
from newsroom.mirror.folder import Folder
from tests import factories

pytestmark = pytest.mark.one_database


@pytest.fixture
def story(app):
    return factories.live(headline="Міст", category_id=factories.category("Місто").id, tags="ріка")


@pytest.fixture
def flask_mirror(app, mirror):
    def run():
        db.session.commit()
        return app.test_cli_runner().invoke(args=["mirror", str(mirror.root)])

    return run


def test_it_tells_what_it_has_done(flask_mirror, mirror, story):
    first = flask_mirror()
    assert first.exit_code == 0, first.output
    assert first.output.startswith(f"{mirror.public}: сторінок: ")
    factories.live(headline="Ще одна")
    story.take_down("так треба")
    again = flask_mirror()
    assert "вилучено: 0" not in again.output
    assert not mirror.has(f"news/{story.slug}/index.html")


def test_a_folder_with_something_else_is_refused(flask_mirror, mirror, story):
    mirror.root.mkdir()
    (mirror.root / "report.txt").write_text("звіт")
    refused = flask_mirror()
    assert refused.exit_code == 2
    assert refused.output == f"У теці {mirror.root} не дзеркало, а щось інше.\n"
    assert [path.name for path in mirror.root.iterdir()] == ["report.txt"]


def test_a_folder_that_takes_nothing_is_told_of(flask_mirror, mirror, monkeypatch):
    def refuse(_path, **_how):
        raise PermissionError(13, "Permission denied", "mirror")

    monkeypatch.setattr(Path, "mkdir", refuse)
    refused = flask_mirror()
    assert refused.exit_code == 1
    assert refused.output == "Не вдалося: [Errno 13] Permission denied: 'mirror'\n"


def test_somebody_elses_files_stay(flask_mirror, mirror, story):
    mirror.pass_through()
    theirs = {"google123.html": "підтвердження", f"news/{story.slug}/note.txt": "нотатка"}
    for name, text in theirs.items():
        (mirror.public / name).write_text(text)
    (mirror.public / "pages/pro-nas").mkdir(parents=True)
    (mirror.public / "pages/pro-nas/index.html").write_text("чуже")
    factories.page("Про нас")
    story.take_down("так треба")
    refused = flask_mirror()
    assert refused.exit_code == 1
    assert "/pages/pro-nas: pages/pro-nas/index.html is not ours" in refused.output
    assert {name: mirror.read(name) for name in theirs} == theirs
    assert mirror.read("pages/pro-nas/index.html") == "чуже"
    assert not mirror.has(f"news/{story.slug}/index.html")


def test_time_alone_changes_no_file(mirror, at):
    city = factories.category("Місто")
    for minute in range(3):
        at(f"2026-11-24 14:0{minute}")
        article = factories.live(category_id=city.id, tags="ріка")
    factories.pin(article)
    factories.partner()
    mirror.pass_through()
    before = mirror.files()
    assert len(before) > 45

    def changed(later):
        at(later)
        mirror.pass_through()
        return {name for name, since in mirror.files().items() if before.get(name) != since}

    assert changed("2026-11-24 14:10") == set()
    ended = changed("2026-11-24 16:00")  # the strip has
    assert ended == {"index.html", "recent/index.html", "404.html", "410.html"}
    before = mirror.files()
    assert changed("2026-11-25 00:01") == changed("2026-11-25 23:00") == set()


def test_what_was_lost_is_written_again_and_others_can_read_it(mirror, story):
    mirror.pass_through()
    page = mirror.public / f"news/{story.slug}/index.html"
    page.unlink()
    (mirror.public / "index.html").write_text("half")
    assert mirror.pass_through() == 2
    assert page.stat().st_mode & 0o777 == 0o644
    assert page.parent.stat().st_mode & 0o777 == 0o755


def test_a_file_is_there_whole_or_as_it_was(tmp_path, monkeypatch):
    folder = Folder(tmp_path / "mirror")
    folder.write("a/index.html", b"first")

    def stop(*_):
        raise OSError("the power is gone")

    monkeypatch.setattr("os.fsync", stop)
    with pytest.raises(OSError, match="power"):
        folder.write("a/index.html", b"second")
    monkeypatch.undo()
    assert (folder.public / "a/index.html").read_bytes() == b"first"
    assert list((folder.root / "begun").iterdir())
    folder.clear_begun()
    assert not list((folder.root / "begun").iterdir())


def test_no_power_cut_brings_back_what_was_removed(tmp_path, monkeypatch):
    folder = Folder(tmp_path / "mirror")
    folder.write("news/a/index.html", b"one")
    folder.write("news/b/index.html", b"another")
    synced = []
    monkeypatch.setattr(
        "os.fsync", lambda file: synced.append(Path(f"/proc/self/fd/{file}").readlink())
    )
    folder.remove("news/a/index.html")
    folder.remove("news/a/index.html")
    folder.remove("news/b/index.html")
    assert synced == [folder.public / "news"] * 2 + [folder.public]


def test_lists_lead_on_to_the_archive(mirror, monkeypatch, at):
    monkeypatch.setattr("newsroom.mirror.chains.MOST", 1)
    monkeypatch.setattr("newsroom.site.listing_pages.PAGE", 2)
    at("2026-11-24 14:00")
    city = factories.category("Місто")
    for day in range(10, 20):
        factories.live(since=at(f"2026-11-{day} 12:00"), category_id=city.id)
    at("2026-11-24 14:00")
    mirror.pass_through()
    (following,) = _next_pages(mirror)
    assert f"/categories/misto?{following}" in mirror.read("categories/misto/index.html")
    assert 'href="/archive/2026-11-16"' in mirror.read(f"categories/misto/{following}.html")
    newest = db.session.scalar(db.select(Article).order_by(Article.id.desc()).limit(1))
    newest.take_down("так треба")
    mirror.pass_through()
    (other,) = _next_pages(mirror)
    assert other != following
    assert mirror.has("archive/2026-11-16/index.html")


def _next_pages(mirror):
    return [path.stem for path in (mirror.public / "categories/misto").glob("before=*.html")]
