"""Every change needs a token of this very session, from our own page; reading changes nothing."""

import re

import pytest
from sqlalchemy import MetaData

from newsroom.database import Base, db
from tests import factories
from tests.every_address import addresses

FORM = {
    "headline": "Підкинуте",
    "body": "Підкинуте.",
    "reason": "x",
    "slug": "pidkynute",
    "name": "Підкинуте",
    "language": "en",
    "email": "nobody@example.org",
    "password": "x",
    "current": factories.PASSWORD,
    "new": "нова хвиля біля причалу",
}


@pytest.fixture
def chief(app):
    return factories.sign_in(app.test_client(), factories.staff("chief"))


def contents(metadata: MetaData = Base.metadata) -> dict[str, list]:
    """Every row of the newsroom."""
    db.session.rollback()
    found = {
        table.name: sorted(map(repr, db.session.execute(table.select())))
        for table in metadata.sorted_tables
    }
    db.session.rollback()
    return found


def refused(url: str, status: int) -> int:
    """What it answers who may not: partners' boxes count from any site, and are told nothing."""
    return 204 if re.fullmatch("/widget/[^/]+/count", url) else status


def token_of(client):
    return client.read("/desk/account").select_one("[name=csrf_token]")["value"]


def test_without_this_sessions_token_nothing_is_changed(app, chief):
    other = factories.sign_in(app.test_client(), factories.staff("chief"))
    tokens = [{}, {"csrf_token": ""}, {"csrf_token": "x"}, {"csrf_token": token_of(other)}]
    urls = addresses(app, "POST")
    before = contents()
    for url in urls:
        for token in tokens:
            answer = chief.post(url, data=FORM | token)
            assert answer.status_code == refused(url, 400), (url, token)
    assert contents() == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site", "HX-Request": "true"},
    ],
)
def test_another_site_changes_nothing_even_with_the_token(app, chief, headers):
    urls = addresses(app, "POST")
    data = FORM | {"csrf_token": token_of(chief)}
    before = contents()
    for url in urls:
        answer = chief.post(url, data=data, headers=headers)
        assert answer.status_code == refused(url, 403), url
    assert contents() == before


def test_a_token_in_the_address_is_not_one_in_the_form(app, chief):
    token = token_of(chief)
    urls = addresses(app, "POST")
    before = contents()
    for url in urls:
        answer = chief.post(url, query_string=FORM | {"csrf_token": token})
        assert answer.status_code == refused(url, 400), url
    assert contents() == before


def test_with_the_token_the_same_requests_change_things(app, chief):
    """Else the tests above would pass on routes that do nothing at all."""
    before = contents()
    url = next(url for url in addresses(app, "POST") if url.endswith("/desk/articles"))
    assert chief.post(url, data=FORM | {"csrf_token": token_of(chief)}).status_code == 303
    assert contents() != before


def test_reading_changes_nothing(app, chief, client):
    urls = addresses(app, "GET")
    before = contents()
    for url in urls:
        for reader in (chief, client):
            for read in (reader.get, reader.head, reader.options):
                answer = read(url)
                assert answer.status_code < 500, url
    assert contents() == before


def test_a_route_that_reads_takes_no_change(app, chief):
    urls = set(addresses(app, "GET")) - set(addresses(app, "POST"))
    reading = {url.partition("?")[0] for url in urls}
    before = contents()
    for url in reading - {"/sign-in", "/desk/articles", "/desk/categories"}:
        for change in (chief.put, chief.patch, chief.delete):
            assert change(url, data=FORM).status_code == 405, url
    assert contents() == before


def test_a_get_with_the_fields_of_a_change_changes_nothing(app, chief):
    token = token_of(chief)
    urls = addresses(app, "POST")
    before = contents()
    for url in urls:
        answer = chief.get(url, query_string=FORM | {"csrf_token": token})
        assert answer.status_code in {200, 404, 405}, url
    assert contents() == before
