"""A proxy that speaks TLS for us, and asks us under a name of its own."""

import pytest

from tests import factories
from tests.factories import PASSWORD

OURS = "https://news.example"
pytestmark = pytest.mark.settings(BASE_URL=OURS, TRUSTED_PROXIES=1)


@pytest.fixture
def browser(client):
    """Asks for pages of OURS; the proxy passes it on, in plain HTTP, as 127.0.0.1:8000."""
    passed_on = {"HTTP_X_FORWARDED_FOR": "198.51.100.7", "HTTP_X_FORWARDED_PROTO": "https"}
    client.environ_base.update(passed_on, HTTP_HOST="127.0.0.1:8000")
    return client


def sign_in(browser, headers):
    token = browser.read("/sign-in").select_one("[name=csrf_token]")["value"]
    typed = {"csrf_token": token, "email": factories.staff().email, "password": PASSWORD}
    return browser.post("/sign-in", data=typed, headers=headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"Referer": f"{OURS}/sign-in", "Origin": OURS, "Sec-Fetch-Site": "same-origin"},
        {"Referer": f"{OURS}/sign-in", "Origin": OURS},  # a browser of before 2023
        {"Sec-Fetch-Site": "same-origin"},  # one that tells no Referer
    ],
)
@pytest.mark.one_database
def test_a_browser_signs_in_and_works(browser, headers):
    assert sign_in(browser, headers).status_code == 303
    page = browser.read("/desk/articles/new")
    token = page.select_one("#article-form [name=csrf_token]")["value"]
    typed = {"csrf_token": token, "headline": "Міст відкрили", "body": "Слово"}
    assert browser.post("/desk/articles", data=typed, headers=headers).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Referer": f"{OURS}/sign-in", "Sec-Fetch-Site": "cross-site"},
        {"Referer": f"{OURS}/sign-in", "Sec-Fetch-Site": "same-site"},
        {"Referer": f"{OURS}/sign-in", "Origin": "https://evil.example"},
        {"Origin": "http://news.example"},
        {"Origin": "null"},
    ],
)
@pytest.mark.one_database
def test_another_site_still_changes_nothing(browser, headers):
    assert sign_in(browser, headers).status_code == 403
