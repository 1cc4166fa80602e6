"""How a feed is sent: what it says it is, who may keep it, and not twice."""

import pytest

from tests import factories

CONTENT_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}


def test_it_says_what_it_is(client, format):
    answer = client.get(f"/feed.{format}")
    assert answer.headers["Content-Type"] == CONTENT_TYPES[format]
    assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=5"


@pytest.mark.one_database
def test_pages_of_other_sites_may_fetch_the_one_made_for_scripts(client):
    answer = client.get("/feed.json")
    again = client.get("/feed.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    for one in (answer, again):
        assert one.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/feed.rss").headers
    assert "Access-Control-Allow-Origin" not in client.get("/").headers


def test_a_question_about_it_is_answered_without_it(client, format):
    factories.live()
    whole, head = client.get(f"/feed.{format}"), client.head(f"/feed.{format}")
    assert (head.status_code, head.data) == (200, b"")
    for name in ("Content-Type", "Content-Length", "ETag", "Cache-Control"):
        assert head.headers[name] == whole.headers[name]


def test_who_has_it_is_not_sent_it_again(client, format):
    article = factories.live()
    first = client.get(f"/feed.{format}")
    seen = {"If-None-Match": first.headers["ETag"]}
    again = client.get(f"/feed.{format}", headers=seen)
    assert (again.status_code, again.data) == (304, b"")
    article.take_down("так треба")
    after = client.get(f"/feed.{format}", headers=seen)
    assert after.status_code == 200
    assert after.headers["ETag"] != first.headers["ETag"]


def test_what_was_taken_down_is_not_kept_by_who_asks_by_date(client, format):
    """Taking down moves no date of what is left, so no date may answer «nothing has changed»."""
    article = factories.live()
    first = client.get(f"/feed.{format}")
    article.take_down("так треба")
    date = first.headers.get("Last-Modified", first.headers["Date"])
    assert client.get(f"/feed.{format}", headers={"If-Modified-Since": date}).status_code == 200


def test_feeds_are_only_read(client, format):
    answer = client.post(f"/feed.{format}")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_it_goes_out_packed_to_who_takes_that_and_is_known_again(client, format):
    factories.live(body="Довго. " * 400)
    packed = client.get(f"/feed.{format}", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < 1500
    seen = {"If-None-Match": packed.headers["ETag"], "Accept-Encoding": "gzip"}
    assert client.get(f"/feed.{format}", headers=seen).status_code == 304
