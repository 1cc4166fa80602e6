"""Surrogate keys: by these words caches of ours know an answer."""

import pytest

from tests import factories
from tests.every_address import addresses, public_addresses

pytestmark = pytest.mark.one_database
FOR_EVER = ("/static/", "/photos/", "/loader/")
FOR_NO_CACHE = ("/healthz", "/readyz", "/metrics", "/preview/", "/sign-in")


def keys(answer):
    return answer.headers.get("Surrogate-Key", "").split()


def test_all_that_caches_may_keep_for_a_while_can_be_purged_at_once(app, client):
    for url in [*public_addresses(app), "/nothing", "/news/nothing"]:
        answer = client.get(url)
        is_kept = answer.headers["Cache-Control"].startswith("public")
        assert is_kept or url.startswith(FOR_NO_CACHE), url
        is_purged = is_kept and not url.startswith(FOR_EVER)
        assert keys(answer)[:1] == ["site"] * is_purged, url


def test_nothing_of_the_desk_has_a_key(app, client):
    chief = factories.sign_in(app.test_client(), factories.staff("chief"))
    for url in addresses(app, "GET"):
        if url.startswith(("/desk", "/sign-in")):
            assert not keys(chief.get(url)) and not keys(client.get(url)), url


def test_an_article_and_its_card_have_its_own(client):
    article = factories.live()
    for url in (f"/news/{article.slug}", f"/news/{article.slug}?embed=true"):
        assert keys(client.get(url)) == ["site", f"article-{article.id}"]


def test_a_partners_list_has_theirs(client):
    partner = factories.partner()
    for url in (f"/widget/{partner.key}", f"/widget/{partner.key}.json"):
        assert keys(client.get(url)) == ["site", f"partner-{partner.key}"]


def test_answers_that_are_kept_and_answers_not_modified_have_them_too(client):
    first, *later = (client.get("/") for _ in range(3))
    same = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert same.status_code == 304
    assert {tuple(keys(answer)) for answer in (first, *later, same)} == {("site",)}
