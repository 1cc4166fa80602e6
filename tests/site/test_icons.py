"""The manifest and the icons that browsers, phones and social networks show."""

import struct

import pytest

from newsroom.assets import FOLDER
from tests.vocabulary import mistakes


def size(png):
    assert png.startswith(b"\x89PNG")
    return struct.unpack(">II", png[16:24])


@pytest.mark.settings(SITE_NAME="Плесо", SITE_TAGLINE="новини Білоріччя")
def test_the_manifest_names_the_site_and_icons_that_are_there(client):
    link = client.read("/").select_one("link[rel=manifest]")
    answer = client.get(link["href"])
    assert answer.mimetype == "application/manifest+json"
    about = answer.json
    assert (about["name"], about["lang"], about["start_url"]) == ("Плесо", "uk", "/")
    assert not mistakes([("WebAppManifest", about)])
    assert {icon.get("purpose", "any") for icon in about["icons"]} == {"any", "maskable"}
    for icon in about["icons"]:
        picture = client.get(icon["src"])
        assert picture.mimetype == icon["type"]
        if icon["type"] == "image/png":
            assert "{}x{}".format(*size(picture.data)) == icon["sizes"]


@pytest.mark.one_database
def test_browsers_find_the_icon_where_they_look_for_it(client):
    answer = client.get("/favicon.ico")
    assert answer.status_code == 200
    kind, count = struct.unpack("<HH", answer.data[2:6])
    assert (kind, count) == (1, 3)
    assert answer.headers["Cache-Control"] == "public, max-age=86400, s-maxage=5"


@pytest.mark.one_database
def test_every_page_offers_the_icons_that_there_are(client):
    for link in client.read("/").select("link[rel=icon], link[rel=apple-touch-icon]"):
        assert client.get(link["href"]).status_code == 200, link


def test_the_social_card_is_as_large_as_it_says_and_light():
    card = (FOLDER / "icons/social.png").read_bytes()
    assert size(card) == (1200, 630)
    assert len(card) < 20_000
