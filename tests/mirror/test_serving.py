"""A mirror served by a real nginx, beside the newsroom that it is of."""

import re
from contextvars import Context

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import programs
from tests.mirror import site
from tests.mirror.crawling import crawl, words
from tests.mirror.web import Served, Web

pytestmark = [pytest.mark.one_database, programs.needs("nginx")]

STARTS = ["/", "/robots.txt", "/sitemap.xml", "/.well-known/security.txt", "/humans.txt"]
# The server's own, or of the caches in front of the newsroom.
NOT_COMPARED = {"Connection", "Content-Length", "Date", "ETag", "Keep-Alive", "Last-Modified"}
NOT_COMPARED |= {
    "Accept-Ranges",
    "Server",
    "Surrogate-Key",
    "Vary",
    "Content-Disposition",
    "X-Request-Id",
}


def live(app):
    """The newsroom's own answers, unchecked: others check them."""
    client = FlaskClient(app, TestResponse)

    def get(address, **headers):
        answer = Context().run(client.get, address, headers=headers, buffered=True)
        return Served(answer.status_code, answer.headers, answer.data)

    return get


def said(headers):
    return {name: value for name, value in headers.items() if name not in NOT_COMPARED}


@pytest.fixture
def served(app, whole_mirror, tmp_path):
    """The site, what it is at first, and nginx with its mirror."""
    built = site.build()
    whole_mirror.pass_through()
    web = Web(tmp_path / "nginx", whole_mirror.root)
    yield built, web
    web.stop()


def test_a_mirror_is_the_site(app, whole_mirror, served):
    built, web = served
    key, ask = built.partner.key, live(app)
    starts = [*STARTS, f"/partners/{key}", f"/widget/{key}", f"/widget/{key}.json"]
    starts += [f"/widget/{key}/list.html", "/widget.js", f"/news/{built.lead.slug}?embed=true"]
    here, there = crawl(web.get, starts), crawl(ask, starts)

    assert len(here) > 120
    assert {address: one.status for address, one in here.items() if one.status != 200} == {}
    assert {address for address in there if "?seen=" not in address} <= set(here)
    for address, answer in here.items():
        expected = there.get(address) or ask(address)
        is_page = answer.headers["Content-Type"].startswith("text/html")
        assert said(answer.headers) == said(expected.headers), address
        if expected.status == 204:  # a poll with nothing new; here it gets what it has
            continue
        assert what(answer, is_page) == what(expected, is_page), address
    assert site.SECRET not in whole_mirror.everything()


def what(answer, is_page):
    return words(answer.data) if is_page else answer.data


def test_nginx_tells_what_no_file_can(app, whole_mirror, served):
    built, web = served
    ask, gone = live(app), f"/news/{built.taken_down.slug}"
    for address in ("/news/nichoho", "/x", "/categories/ni", gone, f"{gone}.ninjs.json"):
        here, there = web.get(address), ask(address)
        assert (here.status, words(here.data)) == (there.status, words(there.data)), address
        assert said(here.headers) == said(there.headers), address
    assert web.get(gone).status == web.get(f"{gone}.ninjs.json").status == 410
    moved = web.get(f"/news/{built.former_slug}?embed=true")
    assert (moved.status, moved.headers["Location"]) == (301, "/news/nova-adresa?embed=true")
    first = web.get("/categories/misto")
    for before in ("MjAyNi0xMS0yNA", "..%2F..%2Finventory"):  # that page has gone, or never was
        assert web.get(f"/categories/misto?before={before}").data == first.data
    for hidden in ("/../inventory", "/.gone", f"{gone}/.gone", "/%2e%2e/inventory", "/desk/"):
        assert web.get(hidden).status in {400, 404}, hidden
    _only_partners_show_their_list(web, built.partner.key)
    _no_address_has_two_lines((whole_mirror.root / "nginx" / "server.conf").read_text())


def _only_partners_show_their_list(web, key):
    data = f"/widget/{key}.json"
    for origin in ("https://example.net", "https://a.b.partner.example", "null"):
        assert web.get(data, Origin=origin).headers["Access-Control-Allow-Origin"] == origin
    for origin in ("https://evil.example", "https://partner.example", "https://example.net.evil"):
        assert "Access-Control-Allow-Origin" not in web.get(data, Origin=origin).headers
    policy = web.get(f"/widget/{key}").headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'self' https://*.partner.example https://example.net")
    assert web.get(f"/widget/{key}/count?by=frame", method="POST").status == 204


def _no_address_has_two_lines(written):
    """Some headers say the address: what follows a line break there would be one more header."""
    places = re.findall(r'location ~ "(.+)" {', written.replace(r"\z", r"\Z"))
    assert any(re.search(place, "/news/mist") for place in places)
    for start in ("/news/", "/categories/", "/archive/", "/photos/a/1/", "/widget/"):
        for end in ("", "Set-Cookie: b", ".ninjs.json", ".json", ".webp", "/list.html"):
            address = f"{start}a\r\n{end}"
            assert not [place for place in places if re.search(place, address)], address
