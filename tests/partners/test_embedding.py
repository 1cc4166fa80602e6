"""oEmbed of a partner's list: its address pasted into their WordPress."""

import pytest
from bs4 import BeautifulSoup

from newsroom.database import db
from newsroom.partners import room
from tests import factories

BASE = "https://news.example"
pytestmark = pytest.mark.settings(BASE_URL=BASE, SITE_NAME="Плесо")


@pytest.fixture
def partner(app):
    return factories.partner("https://visnyk.example", name="Вісник")


def ask(client, address, **more):
    return client.get("/oembed", query_string={"url": BASE + address, **more})


@pytest.mark.parametrize("page", ["partners", "widget"])
def test_a_list_is_a_frame_of_the_right_size_behind_a_link(client, partner, page):
    about = ask(client, f"/{page}/{partner.key}", maxwidth=500, maxheight=750).json
    assert (about["type"], about["title"]) == ("rich", "Плесо: Останні публікації")
    quotation, frame = BeautifulSoup(about["html"], "html.parser").find_all(recursive=False)
    assert (quotation.a["href"], quotation.a.text) == (f"{BASE}/", about["title"])
    assert frame["title"] == about["title"]
    posts = room.posts_in(partner, 500, 750)
    assert frame["src"].startswith(f"{BASE}/widget/{partner.key}?posts={posts}#?secret=")
    assert (int(frame["width"]), int(frame["height"])) == (about["width"], about["height"])
    assert (about["width"], about["height"]) == (500, room.height(partner, 500, posts))
    assert "scrolling" not in frame.attrs


def test_a_list_that_fits_is_shown_whole(client, partner):
    partner.post_count = 4
    db.session.commit()
    frame = BeautifulSoup(ask(client, f"/widget/{partner.key}").json["html"], "html.parser").iframe
    assert f"/widget/{partner.key}#?" in frame["src"]
    assert int(frame["height"]) == room.height(partner, 600)


def test_however_little_room_there_is_one_post_stays(client, partner):
    about = ask(client, f"/widget/{partner.key}", maxwidth=1, maxheight=1).json
    assert "?posts=1#" in about["html"]
    assert (about["width"], about["height"]) == (1, 1)


@pytest.mark.parametrize("page", ["partners", "widget"])
def test_their_page_tells_where_to_ask(client, partner, page):
    page = client.read(f"/{page}/{partner.key}")
    kinds = {link["type"]: link["href"] for link in page.select("link[type*=oembed]")}
    assert set(kinds) == {"application/json+oembed", "text/xml+oembed"}
    for address in kinds.values():
        assert client.get(address.removeprefix(BASE)).status_code == 200


@pytest.mark.parametrize(
    "address", ["/widget/nothing", "/partners/0123456789abcdef", "/widget/KEY/more", "/partners/"]
)
def test_other_addresses_have_no_list(client, partner, address):
    assert ask(client, address.replace("KEY", partner.key)).status_code == 404


def test_a_revoked_partner_has_none_either(client, partner):
    partner.status = "revoked"
    db.session.commit()
    assert ask(client, f"/widget/{partner.key}").status_code == 404
