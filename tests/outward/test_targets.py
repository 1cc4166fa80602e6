"""Targets: only what every parser reads alike is taken, and what is not plain is refused."""

import json
from urllib.parse import urlsplit

import pytest

from newsroom.outward import Refused
from newsroom.outward.targets import beside, target

PORTS = (80, 443)
PLAIN = [
    ("http://example.org", "http://example.org/"),
    ("HTTPS://Example.ORG:443/a?b=1#c", "https://example.org/a?b=1"),
    ("http://example.org:80?q", "http://example.org/?q"),
    ("https://example.org./a", "https://example.org/a"),
    ("https://новини.укр/міст", "https://xn--b1amarcd.xn--j1amh/%D0%BC%D1%96%D1%81%D1%82"),
    ("https://xn--b1amarcd.xn--j1amh/", "https://xn--b1amarcd.xn--j1amh/"),
    ("http://93.184.216.34/", "http://93.184.216.34/"),
    ("http://[2606:2800:220:1::1]/", "http://[2606:2800:220:1::1]/"),
    ("http://example.org/%2F%zz<>", "http://example.org/%2F%zz%3C%3E"),
    ("http://example.org/a/../b", "http://example.org/a/../b"),
]
ODD_ONES = """
    ftp://example.org/ file:///etc/passwd gopher://example.org/ javascript:alert(1) //example.org/
    http:example.org http:/example.org http:///example.org https:\\\\example.org
    http://user@example.org/ http://user:word@example.org/ http://@example.org/ http://a@b@example.org/
    http://example.org:22/ http://example.org:0/ http://example.org:65616/ http://example.org:8o/
    http://example.org:000000080/ http://example.org:-1/ http:// http://:80/ http://./ http://../
    http://2130706433/ http://0x7f000001/ http://0x7f.1/ http://0177.0.0.1/ http://127.1/ http://0/
    http://1.2.3.4.5/ http://127.0.0.1./ http://1.2.3.256/ http://01.02.03.04/ http://0x/ http://1.0x/
    http://[::1 http://::1/ http://[127.0.0.1]/ http://[fe80::1%25eth0]/ http://[::1]x/ http://[v1.a]/
    http://a..b/ http://-a.example/ http://a%2eb/ http://exa%00mple.org/ http://a/\\b
    http://ex_am!ple.org/ http://xn--\u0430/
"""
REFUSED = [
    *ODD_ONES.split(),
    "http://example.org/ a",
    "http://example .org/",
    " http://example.org/",
    "http://example.org/\r\nHost: evil",
    "http://example.org/\x00",
    f"http://{'a' * 64}.org/",
    f"http://{'a.' * 130}org/",
    f"http://example.org/{'a' * 2000}",
    "",
]


@pytest.mark.parametrize(("typed", "whole"), PLAIN)
def test_a_plain_address_is_taken_and_written_in_one_way(typed, whole):
    taken = target(typed, PORTS)
    assert taken.url == whole
    assert target(whole, PORTS) == taken


@pytest.mark.parametrize("typed", REFUSED)
def test_any_other_is_refused_in_a_sentence(typed):
    with pytest.raises(Refused) as refused:
        target(typed, PORTS)
    assert len(str(refused.value)) > 10


@pytest.mark.parametrize(
    "typed", ["http://１２７.0.0.1/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/"]
)
def test_a_number_in_odd_letters_is_that_number(typed):
    assert str(target(typed, PORTS).number) == "127.0.0.1"


def test_a_setting_may_open_other_ports():
    assert target("http://example.org:8080/", (80, 8080)).port == 8080


@pytest.mark.parametrize(
    ("location", "there"),
    [
        ("/b", "https://example.org/b"),
        ("c?d", "https://example.org/a/c?d"),
        ("//other.org/b", "https://other.org/b"),
        ("https://other.org", "https://other.org/"),
    ],
)
def test_a_redirect_leads_on(location, there):
    assert beside(target("https://example.org/a/b", PORTS), location, PORTS).url == there


@pytest.mark.parametrize(
    "location",
    ["http://example.org/", "ftp://a/", "https://a:22/", "//u:p@a/", "/\r\nb", "\\\\a\\b", "//[/"],
)
def test_a_redirect_that_is_not_plain_is_refused(location):
    with pytest.raises(Refused):
        beside(target("https://example.org/a", PORTS), location, PORTS)


@pytest.fixture
def vectors(shared):
    return json.loads((shared / "vectors/urls_ssrf.json").read_text())


@pytest.mark.shared
def test_what_browsers_read_otherwise_is_not_taken(vectors):
    """Each of the web platform's addresses is refused, or is asked at the host browsers go to."""
    cases = [case for case in vectors["wpt/urltestdata"] if "input" in case]
    taken = 0
    for case in cases:
        try:
            found = target(case["input"], range(65536))
        except Refused:
            continue
        taken += 1
        assert "failure" not in case, case["input"]
        theirs = urlsplit(case["href"])
        assert found.scheme == theirs.scheme, case["input"]
        assert found.authority.rstrip(".") == theirs.netloc.rstrip("."), case["input"]
    assert len(cases) > 800
    assert taken > 50


ODD = ("legacy_numeric", "malformed_numeric_hosts")


@pytest.mark.shared
def test_no_number_is_written_oddly(vectors):
    cases = [case["input"] for name in ODD for case in vectors[f"surfguard/{name}"]]
    assert len(cases) > 40
    for case in cases:
        try:
            found = target(f"http://{case}/", PORTS)
        except Refused:
            continue
        # «127.0.0.1/8» is, in an address, that number and a path.
        assert "/" in case.strip("/")
        assert found.number is not None


@pytest.mark.shared
def test_names_that_only_look_like_numbers_are_names(vectors):
    for case in vectors["surfguard/dns_hostnames"]:
        if case["input"] == "1.2.3.4.5":  # browsers refuse it, and so do we
            continue
        assert target(f"http://{case['input']}/", PORTS).number is None
