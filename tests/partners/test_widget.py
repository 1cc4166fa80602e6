"""The widget: a partner's sites, and nobody else's, frame our recent posts."""

import re

import pytest

from tests import factories

THEIRS = "https://visnyk.example"


@pytest.fixture
def partner(app):
    return factories.partner(THEIRS, "https://www.visnyk.example", name="Вісник")


def framers(answer):
    [found] = re.findall(r"frame-ancestors ([^;]*)", answer.headers["Content-Security-Policy"])
    return found


def widget_of(partner):
    return f"/widget/{partner.key}"


def test_it_shows_the_recent_posts(client, partner):
    factories.live(headline="Міст відкрили", lede="Рух відновлено.")
    page = client.read(widget_of(partner))
    post = page.select_one("#recent-posts li")
    assert " ".join(post.text.split()) == "Міст відкрили Рух відновлено. щойно"
    assert post.a["href"] == "http://localhost/news/mist-vidkryly"


def test_its_links_lead_out_of_the_frame(client, partner):
    factories.live()
    page = client.read(widget_of(partner))
    assert page.base["target"] == "_blank"


@pytest.mark.parametrize("part", ["", "/recent"])
def test_only_the_partners_own_sites_may_frame_it(client, partner, part):
    answer = client.get(widget_of(partner) + part)
    assert framers(answer) == f"'self' {THEIRS} https://www.visnyk.example"
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_one_partners_sites_may_not_frame_anothers_widget(client, partner):
    other = factories.partner("https://other.example")
    assert THEIRS not in framers(client.get(widget_of(other)))


@pytest.mark.parametrize("key", ["nothing", "0123456789abcdef", "%27", "%2e%2e", "є", "a" * 500])
@pytest.mark.parametrize("part", ["", "/recent"])
def test_an_unknown_key_is_404_in_words_and_framed_by_nobody(client, partner, key, part):
    answer = client.get(f"/widget/{key}{part}")
    assert answer.status_code == 404
    assert "Такої сторінки немає" in answer.text
    assert framers(answer) == "'none'"


def test_a_key_is_known_only_as_it_was_given(client, partner):
    assert client.get(widget_of(partner).replace(partner.key, partner.key.upper())).status_code in (
        {200} if partner.key.isdigit() else {404}
    )


def test_a_poll_with_nothing_new_is_empty_and_still_framed_by_the_partner(client, partner):
    factories.live()
    panel = client.read(widget_of(partner)).select_one("#recent-posts")
    answer = client.get(panel["data-poll"])
    assert (answer.status_code, answer.data) == (204, b"")
    assert THEIRS in framers(answer)


def test_a_poll_brings_the_list_with_what_is_new(client, partner):
    poll = client.read(widget_of(partner)).select_one("#recent-posts")["data-poll"]
    factories.live(headline="Нове")
    panel = client.read(poll).select_one("#recent-posts")
    assert "Нове" in panel.text
    assert panel["data-poll"] != poll
    assert client.get(panel["data-poll"]).status_code == 204


def test_where_there_is_room_for_fewer_it_goes_on_asking_for_fewer(client, partner):
    factories.live()
    panel = client.read(f"{widget_of(partner)}?posts=2").select_one("#recent-posts")
    assert "posts=2" in panel["data-poll"]


def test_a_frame_without_an_origin_may_ask_for_what_is_new(client, partner):
    answer = client.get(f"{widget_of(partner)}/recent", headers={"Origin": "null"})
    assert answer.headers["Access-Control-Allow-Origin"] == "null"


def test_the_page_around_may_know_its_height_where_it_may_show_it(client, partner):
    page = client.read(widget_of(partner))
    origins = f"http://localhost {THEIRS} https://www.visnyk.example"
    sizing = page.select_one("meta[name=responsive-embedded-sizing]")
    assert sizing["content"] == f"allow-origins={origins}"


def test_an_empty_newsroom_says_what_will_appear(client, partner):
    panel = client.read(widget_of(partner)).select_one("#recent-posts")
    assert "Ще нічого не опубліковано." in panel.text


def test_it_is_light_and_asks_nobody_else(client, partner):
    """One style sheet, one script, and nothing from elsewhere."""
    factories.live()
    page = client.read(widget_of(partner))
    loaded = [tag["href"] for tag in page.select("link[rel=stylesheet]")]
    loaded += [tag["src"] for tag in page.select("script, img, iframe")]
    assert len(loaded) == 2
    assert all(address.startswith("/static/") for address in loaded)
    for address in loaded:
        # A frame without an origin, such as WordPress's, is another site to our own files.
        assert client.get(address).headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_it_stays_out_of_search_engines(client, partner):
    page = client.read(widget_of(partner))
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
