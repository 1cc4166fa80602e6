"""Views and clicks: what is counted, and what is not, whatever is posted."""

from datetime import date

import pytest

from newsroom.database import db
from newsroom.partners import tally
from newsroom.partners.counts import Count, Sight, Sighting
from newsroom.partners.ledger import ledger
from tests import factories
from tests.partners.boxes import Box, counted

THEIRS = "https://visnyk.example"
OURS = "http://localhost"
NOT_THEIRS = ("https://evil.example", "https://visnyk.example.evil.example")


@pytest.fixture
def partner(app):
    return factories.partner(THEIRS, "https://*.visnyk.example", name="Вісник")


@pytest.fixture
def story(partner):
    return factories.live(headline="Міст")


@pytest.fixture
def box(client, partner):
    return Box(client, partner, THEIRS)


def test_a_view_counts_for_the_box_and_for_what_stood_in_it(box, story):
    other = factories.live(headline="Інше")
    box.seen()
    box.seen()
    assert counted() == {
        (0, "script"): (2, 0),
        (story.id, "script"): (2, 0),
        (other.id, "script"): (2, 0),
    }


def test_a_click_counts_for_the_article_and_for_the_box(box, story):
    factories.live(headline="Інше")
    box.clicked(story)
    assert counted() == {(0, "script"): (0, 1), (story.id, "script"): (0, 1)}


def test_frames_are_counted_apart(box, story):
    box.seen()
    box.seen("frame", Origin=OURS)
    box.clicked(story, "frame", Origin=OURS)
    assert counted()[0, "script"] == (1, 0)
    assert counted()[0, "frame"] == (1, 1)


@pytest.mark.one_database
def test_a_page_of_theirs_counts_also_a_sandboxed_one(box, story):
    for origin in (THEIRS, "https://www.visnyk.example", "null"):
        box.seen(Origin=origin)
    assert counted()[0, "script"] == (3, 0)


def test_days_are_the_newsrooms(box, story, at):
    at("2036-11-24 23:59")
    box.seen()
    at("2036-11-25 00:01")
    box.seen()
    counted()
    days = [str(row.day) for row in db.session.query(Count).filter_by(article_id=0)]
    assert sorted(days) == ["2036-11-24", "2036-11-25"]


def test_what_is_written_down_adds_up(box, story):
    for _ in range(3):
        box.seen()
        assert counted()
    assert counted()[0, "script"] == (3, 0)


def test_a_list_that_has_changed_since_it_was_given_still_counts(box, story):
    url = box.url()
    factories.live(headline="Нова")
    box.send(url)
    assert counted()[story.id, "script"] == (1, 0)


@pytest.mark.one_database
def test_a_list_that_was_marked_with_a_former_secret_still_counts(app, box, story):
    url = box.url()
    app.config.update(SECRET_KEY="new", SECRET_KEYS=[app.config["SECRET_KEY"], "new"])
    box.send(url)
    assert counted()[story.id, "script"] == (1, 0)


def test_counting_asks_no_session_and_leaves_nothing_behind(box, story):
    factories.sign_in(box.client, factories.staff())
    answer = box.seen()
    assert "Set-Cookie" not in answer.headers
    assert "cookie" not in answer.headers.get("Vary", "").lower()
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_robots_do_not_count(box, story):
    box.seen(**{"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"})
    box.seen(**{"Sec-Purpose": "prefetch;prerender"})
    assert counted() == {}


JUNK = {
    "no mark": lambda url, other: url.partition("&mark")[0],
    "another mark": lambda url, other: url[:-1] + ("0" if url[-1] != "0" else "1"),
    "a mark that is no text": lambda url, other: url.partition("&mark")[0] + "&mark=%D1%94",
    "a post that was not listed": lambda url, other: url.replace("posts=", f"posts={other}-"),
    "a click on what was not listed": lambda url, other: f"{url}&clicked={other}",
    "a click on nothing": lambda url, other: f"{url}&clicked=",
    "a click on the box": lambda url, other: f"{url}&clicked=0",
    "a click on a number past all": lambda url, other: f"{url}&clicked={10**30}",
    "a click in other digits": lambda url, other: f"{url}&clicked=١",
    "another kind of box": lambda url, other: url.replace("by=script", "by=poster"),
    "posts without end": lambda url, other: url.replace("posts=", "posts=" + "1-" * 5000),
    "no posts": lambda url, other: url.replace("posts=", "p="),
    "an unknown key": lambda url, other: url.replace("/widget/", "/widget/0"),
    "another partner": lambda url, other: url.replace(url.split("/")[2], "ANOTHER"),
}


@pytest.mark.one_database
def test_what_somebody_invents_is_not_counted(box, story):
    another = factories.partner("https://other.example", THEIRS)
    draft, url = factories.draft(), box.url()
    for what, junk in JUNK.items():
        box.send(junk(url, draft.id).replace("ANOTHER", another.key))
        assert counted() == {}, what
    box.send(url)
    assert counted()


@pytest.mark.one_database
def test_pages_that_are_not_theirs_do_not_count(box, story):
    for origin in (*NOT_THEIRS, OURS, ""):  # our own page shows how it looks
        box.seen(Origin=origin)
        assert counted() == {}, origin


@pytest.mark.one_database
def test_a_partner_who_rests_has_nothing_to_count(box, partner, story):
    url = box.url()
    partner.status = "paused"
    db.session.commit()
    ledger().roster.forget()
    assert box.url() == ""
    box.send(url)
    assert counted() == {}


def test_numbers_cannot_grow_past_what_can_be_true(box, partner, story, at, monkeypatch):
    monkeypatch.setattr(tally, "MOST_VIEWS", 3)
    monkeypatch.setattr(tally, "MOST_CLICKS", 2)
    at("2036-11-24 14:02")
    url = box.url()
    for _ in range(5):
        box.send(url)
        box.send(f"{url}&clicked={story.id}")
    assert counted()[0, "script"] == (3, 2)
    assert db.session.get(Sighting, (partner.id, Sight.FLOOD))
    at("2036-11-24 14:03")
    box.send(url)
    assert counted()[0, "script"] == (4, 2)


@pytest.mark.one_database
def test_a_million_invented_keys_and_articles_take_no_room(box, story):
    url = box.url()
    for number in range(50):
        box.send(url.replace("/widget/", f"/widget/{number}"))
        box.send(url.replace("posts=", f"posts={number + 10**6}-"))
    assert sum(map(len, ledger().tally.take())) == 0


@pytest.mark.one_database
def test_what_waits_to_be_written_has_a_limit(app, monkeypatch):
    monkeypatch.setattr(tally, "MOST_ROWS", 3)
    kept = tally.Tally()
    day = date(2026, 11, 24)
    kept.view(1, day, "script", [1, 2])
    kept.view(1, day, "script", [3, 4])
    views, _clicks = kept.take()
    assert {row.article_id: number for row, number in views.items()} == {0: 2, 1: 1, 2: 1}
