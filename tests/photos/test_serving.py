"""Photos for browsers: kept for ever, of the type we say, harmless, and nothing else is there."""

import pytest

from newsroom.photos import absolute, address
from newsroom.photos.addresses import key
from newsroom.photos.sizes import files_of
from newsroom.photos.stores import store
from tests import factories

pytestmark = pytest.mark.one_database
TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}


@pytest.fixture
def photo(app):
    return factories.photo()


def test_every_file_that_is_shown_is_there_for_ever(client, photo):
    for file in files_of(photo.width, avif=False)[:-1]:
        answer = client.get(address(photo, file))
        assert answer.status_code == 200
        assert answer.data == store().read(key(photo.name, 1, file))
        headers = answer.headers
        assert headers["Content-Type"] == TYPES[file.rpartition(".")[2]]
        assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Disposition"].startswith("inline; filename=")
        assert {"default-src 'none'", "sandbox"} <= {
            *headers["Content-Security-Policy"].split("; ")
        }
        assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "Set-Cookie" not in headers
        again = client.get(address(photo, file), headers={"If-None-Match": headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


def test_what_nobody_is_to_have_is_not_there(client, photo):
    name = photo.name
    for path in (
        f"/photos/{name}/1/master.jpg",
        f"/photos/{name}/1/321.webp",
        f"/photos/{name}/2/320.webp",
        f"/photos/{name}/1/320.avif",
        f"/photos/{name}/1/..%2f1%2f320.webp",
        f"/photos/{name}/1/320.webp%00",
        f"/photos/{name[:-1]}/1/320.webp",
        f"/photos/{name.upper()}/1/320.webp",
        "/photos/../photos/1/320.webp",
        "/photos/..%2F..%2Fincoming/1/320.webp",
    ):
        assert client.get(path).status_code == 404, path


def test_no_page_links_the_master(photo):
    with pytest.raises(ValueError, match="nobody"):
        address(photo, "master.jpg")


def test_nothing_is_read_but_the_file(client, photo, monkeypatch):
    def no_database(*_, **__):
        raise AssertionError("a photo asks the database")

    url = address(photo, "320.webp")
    monkeypatch.setattr("sqlalchemy.engine.Connection.execute", no_database)
    client.set_cookie("newsroom", "anything")
    assert client.get(url).status_code == 200
    with pytest.raises(AssertionError, match="asks the database"):
        client.get("/")


def test_a_store_that_is_away_is_said_to_be(client, photo, monkeypatch):
    def away(*_):
        raise OSError("no route to host")

    monkeypatch.setattr(type(store()), "read", away)
    assert client.get(address(photo, "320.webp")).status_code == 503


@pytest.mark.settings(PHOTOS_URL="https://photos.example")
def test_another_host_may_serve_them(client, photo):
    assert address(photo, "320.webp").startswith(f"https://photos.example/photos/{photo.name}/1/")
    assert absolute(photo, "320.webp") == address(photo, "320.webp")
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "img-src 'self' https://photos.example data:" in policy


def test_machines_get_them_with_our_host(photo):
    assert absolute(photo, "card.jpg") == f"http://localhost/photos/{photo.name}/1/card.jpg"
