"""`flask photos check`: finds what a disk lost, makes it again, and says what it cannot."""

import os
import time
from io import BytesIO

import pytest

from newsroom.photos import address
from newsroom.photos.addresses import key
from newsroom.photos.stores import Folder, store
from tests import factories
from tests.photos import pictures

pytestmark = pytest.mark.one_database


@pytest.fixture
def check(app, tmp_path):
    app.extensions["photos-store"] = Folder(tmp_path / "photos")
    return lambda *options: app.test_cli_runner().invoke(args=["photos", "check", *options])


def remove(photo, *files):
    for file in files:
        store().remove(key(photo.name, photo.version, file))


def test_all_is_well(check):
    factories.photo()
    said = check()
    assert said.exit_code == 0, said.output
    assert "Фото: 1, файлів: 4" in said.output
    assert "Кожне фото має свої файли." in said.output


def test_lost_renditions_are_made_again_at_the_same_addresses(check, client):
    photo = factories.photo()
    before = store().read(key(photo.name, 1, "square.webp"))
    remove(photo, "320.webp", "card.jpg")
    said = check()
    assert said.exit_code == 1
    assert f"Можна зробити знову: {photo.name}" in said.output
    said = check("--mend")
    assert said.exit_code == 0, said.output
    assert client.get(address(photo, "320.webp")).status_code == 200
    assert store().read(key(photo.name, 1, "square.webp")) == before
    assert check().exit_code == 0


def test_an_empty_file_is_none(check):
    photo = factories.photo()
    store().put(key(photo.name, 1, "320.webp"), BytesIO(b""))
    assert check().exit_code == 1
    assert check("--mend").exit_code == 0


def test_a_lost_master_is_told_of_and_cannot_be_mended(check):
    photo = factories.photo()
    remove(photo, "master.jpg")
    for options in ([], ["--mend"]):
        said = check(*options)
        assert said.exit_code == 1
        assert f"Втрачено, завантажте ще раз: {photo.name}" in said.output


def test_a_damaged_master_is_told_of_and_the_others_are_mended(check):
    damaged, other = factories.photo(), factories.photo()
    store().put(key(damaged.name, 1, "master.jpg"), BytesIO(b"half"))
    for photo in (damaged, other):
        remove(photo, "320.webp")
    said = check("--mend")
    assert said.exit_code == 1
    assert f"Втрачено, завантажте ще раз: {damaged.name}" in said.output
    assert "Зроблено знову: 1." in said.output
    assert f"Можна зробити знову: {other.name}" not in check().output


def test_a_file_beside_the_photos_folders_is_a_stray(check):
    store().put("photos/.DS_Store", BytesIO(b"Bud1"))
    said = check()
    assert said.exit_code == 0, said.exception
    assert "photos/.DS_Store" in said.output


def test_files_that_no_photo_names_are_removed_when_they_are_old(check, tmp_path):
    photo = factories.photo()
    old, young = "photos/aaaaaaaaaaaaaaaa/1/320.webp", "incoming/bbbbbbbbbbbbbbbb"
    for stray in (old, young):
        store().put(stray, BytesIO(pictures.jpeg((4, 3))))
    long_ago = time.time() - 3 * 24 * 3600
    os.utime(tmp_path / "photos" / old, (long_ago, long_ago))
    assert f"Файл, якого не називає жодне фото: {old}" in check().output
    said = check("--mend")
    assert said.exit_code == 0
    assert "Вилучено файлів: 1." in said.output
    assert sorted(kept.key for kept in store().under("incoming")) == [young]
    assert len(list(store().under(f"photos/{photo.name}"))) == 4


def test_what_waits_keeps_its_upload(check, app):
    from newsroom.photos.intake import take_in

    photo, _ = take_in(BytesIO(pictures.jpeg()), by_id=None)
    assert check().exit_code == 0
    store().remove(f"incoming/{photo.upload}")
    assert check().exit_code == 1
