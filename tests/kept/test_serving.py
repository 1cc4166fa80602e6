"""Kept bytes are what the newsroom would answer, to whoever asks, and to nobody else."""

import re
import threading

import pytest
from flask import request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.test import create_environ

from newsroom.articles.models import Article
from newsroom.assets import FOLDER
from newsroom.database import db
from newsroom.kept.edition import Edition
from newsroom.kept.serving import KeptBytes
from tests import factories

HOT = (
    "/",
    "/recent",
    "/news/mist",
    "/recent?seen=nothing&reading=1-0",
    "/news/mist?embed=true",
    "/categories/hromada",
    "/feed.rss",
    "/feed.json",
    "/widget/KEY",
    "/widget/KEY/recent",
    "/widget/KEY.json",
    "/widget/KEY/list.html",
)


@pytest.fixture
def key(app, at):
    """Of a partner, in a newsroom whose clock stands still: nothing ends with its minute."""
    at("2026-11-24 14:02:20")
    category = factories.category()
    factories.live(headline="Міст", category_id=category.id)
    return factories.partner("https://partner.example").key


@pytest.fixture
def kept(app, key):
    return app.extensions["kept"]


@pytest.fixture
def ask(client, kept):
    """The answer, which must have come from memory unless it is asked for anew."""

    def asked(url, **how):
        before = kept.hits
        answer = client.open(url, **how)
        answer.is_kept = kept.hits > before
        return answer

    return asked


def thrice(ask, url, **how):
    return [ask(url, **how) for _ in range(3)]


def own(answer):
    return {name: value for name, value in answer.headers if name not in {"Date", "X-Request-Id"}}


@pytest.mark.parametrize("url", HOT)
def test_what_is_asked_for_again_is_sent_from_memory(ask, key, url):
    first, second, third = thrice(ask, url.replace("KEY", key))
    assert [first.is_kept, second.is_kept, third.is_kept] == [False, False, True]
    assert first.status_code == third.status_code == 200
    for answer in (first, second):
        assert answer.data == third.data
        assert own(answer) == own(third)


@pytest.mark.one_database
def test_a_poll_that_has_the_newest_gets_nothing_from_memory(client, ask):
    poll = client.read("/recent").select_one("#recent-posts")["hx-get"]
    first, *_, last = thrice(ask, poll)
    assert last.is_kept
    assert (last.status_code, last.data) == (204, b"")
    assert own(last) == own(first)


@pytest.mark.one_database
def test_boxes_that_poll_at_different_moments_share_an_answer(client, ask, key):
    """They ask as our scripts write it."""
    scripts = [(FOLDER / one).read_text() for one in ("loader/1.js", "js/widget-page.js")]
    [at] = {re.search(r"[?&](\w+=)\$\{Math.floor\(Date.now", script)[1] for script in scripts}
    edition = client.get(f"/widget/{key}.json").json["edition"]
    frame = client.read(f"/widget/{key}").select_one("#recent-posts")["data-poll"]
    box = f"/widget/{key}.json?{at}MOMENT"
    polls = {box: 200, f"{box}&seen={edition}": 204, f"{frame}&{at}MOMENT": 204}
    for poll, status in polls.items():
        *_, last = [ask(poll.replace("MOMENT", f"{moment}")) for moment in (117, 118, 119)]
        assert (poll, last.is_kept, last.status_code) == (poll, True, status)
    assert not any(one.is_kept for one in thrice(ask, f"/widget/{key}.json?{at[:-1]}o=1"))


@pytest.mark.one_database
@pytest.mark.parametrize("packed", ["", "gzip", "br, gzip;q=0.5", "gzip;q=0"])
def test_it_is_packed_for_whoever_takes_that(ask, packed):
    headers = {"Accept-Encoding": packed}
    first, *_, last = thrice(ask, "/news/mist", headers=headers)
    assert last.is_kept
    assert last.text == first.text
    assert last.headers.get("Content-Encoding") == first.headers.get("Content-Encoding")


@pytest.mark.one_database
@pytest.mark.parametrize("packed", ["", "gzip"])
def test_who_has_it_is_told_so_and_gets_nothing_more(ask, packed):
    headers = {"Accept-Encoding": packed}
    tag = thrice(ask, "/news/mist", headers=headers)[-1].headers["ETag"]
    for known in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        answer = ask("/news/mist", headers={**headers, "If-None-Match": known})
        assert answer.is_kept
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == tag
        assert "Content-Type" not in answer.headers
        assert "Content-Security-Policy" in answer.headers
    assert ask("/news/mist", headers={**headers, "If-None-Match": '"other"'}).status_code == 200


@pytest.mark.one_database
def test_a_head_is_the_same_without_its_body(ask):
    last = thrice(ask, "/news/mist")[-1]
    head = ask("/news/mist", method="HEAD")
    assert head.is_kept
    assert head.data == b""
    assert own(head) == own(last)


@pytest.mark.one_database
def test_whoever_asks_first_how_all_get_the_whole(ask):
    for how in ({"method": "HEAD"}, {"headers": {"If-None-Match": "*"}}):
        ask("/news/mist", **how)
    last = ask("/news/mist")
    assert last.is_kept
    assert "Міст" in last.text


@pytest.mark.one_database
def test_staff_see_at_once_what_anybody_did(app, ask, kept, monkeypatch):
    """Also what another process has: theirs is never sent from memory."""
    thrice(ask, "/news/mist")
    chief = factories.sign_in(app.test_client(), factories.staff("chief"))
    monkeypatch.setattr(kept.lookout, "note_commit", lambda: None)
    db.session.scalar(db.select(Article)).headline = "Інший міст"
    db.session.commit()
    hits = kept.hits
    assert "Інший міст" in chief.get("/recent").text
    assert kept.hits == hits


@pytest.mark.one_database
def test_marks_of_where_a_reader_came_from_make_no_difference(ask):
    plain = thrice(ask, "/news/mist")[-1]
    marked = ask("/news/mist?utm_source=%D1%8F&fbclid=a")
    assert marked.is_kept
    assert marked.data == plain.data
    for unknown in ("x=1", "seen=", "utm_source=a&x", "utm_source=%00"):
        assert not ask(f"/news/mist?{unknown}").is_kept


@pytest.mark.one_database
@pytest.mark.parametrize("query", ["%65mbed=true", "embed=true", "a=b&embed=true&embed=no"])
def test_a_parameter_is_known_however_it_is_written(ask, query):
    thrice(ask, "/news/mist")
    for answer in thrice(ask, f"/news/mist?{query}"):
        assert answer.headers["Content-Security-Policy"].endswith("frame-ancestors *")


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("url", "how", "status"),
    [
        ("/news/mist?x=%00", {}, 404),
        ("/news/nothing", {}, 404),
        ("/news/mist", {"method": "POST"}, 405),
        ("/desk/", {}, 302),
        ("/news/mist?new=parameter", {}, 200),
        ("/healthz", {}, 200),
    ],
)
def test_all_else_is_answered_by_the_newsroom(ask, url, how, status):
    thrice(ask, "/news/mist")
    for answer in thrice(ask, url, **how):
        assert (answer.status_code, answer.is_kept) == (status, False)


@pytest.mark.one_database
def test_each_origin_gets_its_own_answer(ask, key):
    def answer(origin):
        return thrice(ask, f"/widget/{key}.json", headers={"Origin": origin})[-1]

    ours, theirs = answer("https://partner.example"), answer("https://other.example")
    assert ours.is_kept
    assert ours.headers["Access-Control-Allow-Origin"] == "https://partner.example"
    assert (theirs.status_code, theirs.is_kept) == (403, False)
    assert "Access-Control-Allow-Origin" not in thrice(ask, f"/widget/{key}.json")[-1].headers


@pytest.mark.one_database
@pytest.mark.parametrize("url", [url for url in HOT if not url.endswith(".json")])
def test_no_other_answer_depends_on_the_origin(ask, key, url):
    url = url.replace("KEY", key)
    plain, *_ = thrice(ask, url)
    assert "Origin" not in plain.headers.get("Vary", "")
    for origin in ("https://partner.example", "null", "x" * 1000):
        answer = ask(f"{url}{'&' if '?' in url else '?'}x=not-kept", headers={"Origin": origin})
        assert (answer.is_kept, answer.data, own(answer)) == (False, plain.data, own(plain))
        assert ask(url, headers={"Origin": origin}).is_kept


@pytest.mark.one_database
def test_what_is_asked_with_takes_room_too(ask, kept, key):
    url = f"/widget/{key}.json"
    assert not thrice(ask, url, headers={"Origin": f"https://{'x' * 300}.example"})[-1].is_kept
    size = thrice(ask, "/recent?seen=") and kept.memory.size
    thrice(ask, f"/recent?seen={'x' * 200}")
    assert kept.memory.size == 2 * size + 200


@pytest.mark.one_database
def test_whatever_host_was_asked_for_ours_is_answered(ask):
    elsewhere = thrice(ask, "/news/mist", base_url="http://evil.example")[-1]
    assert elsewhere.is_kept
    assert "evil" not in elsewhere.text
    assert elsewhere.data == ask("/news/mist").data


@pytest.mark.settings(KEPT_BYTES=0.06)
@pytest.mark.one_database
def test_it_takes_no_more_room_than_the_setting_says(ask, kept):
    slugs = [factories.live(headline=f"Новина {n}").slug for n in range(12)]
    for slug in slugs:
        thrice(ask, f"/news/{slug}")
        assert 0 < kept.memory.size <= 0.06 * 1024 * 1024
    assert ask(f"/news/{slugs[-1]}").is_kept
    assert not ask(f"/news/{slugs[0]}").is_kept


@pytest.mark.one_database
def test_what_is_asked_for_once_takes_no_room(ask, kept):
    for number in range(30):
        ask(f"/recent?seen={number}")
    assert kept.memory.size == 0


@pytest.mark.one_database
def test_a_server_gets_a_hot_answer_at_once_kept_or_not(app, key):
    answers = [app.wsgi_app(create_environ("/"), lambda *_: None) for _ in range(3)]
    assert [type(answer) for answer in answers] == [list, list, list]


@pytest.mark.settings(KEPT_BYTES=0)
def test_with_no_room_nothing_is_kept(app, client):
    assert "kept" not in app.extensions
    assert client.get("/").status_code == 200


@pytest.mark.one_database
def test_what_nobody_counts_is_not_kept(ask):
    """As after an update of the code, until the database is migrated."""
    thrice(ask, "/")
    db.session.execute(db.update(Edition).values(counted_by="others"))
    db.session.commit()
    assert not any(answer.is_kept for answer in thrice(ask, "/"))


@pytest.mark.one_database
def test_many_who_ask_at_once_wait_for_one_who_makes_it(app, kept, monkeypatch):
    made, begun, may_end = [], threading.Event(), threading.Event()
    make = kept._make

    def slowly(environ, start_response):
        made.append(environ)
        begun.set()
        assert may_end.wait(20)
        return make(environ, start_response)

    monkeypatch.setattr("newsroom.kept.serving.PATIENCE", 20)
    monkeypatch.setattr(KeptBytes, "_was_asked", lambda _self, _key: True)
    monkeypatch.setattr(kept, "_make", slowly)
    assert kept.lookout.standing()  # while nobody knows what stands, nobody waits for another
    found = []

    def read():
        found.append(app.test_client().get("/").status_code)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    assert begun.wait(20)
    may_end.set()
    for reader in readers:
        reader.join(20)
    assert found == [200] * 4
    assert len(made) == 1


@pytest.mark.one_database
def test_hot_views_read_nothing_that_they_do_not_declare(app, key, monkeypatch):
    """Of what would have to be a part of the key."""
    read = set()

    class Args(ImmutableMultiDict):
        def __getitem__(self, name):
            read.add((request.path, name))
            return super().__getitem__(name)

    class Watched(app.request_class):
        parameter_storage_class = Args

        def __getattribute__(self, name):
            if name in {"remote_addr", "user_agent", "referrer", "access_route"}:
                read.add((object.__getattribute__(self, "path"), name))
            return super().__getattribute__(name)

    monkeypatch.setattr(app, "request_class", Watched)
    for url in HOT:
        app.test_client().get(url.replace("KEY", key))
    found = {}
    for path, name in read:
        endpoint, _ = app.url_map.bind("localhost").match(path)
        found.setdefault(endpoint, set()).add(name)
    for endpoint, names in found.items():
        assert names <= app.view_functions[endpoint].kept_for, endpoint
    assert found["site.article"] == {"embed"}
