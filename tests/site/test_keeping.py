"""Public answers are the same for everybody, so that every cache on the way may keep them."""

import pytest

from newsroom.watch.views import ADDRESSES
from tests import factories
from tests.every_address import public_addresses


def test_staff_get_the_same_bytes_as_readers_and_no_cookie(app, client, at):
    at("2026-11-24 14:02")
    chief = factories.sign_in(app.test_client(), factories.staff("chief", language="en"))
    for url in public_addresses(app):
        reader, staff = client.get(url), chief.get(url)
        assert reader.status_code == 200, url
        assert staff.data == reader.data, url
        for answer in (reader, staff):
            assert "Set-Cookie" not in answer.headers
            assert "Cookie" not in answer.headers.get("Vary", "")
            if url not in ADDRESSES:
                assert answer.headers["Cache-Control"].startswith(("public", "no-cache")), url


def test_a_public_answer_never_asks_who_is_there(app, client, monkeypatch):
    """Not even to throw the answer away: who reads the session at all varies by it."""
    urls = public_addresses(app)
    monkeypatch.setattr(app.session_interface, "open_session", refuse_to_open)
    for url in [*urls, "/nothing", "/news/nothing", "/widget/nothing"]:
        client.get(url)


class Untouched(dict):
    """A session that complains when it is looked at."""

    new = modified = accessed = False

    def __getitem__(self, key):
        raise AssertionError("the session was read")

    get = __contains__ = __setitem__ = setdefault = pop = __getitem__


def refuse_to_open(_app, _request):
    return Untouched()


@pytest.mark.settings(PUBLIC_SECONDS=7)
def test_how_long_caches_on_the_way_keep_a_page_is_a_setting(client):
    assert client.get("/").headers["Cache-Control"] == "public, max-age=0, s-maxage=7"


def test_a_browser_asks_each_time_so_a_publication_is_seen_at_once(app, client):
    for url in [*public_addresses(app), "/nothing"]:
        answer = client.get(url)
        if answer.mimetype == "text/html" and not url.startswith("/widget"):
            assert "max-age=0," in answer.headers["Cache-Control"], url


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_page_seen_before_is_not_sent_again(client, at, method):
    at("2026-11-24 14:02")
    article = factories.live()
    for url in ("/", f"/news/{article.slug}", "/recent", f"/widget/{factories.partner().key}"):
        answer = client.get(url)
        again = getattr(client, method)(url, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304, url
        assert again.data == b""
        assert again.headers["Cache-Control"] == answer.headers["Cache-Control"]
        assert again.headers["Content-Security-Policy"] == answer.headers["Content-Security-Policy"]


def test_a_page_that_changed_is_sent_whole(client, at):
    at("2026-11-24 14:02")
    before = client.get("/").headers["ETag"]
    factories.live(headline="Нове")
    answer = client.get("/", headers={"If-None-Match": before})
    assert answer.status_code == 200
    assert "Нове" in answer.text


def test_what_is_missing_may_be_kept_as_briefly(client):
    answer = client.get("/news/nothing")
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=5"
    assert "ETag" not in answer.headers
