"""A backup that is not as it was written is refused before anything is changed."""

import os
import subprocess
from pathlib import Path

import pytest

from newsroom.database import db
from tests import factories, programs
from tests.backup.conftest import run
from tests.copying import full

NOT_WHOLE = "Копія пошкоджена або не для цього ключа. Нічого не змінено.\n"


@pytest.fixture
def key(app, tmp_path):
    """The file with the secret; from now on backups are sealed for it."""
    file = tmp_path / "key"
    code, said = run(app, "backup-key", file)
    assert (code, file.stat().st_mode & 0o777) == (0, 0o600)
    app.config["BACKUP_KEY"] = said.splitlines()[0].removeprefix("NEWSROOM_BACKUP_KEY=")
    return file


@pytest.fixture
def story(app):
    return factories.live(headline="Міст відкрили", lead_photo=factories.photo().name)


def untouched(there):
    with there.app_context():
        photos = there.config["PHOTOS"]
        return not any(full.rows(db.engine).values()) and not Path(photos).exists()


def flipped(content, at):
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def damages(content, found):
    """Cut anywhere, changed anywhere that matters, and with something behind its end."""
    size = len(content)
    for part in (0.0001, 0.3, 0.6, 0.9):
        yield f"cut at {part}", content[: int(size * part)]
    yield "cut in the last line", content[: content.rfind(b"SHA256SUMS")]
    for number, at in enumerate(found):
        yield f"changed at {number}", flipped(content, at)
    yield "without an end", content[: -size // 20]


@pytest.mark.one_database
@pytest.mark.parametrize("is_sealed", [False, True], ids=["plain", "sealed"])
def test_it_is_refused_and_nothing_is_changed(request, back_up, story, empty, tmp_path, is_sealed):
    words = ["--key", request.getfixturevalue("key")] if is_sealed else []
    content = back_up().read_bytes()
    headline = content.find("Міст відкрили".encode())
    manifest, sums = content.rfind(b'"step"'), content.rfind(b"  newsroom.sqlite3")
    places = [headline + 3, manifest + 3, sums - 5, content.find(b"RIFF") + 40]
    if is_sealed:
        assert headline == -1
        places = [5, 150, 300, len(content) // 2, len(content) - 3]
    there, archive = empty(), tmp_path / "damaged"
    with there.app_context():
        run(there, "db", "upgrade")
    for how, bad in damages(content, places):
        archive.write_bytes(bad)
        code, said = run(there, "restore", archive, *words)
        assert (code, said.splitlines()[-1] + "\n") in {(1, NOT_WHOLE), (2, said)}, how
        assert untouched(there), how
    archive.write_bytes(content)
    assert run(there, "restore", archive, *words)[0] == 0  # it was not for another reason


@pytest.mark.one_database
def test_only_the_key_opens_it(app, back_up, story, key, empty, tmp_path, folder):
    archive, there, wrong = back_up(), empty(), tmp_path / "wrong"
    run(app, "backup-key", wrong)
    (tmp_path / "no-key").write_text("щось інше")
    needed = "Копію зашифровано. Укажіть файл із таємним ключем: --key ФАЙЛ\n"
    assert run(there, "restore", archive) == (2, needed)
    assert run(there, "restore", archive, "--key", wrong)[1].endswith(NOT_WHOLE)
    assert run(there, "restore", archive, "--key", tmp_path / "no-key")[0] == 2
    assert run(there, "restore", archive, "--key", tmp_path / "not-there")[0] == 1
    plain = folder / "newsroom-20991231T000000Z.tar"  # of whoever can write into the folder
    app.config["BACKUP_KEY"] = ""
    run(app, "backup", plain)
    assert run(there, "restore", folder, "--key", key)[1].startswith(f"{plain} не зашифровано")
    plain.unlink()
    assert run(there, "restore", folder, "--key", key)[0] == 0
    assert run(app, "backup-key", key) == (1, f"{key} уже є.\n")


@pytest.mark.one_database
@programs.needs("age")
def test_others_programs_open_it(back_up, story, key, tmp_path):
    found = subprocess.run(
        [programs.find("age"), "-d", "-i", key, back_up()], capture_output=True, check=True
    )
    assert "Міст відкрили".encode() in found.stdout


@pytest.mark.one_database
def test_what_cannot_be_read_back_is_no_backup(app, story, folder, key, monkeypatch):
    """A disk that keeps something else than what was written, and says nothing."""
    sync = os.fsync

    def keep_badly(descriptor):
        sync(descriptor)
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        if "newsroom-" in path.name:
            with path.open("r+b") as file:
                file.seek(-20_000, os.SEEK_END)
                byte = file.read(1)
                file.seek(-1, os.SEEK_CUR)
                file.write(bytes([byte[0] ^ 1]))

    monkeypatch.setattr(os, "fsync", keep_badly)
    told = "Записане не вдалося прочитати, тож копії немає. Перевірте диск.\n"
    assert run(app, "backup", folder) == (1, told)
    assert list(folder.iterdir()) == []


@pytest.mark.one_database
def test_a_damaged_database_is_not_backed_up(app, story, folder, monkeypatch):
    raw = db.engine.raw_connection()
    raw.cursor().execute("PRAGMA foreign_keys=OFF")
    raw.cursor().execute("INSERT INTO former_slugs (slug, article_id) VALUES ('x', 99)")
    raw.invalidate()
    told = "База пошкоджена: former_slugs: foreign key\n"
    assert run(app, "backup", folder) == (1, told)
    assert list(folder.iterdir()) == []
