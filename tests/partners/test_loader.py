"""The loader's addresses: one for those who let us mend it, one for those who pin."""

import gzip
import hashlib
from base64 import b64encode

import pytest

from newsroom.partners.loader import FRAMES, LOADERS, VERSION, integrity
from tests import factories

# Whoever pinned one of these has its digest in their page: the bytes can never change.
RELEASED = {
    "1": "sha384-43aJwWke5sXdTKdYoUdXWMputaN/4+r7k6t0fJp3U7kJeV93aLa9zUP4hK6c9did",
    "frames-1": "sha384-cL25FRCR1pWFTAbpQYV0IT76yMXA+8B9VO9S1l3LL6ablPDnFJQmCFR2uE7j5ITp",
}
MOST_BYTES = 6 * 1024


def test_the_newest_is_kept_for_minutes_and_mended_while_it_is_used(client):
    answer = client.get("/widget.js")
    assert answer.data == (LOADERS / f"{VERSION}.js").read_bytes()
    assert answer.headers["Cache-Control"].startswith("public, max-age=300,")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_pinned_one_is_kept_for_ever(client):
    answer = client.get(f"/loader/{VERSION}.js")
    assert "immutable" in answer.headers["Cache-Control"]
    digest = b64encode(hashlib.sha384(answer.data).digest()).decode()
    assert integrity() == f"sha384-{digest}"


def test_what_was_released_has_not_changed():
    assert {version: integrity(version) for version in RELEASED} == RELEASED


@pytest.mark.parametrize("version", ["0", "..", "%2e%2e", "1.js", "є", "9" * 500])
def test_a_version_that_never_was_is_404(client, version):
    assert client.get(f"/loader/{version}.js").status_code == 404


def test_it_is_small():
    assert len(gzip.compress((LOADERS / f"{VERSION}.js").read_bytes())) <= MOST_BYTES
    assert len(gzip.compress((LOADERS / f"{FRAMES}.js").read_bytes())) <= 1024


def test_a_frames_listener_is_given_pinned(client):
    partner = factories.partner()
    line = client.read(f"/partners/{partner.key}").select_one("#snippet-listener").text
    assert f'src="http://localhost/loader/{FRAMES}.js" integrity="{integrity(FRAMES)}"' in line
    assert client.get(f"/loader/{FRAMES}.js").status_code == 200


def test_the_partners_page_gives_the_line_and_the_pinned_line(client):
    partner = factories.partner()
    page = client.read(f"/partners/{partner.key}")
    line = page.select_one("#snippet-script").text
    assert f'src="http://localhost/widget.js" data-partner="{partner.key}"' in line
    pinned = page.select_one("#snippet-pinned").text
    assert f'integrity="{integrity()}" crossorigin="anonymous"' in pinned
