"""An origin stands in a header that says who may frame us: nothing else may slip in with it."""

import json

import pytest

from newsroom.partners.origins import NotAnOrigin, exact_origin


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("https://example.org", "https://example.org"),
        (" https://example.org/\n", "https://example.org"),
        ("HTTPS://Example.ORG:443", "https://example.org"),
        ("http://example.org:80/", "http://example.org"),
        ("https://example.org:8443", "https://example.org:8443"),
        ("http://localhost:5000", "http://localhost:5000"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("https://новини.укр", "https://xn--b1amarcd.xn--j1amh"),
        ("https://a-b.c1.example", "https://a-b.c1.example"),
        ("https://*.example.org", "https://*.example.org"),
        ("http://*.Новини.укр:8080/", "http://*.xn--b1amarcd.xn--j1amh:8080"),
    ],
)
def test_an_origin_is_kept_as_browsers_compare_it(typed, origin):
    assert exact_origin(typed) == origin


REFUSED = [
    "",
    " ",
    "/",
    "*",
    "null",
    "'self'",
    "'none'",
    "https:",
    "https://",
    "https:///",
    "https://*",
    "https://*.org",
    "https://*.127.0.0.1",
    "https://*.*.example.org",
    "https://a.*.example.org",
    "https://*example.org",
    "https://example.*",
    "*://example.org",
    "example.org",
    "//example.org",
    "https:example.org",
    "https:/example.org",
    "ftp://example.org",
    "file:///etc/hosts",
    "javascript:alert(1)",
    "data:text/html,hi",
    "https://example.org/path",
    "https://example.org/path/",
    "https://example.org?query",
    "https://example.org/?query",
    "https://example.org#fragment",
    "https://user@example.org",
    "https://user:password@example.org",
    "https://@example.org",
    "https://example.org:0",
    "https://example.org:65536",
    "https://example.org:x",
    "https://example.org:-1",
    "https://example.org;",
    "https://example.org; script-src *",
    "https://example.org,https://evil.example",
    "https://example.org https://evil.example",
    "https://example.org *",
    "https://exa mple.org",
    "https://exa\tmple.org",
    "https://exa\nmple.org",
    "https://exa\rmple.org",
    "https://example.org\r\nX-Injected: yes",
    "https://example.org\x00",
    "https://example.org%0d%0aX: y",
    "https://example.org%20",
    "https://exa%6dple.org",
    "https://example.org\\@evil.example",
    "https://example.org'",
    'https://example.org"><script>',
    "https://<b>.example",
    "https://example..org",
    "https://.example.org",
    "https://example.org.",
    "https://-example.org",
    "https://-",
    "https://example-.org",
    "https://exa_mple.org",
    "https://straße.example",
    "https://2130706433",
    "https://0x7f.1",
    "https://1.2.3",
    "https://1.2.3.4.5",
    "https://example.0",
    "https://" + "a" * 64 + ".example",
    "https://" + "a." * 130 + "example",
    "https://[::1]",
    "https://[::1",
    "https://\u202egro.elpmaxe",
]


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_no_origin_is_refused_in_words(typed):
    with pytest.raises(NotAnOrigin, match=r"one looks like https://example\.org"):
        exact_origin(typed)


@pytest.mark.shared
def test_whatever_browsers_parse_only_a_plain_origin_passes(shared):
    """Of the cases with which browsers are tested, what passes is the very origin they see."""
    table = json.loads((shared / "vectors/urls_ssrf.json").read_text())
    inputs = [case for case in table["wpt/urltestdata"] if "input" in case]
    passed = 0
    for case in inputs:
        try:
            origin = exact_origin(case["input"])
        except NotAnOrigin:
            continue
        passed += 1
        assert origin == case.get("origin"), case
    assert passed > 5
