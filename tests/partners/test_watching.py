"""Who asks for a partner's list: whether it works there, and whether it is too much."""

import re

import pytest
from sqlalchemy.exc import TimeoutError as NoConnection

from newsroom.database import db
from newsroom.partners.counts import Minute, Sighting
from newsroom.partners.ledger import Ledger, ledger
from tests import factories

THEIRS = "https://visnyk.example"
EVIL = "https://evil.example"
IN_A_FRAME = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "cross-site"}


@pytest.fixture
def partner(app):
    return factories.partner(THEIRS, name="Вісник")


@pytest.fixture
def few(partner):
    """A partner who may ask three times a minute."""
    partner.requests_a_minute = 3
    db.session.commit()
    return partner


def seen():
    ledger().write_down()
    db.session.rollback()
    found = {row.what: row.origin for row in db.session.query(Sighting).populate_existing()}
    db.session.rollback()
    return found


SIGHTS = {
    "a script on their page": (".json", {"Origin": THEIRS}, {"list": THEIRS}),
    "a sandboxed page": (".json", {"Origin": "null"}, {"list": ""}),
    "a script on another page": (".json", {"Origin": EVIL}, {"wrong-origin": EVIL}),
    "an origin that is none": (".json", {"Origin": "<b>x</b>"}, {}),
    "a program": (".json", {}, {"server": ""}),
    "a page of ours": (".json", {"Sec-Fetch-Site": "same-origin"}, {}),
    "a server": ("/list.html", {}, {"server": ""}),
    "their frame": ("", {"Referer": f"{THEIRS}/a/b", **IN_A_FRAME}, {"list": THEIRS}),
    "another's frame": (
        "",
        {"Referer": f"{EVIL}/secret?x=1", **IN_A_FRAME},
        {"wrong-origin": EVIL},
    ),
    "a frame that tells nothing": ("", IN_A_FRAME, {}),
    "our own preview": ("", {"Referer": "http://localhost/desk", **IN_A_FRAME}, {}),
    "a link to it": ("", {"Referer": f"{EVIL}/", "Sec-Fetch-Dest": "document"}, {}),
    "an old browser there": ("", {"Referer": f"{THEIRS}/"}, {"list": THEIRS}),
    "an old browser elsewhere": ("", {"Referer": f"{EVIL}/"}, {}),
}


@pytest.mark.one_database
@pytest.mark.parametrize(("part", "headers", "sights"), SIGHTS.values(), ids=SIGHTS)
def test_of_who_asks_the_site_is_remembered_and_no_more(client, partner, part, headers, sights):
    client.get(f"/widget/{partner.key}{part}", headers=headers)
    assert seen() == sights
    assert not re.search("/a/b|secret|/desk", str(client.application.extensions["at_hand"]._known))


@pytest.mark.one_database
def test_a_page_of_theirs_that_asks_for_the_loader_is_seen(client, partner):
    factories.partner("https://other.example")
    for url in ("/widget.js", "/loader/1.js"):
        client.get(url, headers={"Referer": f"{THEIRS}/"})
        client.get(url, headers={"Referer": EVIL})
        client.get(url)
    assert seen() == {"script": THEIRS}


@pytest.mark.one_database
def test_a_key_that_rests_and_is_still_asked_for_is_seen(client, partner):
    client.get(f"/widget/{partner.key}.json", headers={"Origin": THEIRS})
    assert seen() == {"list": THEIRS}
    partner.status = "revoked"
    db.session.commit()
    ledger().roster.forget()
    client.get(f"/widget/{partner.key}.json", headers={"Origin": THEIRS})
    assert seen() == {"list": THEIRS, "resting": THEIRS}


def test_over_the_limit_everybody_is_told_to_wait(client, few, at):
    at("2036-11-24 14:02")
    for _ in range(3):
        assert client.get(f"/widget/{few.key}.json").status_code == 200
    for part in (".json", "/list.html", "/recent", ""):
        answer = client.get(f"/widget/{few.key}{part}", headers={"Origin": THEIRS})
        assert answer.status_code == 429
        assert 60 <= int(answer.headers["Retry-After"]) <= 75
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Access-Control-Allow-Origin"] == THEIRS
        assert "Retry-After" in answer.headers["Access-Control-Expose-Headers"]
        assert "запитують надто часто" in (answer.json["error"] if part == ".json" else answer.text)
    assert f"frame-ancestors http://localhost {THEIRS}" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Refresh"] == answer.headers["Retry-After"]
    assert "too-many" in seen()
    at("2036-11-24 14:03")
    assert client.get(f"/widget/{few.key}.json").status_code == 200


@pytest.mark.one_database
def test_over_the_limit_what_is_kept_is_sent_all_the_same(client, few, at):
    at("2036-11-24 14:02")
    url = f"/widget/{few.key}.json"
    assert [client.get(url).status_code for _ in range(5)] == [200] * 5
    assert [client.get(f"{url}?seen=x").status_code for _ in range(4)] == [429] * 4
    assert client.get(url).status_code == 200
    at("2036-11-24 14:03")
    assert client.get(f"{url}?seen=x").status_code == 200


@pytest.mark.one_database
@pytest.mark.settings(KEPT_BYTES=0)
def test_who_asks_for_no_body_is_counted_like_others(client, few, at):
    at("2036-11-24 14:02")
    url = f"/widget/{few.key}.json"
    assert [client.head(url).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert client.get(url).status_code == 429


def test_one_partners_limit_is_not_anothers(client, few, at):
    at("2036-11-24 14:02")
    other = factories.partner("https://other.example")
    for seen in range(5):
        client.get(f"/widget/{few.key}/recent?seen={seen}")
    assert client.get(f"/widget/{few.key}/recent").status_code == 429
    assert client.get(f"/widget/{other.key}/recent").status_code == 200


def test_pages_that_are_not_theirs_do_not_use_it_up(client, few, at):
    at("2036-11-24 14:02")
    for _ in range(5):
        assert client.get(f"/widget/{few.key}.json", headers={"Origin": EVIL}).status_code == 403
    assert client.get(f"/widget/{few.key}.json", headers={"Origin": THEIRS}).status_code == 200


def test_processes_tell_each_other_what_they_have_answered(app, partner, at):
    at("2036-11-24 14:02")
    partner.requests_a_minute = 100
    db.session.commit()
    here, there = Ledger(app), Ledger(app)
    known = here.roster.find(partner.key)
    db.session.rollback()
    assert [here.limits.wait(known) for _ in range(60)] == [0] * 60
    assert [there.limits.wait(known) for _ in range(39)] == [0] * 39
    for book in (here, there, here):
        book.write_down()
    assert here.limits.wait(known) == 0  # the hundredth
    assert here.limits.wait(known) > 0
    here.write_down()
    there.write_down()
    assert there.limits.wait(known) > 0
    anew = Ledger(app)  # one of the two was restarted
    assert anew.limits.wait(known) == 0
    anew.write_down()
    assert anew.limits.wait(known) > 0
    at("2036-11-24 14:03")
    assert there.limits.wait(known) == 0
    at("2036-11-24 14:30")
    here.sweep()
    assert db.session.query(Minute).count() == 0


@pytest.mark.one_database
def test_while_no_connection_is_free_the_partners_known_before_are_known(
    app, client, partner, monkeypatch
):
    url = f"/widget/{partner.key}.json"
    assert client.get(url).status_code == 200
    ledger().roster.forget()

    def wait_in_vain():
        raise NoConnection("QueuePool limit reached")

    monkeypatch.setattr("newsroom.partners.roster._everyone", wait_in_vain)
    assert client.get(url).status_code == 200
    assert ledger().roster.find(partner.key)


@pytest.mark.one_database
def test_what_is_little_is_told_to_nobody(app, partner, at):
    at("2036-11-24 14:02")
    book = Ledger(app)
    known = book.roster.find(partner.key)
    db.session.rollback()
    for _ in range(299):  # of 6000
        book.limits.wait(known)
    book.write_down()
    assert db.session.query(Minute).count() == 0
    db.session.rollback()
    book.limits.wait(known)
    book.write_down()
    assert db.session.query(Minute).one().requests == 300
