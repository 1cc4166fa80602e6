"""robots.txt, security.txt and humans.txt, read by others' parsers."""

from datetime import UTC, datetime, timedelta

import pytest
from protego import Protego
from sectxt import Parser

from newsroom.articles.previews import token_of
from newsroom.site import notices
from tests import factories
from tests.every_address import public_addresses

BASE = "https://news.example"
SEARCH, AI = "Googlebot", "GPTBot"
pytestmark = pytest.mark.one_database
on_our_base = pytest.mark.settings(BASE_URL=BASE)


def robots(client):
    return Protego.parse(client.get("/robots.txt", headers={"Host": "evil.example"}).text)


@on_our_base
def test_robots_find_the_sitemaps_and_every_public_page_but_no_desk(app, client):
    rules = robots(client)
    assert [*rules.sitemaps] == [f"{BASE}/sitemap.xml", f"{BASE}/news-sitemap.xml"]
    for url in {*public_addresses(app), "/desktop", "/recently"} - {"/recent"}:
        assert rules.can_fetch(BASE + url, SEARCH) == (url != "/recently"), url
    link = factories.preview_link(factories.draft())
    for url in ("/desk/articles", f"/preview/{token_of(link)}", "/sign-in", "/recent?seen=1"):
        assert not rules.can_fetch(BASE + url, SEARCH), url


@pytest.mark.settings(AI_CRAWLERS=False)
def test_who_gathers_texts_for_machines_can_be_kept_out(client):
    rules = robots(client)
    for name in notices.ai_crawlers():
        assert not rules.can_fetch("/news/mist", name), name
    assert rules.can_fetch("/news/mist", SEARCH)


def test_unless_the_newsroom_says_so_they_may_come(client):
    assert robots(client).can_fetch("/news/mist", AI)
    assert AI in notices.ai_crawlers()


@pytest.mark.settings(BASE_URL=BASE, SECURITY_CONTACT="https://news.example/contact")
def test_who_finds_a_hole_finds_whom_to_tell(client):
    answer = client.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    read = Parser(answer.data)
    assert not read.errors
    assert read.contact_email is None
    assert "Contact: https://news.example/contact" in answer.text
    assert "Canonical: https://news.example/.well-known/security.txt" in answer.text


@pytest.mark.settings(SECURITY_CONTACT="olena@example.org\nContact: mailto:evil@example.org")
def test_a_bare_address_is_one_for_mail_and_no_line_slips_in(client):
    lines = client.get("/.well-known/security.txt").text.splitlines()
    assert [line for line in lines if line.startswith("Contact: mailto:olena@example.org")]
    assert len([line for line in lines if line.startswith("Contact")]) == 1


@pytest.mark.settings(SECURITY_CONTACT="")
def test_without_a_contact_there_is_none_in_words(client):
    answer = client.get("/.well-known/security.txt")
    assert answer.status_code == 404
    assert "Такої сторінки немає" in answer.soup.h1.text


@pytest.mark.parametrize("now", ["2026-11-24", "2024-02-29", "2026-12-31T23:59:59", "2027-01-01"])
def test_it_is_good_for_less_than_a_year(now):
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    left = notices.expires(moment) - moment
    assert timedelta(days=300) < left < timedelta(days=365)


def test_an_expired_one_would_be_seen(client, at):
    at("2020-01-01 12:00")
    assert Parser(client.get("/.well-known/security.txt").data).errors


@pytest.mark.settings(SITE_NAME="Плесо")
def test_humans_read_whose_site_it_is(client):
    assert "Name: Плесо" in client.get("/humans.txt").text
