"""Headers on every answer: who may frame it, what may run in it, who may keep it."""

import re

import pytest

from tests import factories
from tests.every_address import addresses, public_addresses


@pytest.fixture
def chief(app):
    return factories.sign_in(app.test_client(), factories.staff("chief"))


def policy(answer):
    parts = answer.headers["Content-Security-Policy"].split("; ")
    return {name: sources for name, _, sources in (part.partition(" ") for part in parts)}


BY_PARTNERS = r"/widget/[0-9a-f]{16}(/recent)?(\?.*)?"
BY_OUR_OWN_PAGES = r"/desk/partners/\d+/preview"


@pytest.mark.one_database
@pytest.mark.parametrize("url", ["/", "/recent", "/nothing"])
def test_what_one_request_did_wrong_is_kept_for_nobody_else(client, url):
    too_many = {"data": "&" * 10_001, "content_type": "application/x-www-form-urlencoded"}
    answer = client.get(url, **too_many)
    assert answer.status_code == 413
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.one_database
def test_nothing_but_a_widget_and_its_preview_may_be_framed(app, chief, client):
    urls = {*addresses(app, "GET"), *addresses(app, "POST"), "/nothing", "/widget/nothing"}
    for url in urls:
        by_partners = bool(re.fullmatch(BY_PARTNERS, url))
        by_us = by_partners or bool(re.fullmatch(BY_OUR_OWN_PAGES, url))
        for answer in (chief.get(url), client.get(url), client.post(url), client.options(url)):
            framers = policy(answer)["frame-ancestors"]
            is_read = answer.request.method == "GET" and answer.status_code == 200
            assert (framers != "'none'") == (by_us and is_read), (answer.request.method, url)
            assert framers in {"'none'", "'self'"} or by_partners, url
            is_framed = framers != "'none'"
            assert answer.headers.get("X-Frame-Options") == (None if is_framed else "DENY"), url


@pytest.mark.one_database
def test_everything_runs_under_the_same_strict_policy(app, chief):
    for url in addresses(app, "GET"):
        if url.startswith("/photos/"):  # under a stricter one: see its own tests
            continue
        found = policy(chief.get(url))
        assert found.pop("frame-ancestors")
        assert found.pop("frame-src", "'self'") == "'self'"
        assert found == {
            "default-src": "'none'",
            "script-src": "'self'",
            "style-src": "'self'",
            "img-src": "'self' data:",
            "font-src": "'self'",
            "connect-src": "'self'",
            "manifest-src": "'self'",
            "form-action": "'self'",
            "base-uri": "'none'",
        }, url


@pytest.mark.one_database
def test_the_desk_and_the_sign_in_are_kept_by_nobody(app, chief, client):
    for url in [url for url in addresses(app, "GET") if re.match("/desk|/sign-in", url)]:
        for answer in (chief.get(url), client.get(url), chief.post(url)):
            assert answer.headers["Cache-Control"] == "no-store", url
            assert answer.headers["X-Robots-Tag"] == "noindex", url
            assert "ETag" not in answer.headers, url


def test_an_address_that_only_looks_like_the_desks_is_public(client):
    for url in ("/desktop", "/sign-in-here", "/Desk/articles"):
        answer = client.get(url)
        assert answer.status_code == 404
        assert answer.headers["Cache-Control"].startswith("public")


def test_an_answer_to_a_change_is_kept_by_nobody(client):
    for url in ("/", "/recent", "/nothing"):
        assert client.post(url).headers["Cache-Control"] == "no-store"


def test_other_sites_get_a_referrer_without_the_path_and_no_window_of_ours(client):
    headers = client.get("/").headers
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_over_plain_http_no_browser_is_told_to_insist_on_https(client):
    assert "Strict-Transport-Security" not in client.get("/").headers


@pytest.mark.settings(BASE_URL="https://news.example")
def test_over_https_browsers_insist_on_it_and_the_cookie_is_bound_to_the_host(app, client):
    answer = client.get("/sign-in", base_url="https://news.example")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-newsroom=")
    for wanted in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert f"; {wanted}" in cookie
    assert "Domain" not in cookie


def test_the_cookies_are_for_no_script_and_no_other_site(client):
    person = factories.staff()
    token = client.read("/sign-in").select_one("[name=csrf_token]")["value"]
    form = {"email": person.email, "password": factories.PASSWORD, "csrf_token": token}
    cookies = client.post("/sign-in", data=form).headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert "; HttpOnly" in cookie
        assert "; SameSite=Lax" in cookie
        assert "; Secure" not in cookie


def test_public_addresses_are_all_there_are(app):
    """What the tests of public pages go through is every route that is not the staff's.

    A preview is for whoever has its link, and two addresses are for who watches the newsroom: no
    reader comes there, and no cache keeps them.
    """
    public = {
        url
        for url in addresses(app, "GET")
        if not re.match("/desk|/sign-in|/preview|/readyz|/metrics", url)
    }
    assert len(public) == len(public_addresses(app)) > 8


@pytest.mark.one_database
@pytest.mark.settings(PUBLIC_SECONDS=60, STALE_SECONDS=600)
def test_caches_may_be_told_to_go_on_while_nobody_answers(client):
    said = client.get("/").headers["Cache-Control"]
    assert said == ("public, max-age=0, s-maxage=60, stale-while-revalidate=60, stale-if-error=600")
    assert client.get("/healthz").headers["Cache-Control"] == "no-store"
    assert client.get("/sign-in").headers["Cache-Control"] == "no-store"
