"""Who is a reader, told by what a browser says of itself."""

import pytest
from flask import Request
from werkzeug.test import EnvironBuilder

from newsroom.partners.readers import is_reader
from tests.partners.boxes import BROWSER

SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Safari/604.1"
CUBOT = "Mozilla/5.0 (Linux; Android 14; CUBOT P80) AppleWebKit/537.36 Mobile Safari/537.36"
ROBOTS = [
    "",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 11) Chrome/140.0 Mobile Safari/537.36 Chrome-Lighthouse",
    "facebookexternalhit/1.1",
    "curl/8.1",
]


def reader(agent, **headers):
    sent = {"User-Agent": agent, **{name.replace("_", "-"): text for name, text in headers.items()}}
    return is_reader(Request(EnvironBuilder(headers=sent).get_environ()))


@pytest.mark.parametrize("agent", ROBOTS)
def test_robots_are_none(agent):
    assert not reader(agent)


@pytest.mark.parametrize("agent", [BROWSER, SAFARI, CUBOT])
def test_people_with_browsers_are(agent):
    assert reader(agent)


@pytest.mark.parametrize(
    "purpose",
    [
        {"Sec_Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X_Moz": "prefetch"},
        {"X_Purpose": "preview"},
    ],
)
def test_what_is_fetched_beforehand_is_read_by_nobody(purpose):
    assert not reader(BROWSER, **purpose)
