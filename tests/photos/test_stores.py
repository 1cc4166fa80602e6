"""Where files lie: a folder or a bucket, with the same manners; what a crash leaves of a file."""

import os
import resource
import threading
import urllib.request
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from newsroom.database import db
from newsroom.outbox import running
from newsroom.photos import address, changing
from newsroom.photos.bucket import Bucket
from newsroom.photos.intake import take_in
from newsroom.photos.models import Photo
from newsroom.photos.stores import Folder
from tests.photos import pictures


@pytest.fixture(scope="module")
def s3():
    """The address of a bucket on a real S3 server."""
    from moto.server import create_backend_app
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        def log(self, *_):
            """Nobody reads it."""

    server = make_server(
        "127.0.0.1", 0, create_backend_app("s3"), threaded=True, request_handler=Quiet
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}"
    with urllib.request.urlopen(urllib.request.Request(f"{url}/bucket", method="PUT")):
        pass
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", url)
        patch.setenv("AWS_ACCESS_KEY_ID", "anybody")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "anything")
        patch.setenv("AWS_REGION", "eu-central-1")
        yield "s3://bucket/newsroom"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=["folder", "bucket"])
def either(request, tmp_path):
    return (
        Folder(tmp_path / "photos")
        if request.param == "folder"
        else Bucket(request.getfixturevalue("s3"))
    )


def keys(store, prefix):
    return sorted(kept.key for kept in store.under(prefix))


def test_both_keep_what_they_are_given(either, tmp_path):
    either.put("photos/a/1/320.webp", BytesIO(b"first"))
    either.put("photos/a/1/320.webp", BytesIO(b"second"))
    either.put("photos/ab/1/320.webp", BytesIO(b"other"))
    assert either.read("photos/a/1/320.webp") == b"second"
    either.fetch("photos/a/1/320.webp", tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == b"second"
    assert keys(either, "photos/a") == ["photos/a/1/320.webp"]
    assert [kept.size for kept in either.under("photos")] == [6, 5]
    either.remove("photos/a/1/320.webp")
    either.remove("photos/a/1/320.webp")
    assert keys(either, "photos") == ["photos/ab/1/320.webp"]
    assert keys(either, "nothing") == []
    for ask in (either.read, lambda key: either.fetch(key, tmp_path / "none")):
        with pytest.raises(FileNotFoundError):
            ask("photos/a/1/320.webp")


@pytest.mark.one_database
def test_a_photo_lives_in_a_bucket_from_upload_to_deletion(app, client, s3):
    app.extensions["photos-store"] = bucket = Bucket(s3)
    photo, _ = take_in(BytesIO(pictures.jpeg()), by_id=None)
    running.run_due(app)
    assert photo.is_ready
    assert client.get(address(photo, "320.webp")).status_code == 200
    assert keys(bucket, "incoming") == []
    changing.delete(db.session.scalar(select(Photo)))
    db.session.commit()
    running.run_due(app)
    assert keys(bucket, f"photos/{photo.name}") == []


def test_a_bucket_that_is_away_is_an_error_of_files(monkeypatch):
    monkeypatch.setattr("newsroom.photos.bucket.AGAIN", {"max_retries": 0})
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_SKIP_SIGNATURE", "true")
    with pytest.raises(OSError, match=r".+") as problem:
        Bucket("s3://bucket").read("photos/a/1/320.webp")
    assert not isinstance(problem.value, FileNotFoundError)


def test_a_file_is_on_the_disk_before_it_has_its_name_and_its_folder_after(tmp_path, monkeypatch):
    done = []
    fsync, replace = os.fsync, type(tmp_path).replace

    def sync(descriptor):
        done.append(f"sync {Path(f'/proc/self/fd/{descriptor}').readlink().name[:7]}")
        fsync(descriptor)

    def name(path, target):
        done.append(f"name {target.name}")
        return replace(path, target)

    monkeypatch.setattr("newsroom.photos.stores.os.fsync", sync)
    monkeypatch.setattr(type(tmp_path), "replace", name)
    Folder(tmp_path / "photos").put("1/a.webp", BytesIO(b"all"))
    assert done == [
        f"sync {tmp_path.name[:7]}",
        "sync photos",
        "sync .begun-",
        "name a.webp",
        "sync 1",
    ]


def test_what_cannot_be_written_leaves_what_was_there(tmp_path, monkeypatch):
    folder = Folder(tmp_path / "photos")
    folder.put("1/a.webp", BytesIO(b"before"))

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("newsroom.photos.stores.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        folder.put("1/a.webp", BytesIO(b"after"))
    assert folder.read("1/a.webp") == b"before"
    assert keys(folder, "1") == ["1/a.webp"]


def test_the_system_says_when_there_is_no_room(tmp_path):
    """As on a full disk: no file of this process may be so large."""
    folder = Folder(tmp_path / "photos")
    _, hard = before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            folder.put("1/a.webp", BytesIO(bytes(200_000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert keys(folder, "1") == []


def test_what_was_begun_and_not_ended_is_no_file_of_a_photo(tmp_path):
    folder = Folder(tmp_path / "photos")
    folder.put("1/a.webp", BytesIO(b"all"))
    (tmp_path / "photos/1/.begun-x").write_bytes(b"ha")
    with pytest.raises(FileNotFoundError):
        folder.read("1/b.webp")
    assert keys(folder, "1") == ["1/.begun-x", "1/a.webp"]  # the check finds and removes it
