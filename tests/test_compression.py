"""Text goes out packed to whoever takes that, and is the same text."""

import gzip

import pytest

from newsroom import assets, compression
from tests import factories
from tests.every_address import public_addresses

GZIP = {"Accept-Encoding": "br, gzip;q=0.8"}
pytestmark = pytest.mark.one_database


@pytest.fixture
def sheet(app):
    with app.test_request_context():
        return assets.asset("css/site.css")


def is_packed(answer):
    return answer.headers.get("Content-Encoding") == "gzip"


def test_every_public_text_is_packed_and_is_the_same_text(app, client):
    for url in public_addresses(app):
        plain, packed = client.get(url), client.get(url, headers=GZIP)
        assert not is_packed(plain), url
        if is_packed(packed):
            assert gzip.decompress(packed.data) == plain.data, url
            assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
        else:
            small = len(plain.data) < 600
            assert small or plain.mimetype.startswith(
                ("image/png", "image/vnd.microsoft.icon", "image/x-icon")
            ), url
        if plain.mimetype == "text/html":
            assert "Accept-Encoding" in packed.headers["Vary"] == plain.headers["Vary"], url


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "identity", "щось"])
def test_who_does_not_take_it_gets_it_plain(client, sheet, accepted):
    for url in ("/", sheet):
        answer = client.get(url, headers={"Accept-Encoding": accepted.encode().decode("latin-1")})
        assert not is_packed(answer)
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_what_was_seen_before_is_not_sent_again_in_either_form(client, sheet):
    for url in ("/", sheet):
        for had in ({}, GZIP):
            etag = client.get(url, headers=had).headers["ETag"]
            for takes in ({}, GZIP):
                answer = client.get(url, headers={**takes, "If-None-Match": etag})
                assert (answer.status_code, answer.data) == (304, b""), (url, had, takes)


def test_a_static_file_is_packed_once_and_kept_for_ever_by_who_got_it(client, sheet, monkeypatch):
    first = client.get(sheet, headers=GZIP)
    monkeypatch.setattr("gzip.compress", None)
    again = client.get(sheet, headers=GZIP)
    assert again.data == first.data
    assert again.headers["Cache-Control"].endswith("immutable")


def test_a_font_is_packed_already(app, client):
    with app.test_request_context():
        font = assets.asset("vendor/arsenal@5.3.0/arsenal-700.woff2")
    assert not is_packed(client.get(font, headers=GZIP))


def test_a_part_of_a_file_is_a_part_of_the_plain_file(client, sheet):
    answer = client.get(sheet, headers={**GZIP, "Range": "bytes=0-99"})
    assert answer.status_code == 206
    assert not is_packed(answer)
    assert len(answer.data) == 100


def test_a_page_with_a_secret_in_it_is_not_packed(client):
    editor = factories.sign_in(client, factories.staff())
    article = factories.live()
    for url in ("/desk/articles", f"/desk/articles/{article.id}", "/sign-in"):
        assert not is_packed(editor.get(url, headers=GZIP)), url


def test_the_head_says_what_the_page_would_weigh(client):
    page, head = (client.open("/", method=method, headers=GZIP) for method in ("GET", "HEAD"))
    assert head.headers["Content-Length"] == page.headers["Content-Length"]
    assert head.data == b""


def test_what_no_browser_says_of_itself_is_not_remembered():
    before = compression._known.cache_info().currsize
    assert compression.takes_gzip(f"gzip{' ' * 1000}")
    assert not compression.takes_gzip(f"gzip;q=0{' ' * 1000}")
    assert compression._known.cache_info().currsize == before
