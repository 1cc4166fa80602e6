"""A carried form comes back from a browser, where anybody may have changed it."""

import json
from urllib.parse import urlsplit

import pytest

from newsroom import carried
from tests import factories
from tests.factories import PASSWORD


@pytest.mark.parametrize(
    "broken",
    [
        None,
        "",
        "x",
        "[]",
        "{}",
        "null",
        '"text"',
        '{"action": "/desk"}',
        '{"action": "/desk", "fields": 1}',
        '{"action": "/desk", "fields": [1]}',
        '{"action": "/desk", "fields": [["a"]]}',
        '{"action": "//evil.example", "fields": []}',
        '{"action": "https://evil.example/", "fields": []}',
        '{"action": "javascript:alert(1)", "fields": []}',
        '{"action": "/desk", "fields": [["a", "\\ud800"]]}',
        "[" * 100_000,
        "9" * 5000,
    ],
)
def test_what_pack_did_not_make_is_not_offered(broken):
    assert carried.unpack(broken) is None


@pytest.mark.one_database
@pytest.mark.parametrize(
    "broken", ["x", "[" * 100_000, '{"action": "/d", "fields": [["a", "\\ud800"]]}']
)
def test_a_broken_carried_form_still_lets_somebody_in(client, broken):
    person = factories.staff()
    token = client.read("/sign-in").select_one("[name=csrf_token]")["value"]
    data = {"email": person.email, "password": PASSWORD, "carried": broken, "csrf_token": token}
    assert client.post("/sign-in", data=data).location == "/desk/"


@pytest.mark.shared
def test_a_local_path_stays_on_this_site_however_browsers_read_it(shared):
    """By the table with which browsers themselves are tested: (input, base) → where it leads."""
    table = json.loads((shared / "vectors/urls_ssrf.json").read_text())
    cases = [c for c in table["wpt/urltestdata"] if (c.get("base") or "").startswith("http")]
    local = [case for case in cases if carried.is_local_path(case["input"])]
    assert 5 < len(local) < len(cases)
    for case in local:
        base = urlsplit(case["base"])
        assert case["origin"] == f"{base.scheme}://{base.netloc.rpartition('@')[2]}", case
