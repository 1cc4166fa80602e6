"""The card of an article: the one page that anybody may frame."""

import pytest

from newsroom.articles.corrections import Correction
from newsroom.database import db
from tests import factories
from tests.test_headers import policy
from tests.validity import complaints

BASE = "https://news.example"


@pytest.mark.settings(BASE_URL=BASE, SITE_NAME="Плесо")
def test_the_card_shows_the_article_and_leads_to_it(client, at):
    category = factories.category("Громада")
    given = {"headline": "Міст відкрили", "lede": "Рух відновлено.", "category_id": category.id}
    article = factories.live(since=at("2026-11-24 14:02"), **given)
    page = client.read(f"/news/{article.slug}?embed=true", headers={"Host": "evil.example"})
    assert page.h1.text == "Міст відкрили"
    assert page.select_one(".card__excerpt").text.replace("\xa0", " ") == "Рух відновлено."
    assert page.time["datetime"] == "2026-11-24T12:02:00Z"
    assert [link["href"] for link in page.select("a")] == [
        f"{BASE}/categories/hromada",
        f"{BASE}/news/{article.slug}",
        f"{BASE}/",
    ]
    assert page.select_one("link[rel=canonical]")["href"] == f"{BASE}/news/{article.slug}"
    assert page.select_one("meta[name=robots]")["content"] == "noindex"


def test_it_tells_of_a_correction(client):
    article = factories.live()
    url = f"/news/{article.slug}?embed=true"
    assert not client.read(url).select(".card__corrected")
    db.session.add(Correction(article_id=article.id, text="Міст, а не тунель."))
    assert client.read(url).select(".card__corrected")


def test_only_the_card_may_be_framed_and_its_policy_is_as_strict(client):
    article = factories.live()
    page = client.get(f"/news/{article.slug}")
    card = client.get(f"/news/{article.slug}?embed=true")
    ours, its = policy(page), policy(card)
    assert (ours.pop("frame-ancestors"), its.pop("frame-ancestors")) == ("'none'", "*")
    assert ours == its
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "X-Frame-Options" not in card.headers
    assert card.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("asked", ["embed", "embed=1", "embed=false", "embed=TRUE", "Embed=true"])
def test_nothing_else_is_the_card(client, asked):
    answer = client.get(f"/news/{factories.live().slug}?{asked}")
    assert policy(answer)["frame-ancestors"] == "'none'"
    assert answer.soup.select("#recent-posts")


def test_it_is_the_same_for_staff_and_asks_nobody_who_they_are(app, client):
    article = factories.live()
    url = f"/news/{article.slug}?embed=true"
    chief = factories.sign_in(app.test_client(), factories.staff("chief", language="en"))
    answer = chief.get(url)
    assert answer.data == client.get(url).data
    assert "Set-Cookie" not in answer.headers


def test_what_is_not_live_has_no_card_and_may_not_be_framed(client):
    gone, draft = factories.taken_down(headline="Зняте"), factories.draft()
    for article, code in ((gone, 410), (draft, 404)):
        answer = client.get(f"/news/{article.slug}?embed=true")
        assert answer.status_code == code
        assert "Зняте" not in answer.text
        assert policy(answer)["frame-ancestors"] == "'none'"


def test_only_what_the_card_needs_is_for_other_sites(client):
    article = factories.live()
    card = client.read(f"/news/{article.slug}?embed=true")
    needed = [tag["href"] for tag in card.select("link[rel=stylesheet]")]
    needed += [tag["src"] for tag in card.select("script")]
    page = client.read(f"/news/{article.slug}")
    needed.append(
        page.select_one("meta[property='og:image']")["content"].removeprefix("http://localhost")
    )
    for url in needed:
        assert client.get(url).headers["Cross-Origin-Resource-Policy"] == "cross-origin", url
    for tag in page.select("link[rel=stylesheet]"):
        answer = client.get(tag["href"])
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.one_database
def test_it_is_valid_html(client):
    hostile = "</title><script>alert(1)</script><!-- & "
    article = factories.live(headline=hostile, category_id=factories.category("<б>").id)
    html = client.get(f"/news/{article.slug}?embed=true").text
    assert not complaints({"card": html})
    assert html.count("<script") == 1
