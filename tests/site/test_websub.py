"""WebSub: the hub is told of each feed that has changed, soon, not too often; nobody waits."""

import threading
import time
from contextlib import ExitStack
from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from sqlalchemy import select

from newsroom import clock, outbox, outward
from newsroom.database import db
from newsroom.outbox import running
from newsroom.outbox.models import Job
from tests import factories
from tests.articles.desk import PUBLISH, SAVE, UPDATE, address
from tests.moments import kyiv
from tests.outbox.waiting import until
from tests.outward.servers import answer, serving

TAKE_DOWN = "Зняти з публікації"
AT_SIX = {"going_out": "schedule", "publish_date": "2026-11-24", "publish_time": "18:00"}
FILES = ("feed.atom", "feed.json", "feed.rss")
ACCEPTED = answer(b"", "204 No Content")


class Hub:
    """A hub on this machine. It answers as it is told, and notes the feeds that it is told of."""

    def __init__(self, app, monkeypatch, stack):
        self.answers = ACCEPTED
        self.server = stack.enter_context(serving(self._answer))
        app.config["WEBSUB_HUB"] = f"{self.server.url}/hub?token=таємниця"
        everywhere = outward.Way(range(65536), "Newsroom", reaches=lambda number: True)
        monkeypatch.setattr(outward, "way", lambda: everywhere)

    def _answer(self, connection, asked):
        self.answers(connection, asked)

    @property
    def told(self):
        forms = [parse_qs(asked.partition(b"\r\n\r\n")[2].decode()) for asked in self.server.asked]
        assert all(form["hub.mode"] == ["publish"] for form in forms)
        return [form["hub.url"][0] for form in forms]


@pytest.fixture
def hub(app, monkeypatch):
    with ExitStack() as stack:
        yield Hub(app, monkeypatch, stack)


@pytest.fixture(autouse=True)
def noon(at):
    return at("2026-11-24 12:00")


@pytest.fixture
def do_due(app):
    """Let all that is due be done."""

    def done():
        db.session.rollback()
        running.run_due(app)

    return done


@pytest.fixture
def settle(app, do_due, at):
    """The same, then what is due when caches have forgotten."""

    def done():
        do_due()
        at(clock.now() + timedelta(seconds=app.config["PUBLIC_SECONDS"] + 1))
        do_due()

    return done


@pytest.fixture
def bridge():
    """A draft that belongs to lists of every kind."""
    category = factories.category("Громада")
    return factories.draft(
        headline="Міст", byline="Олена Гук", category_id=category.id, tags="річка"
    )


PAGES = ("", "/authors/olena-huk", "/categories/hromada", "/tags/richka")


def feeds(*pages):
    return sorted(f"http://localhost{page}/{file}" for page in pages for file in FILES)


def test_a_publication_tells_the_hub_of_each_feed_that_shows_it(
    client, editor, hub, settle, bridge
):
    editor.press(editor.read(address(bridge)), PUBLISH)
    settle()
    assert sorted(hub.told) == feeds(*PAGES)
    for url in hub.told:  # by the very name that it has for its readers
        told = client.get(url.removeprefix("http://localhost"))
        assert told.status_code == 200
        assert f'<{url}>; rel="self"' in told.headers.getlist("Link")
        assert "Міст" in told.text


@pytest.mark.settings(PUBLIC_SECONDS=20)
def test_the_hub_is_told_when_no_cache_has_the_feed_as_it_was(
    client, editor, hub, do_due, noon, at
):
    editor.press(editor.read(address(factories.draft())), PUBLISH)
    do_due()
    assert "s-maxage=20" in client.get("/feed.rss").headers["Cache-Control"]
    assert {ping.run_at - noon for ping in pings()} == {timedelta(seconds=21)}
    at(noon + timedelta(seconds=20))
    do_due()
    assert hub.told == []
    at(noon + timedelta(seconds=21))
    do_due()
    assert sorted(hub.told) == feeds("")


CHANGES = [
    (UPDATE, {"headline": "Нове", "update_kind": "update"}),
    (UPDATE, {"headline": "Нове", "update_kind": "silent"}),
    (UPDATE, {"headline": "Нове", "update_kind": "correction", "correction": "Не так"}),
    (TAKE_DOWN, {"reason": "хибне джерело"}),
]


@pytest.mark.parametrize(("button", "typed"), CHANGES)
def test_so_does_each_change_of_what_is_live(editor, hub, settle, bridge, button, typed):
    bridge.publish()
    factories.refile(db.session, bridge)
    db.session.commit()
    editor.press(editor.read(address(bridge)), button, **typed)
    settle()
    assert sorted(hub.told) == feeds(*PAGES)


def test_the_lists_that_an_article_leaves_are_told_of(editor, hub, settle, bridge, at):
    editor.press(editor.read(address(bridge)), PUBLISH)
    settle()
    hub.server.asked.clear()
    at("2026-11-24 12:10")
    typed = {"byline": "Тарас Пасічник", "tags": ""}
    editor.press(editor.read(address(bridge)), UPDATE, **typed)
    settle()
    assert sorted(hub.told) == feeds(*PAGES, "/authors/taras-pasichnyk")


def test_nothing_that_readers_have_not_seen_is_told_of(editor, hub, settle, bridge, at):
    page = editor.read(address(bridge))
    editor.press(page, SAVE, lede="Ще не все.")
    editor.press(editor.read(address(bridge)), PUBLISH, **AT_SIX)
    at("2026-11-24 17:59")
    settle()
    editor.press(editor.read(address(bridge)), TAKE_DOWN)
    at("2026-11-24 18:30")
    settle()
    assert hub.told == []


def test_what_was_planned_is_told_of_once_at_its_time(editor, hub, settle, bridge, at):
    for time_ in ("18:00", "20:00", "19:00"):
        page = editor.read(address(bridge))
        editor.press(page, PUBLISH, **AT_SIX | {"publish_time": time_})
    for moment, told in [("18:59", 0), ("19:00", 12), ("19:05", 12), ("21:00", 12)]:
        at(f"2026-11-24 {moment}")
        settle()
        assert len(hub.told) == told


def test_a_clock_that_is_put_back_or_forth_tells_of_nothing_too_early(
    editor, hub, settle, bridge, at
):
    editor.press(editor.read(address(bridge)), PUBLISH, **AT_SIX)
    for moment in ("2026-11-24 08:00", "2026-11-24 17:59:59", "2020-01-01 00:00"):
        at(moment)
        settle()
    assert hub.told == []
    at("2027-01-01 00:00")
    settle()
    assert sorted(hub.told) == feeds(*PAGES)


def test_ten_publications_in_a_minute_are_three_pings_of_a_feed_at_most(hub, settle, noon, at):
    site = "http://localhost/feed.rss"
    for number in range(10):
        at(noon + timedelta(seconds=6 * number))
        article = factories.live()
        outbox.announce("article", article.id, {"stood_in": []})
        db.session.commit()
        settle()
    assert 1 <= hub.told.count(site) <= 3
    before = hub.told.count(site)
    at(noon + timedelta(minutes=2))
    settle()
    assert hub.told.count(site) == before + 1  # the last is told of too
    at(noon + timedelta(minutes=9))
    settle()
    assert hub.told.count(site) == before + 1


@pytest.mark.one_database
def test_without_a_hub_nobody_is_told(app, editor, hub, settle, bridge):
    app.config["WEBSUB_HUB"] = ""
    editor.press(editor.read(address(bridge)), PUBLISH)
    settle()
    assert hub.told == []
    assert "article" in db.session.scalars(select(Job.kind)).all()
    assert pings() == []


def pings():
    db.session.rollback()
    return db.session.scalars(select(Job).where(Job.kind == "websub")).all()


BUSY = [
    (answer(b"", "503 Busy"), 10),
    (answer(b"", "503 Busy", Retry_After="600"), 600),
    (answer(b"", "429 Too Many", Retry_After="Tue, 24 Nov 2026 10:20:00 GMT"), 1200),
    (answer(b"", "500 Broken"), 10),
    (answer(b"", "404 Not Found"), 10),
    (answer(b"", "403 No"), 10),
    (answer(b"", "302 Found", Location="https://elsewhere.example/"), 10),
    (lambda connection, asked: None, 10),
]


@pytest.mark.one_database
@pytest.mark.parametrize(("answers", "seconds"), BUSY)
def test_a_busy_hub_is_told_again_when_it_asks_for(hub, do_due, noon, at, answers, seconds):
    hub.answers = answers
    outbox.put("websub", "http://localhost/feed.rss")
    db.session.commit()
    do_due()
    (ping,) = pings()
    assert ping.state == "waiting"
    assert seconds / 2 <= (ping.run_at - noon).total_seconds() <= seconds
    hub.answers = ACCEPTED
    at(ping.run_at)
    do_due()
    assert len(hub.told) == 2
    assert pings()[0].state == "done"


@pytest.mark.one_database
@pytest.mark.parametrize("status", ["400 Bad", "410 Gone"])
def test_a_hub_that_refuses_is_shown_to_the_operator(hub, settle, status):
    hub.answers = answer(b"", status)
    outbox.put("websub", "http://localhost/feed.rss")
    db.session.commit()
    settle()
    (ping,) = pings()
    assert (ping.state, ping.last_error) == ("failed", f"the hub answers {status[:3]}")


@pytest.mark.one_database
@pytest.mark.parametrize(
    "hub_url", ["http://127.0.0.1/hub", "http://169.254.169.254/", "ftp://hub/", "дурниця"]
)
def test_a_hub_that_cannot_be_one_is_refused(app, settle, hub_url):
    app.config["WEBSUB_HUB"] = hub_url
    outbox.put("websub", "http://localhost/feed.rss")
    db.session.commit()
    settle()
    (ping,) = pings()
    assert ping.state == "failed"
    assert ping.last_error.startswith("the hub: ")


def test_the_hubs_secret_is_not_written_down(app, editor, hub, settle, bridge):
    hub.answers = answer(b"", "503 Busy")
    editor.press(editor.read(address(bridge)), PUBLISH)
    settle()
    db.session.rollback()
    written = str(db.session.execute(select(Job.__table__)).all())
    assert "503" in written
    for secret in ("таємниця", "%D1%82%D0%B0", app.config["SECRET_KEY"], "Міст"):
        assert secret not in written


@pytest.mark.parametrize("is_down", [False, True], ids=["slow", "down"])
def test_a_hub_that_is_slow_or_down_holds_up_no_publication(
    app, editor, hub, at, noon, monkeypatch, is_down
):
    """It has not answered yet when all is published, with workers in the same process."""
    answers_at_last = threading.Event()
    hub.answers = lambda connection, asked: answers_at_last.wait(60)
    patient = outward.Way(range(65536), "Newsroom", seconds=60, reaches=lambda number: True)
    monkeypatch.setattr(outward, "way", lambda: patient)
    if is_down:
        hub.server.close()
    workers = app.extensions["outbox-workers"]
    workers.start(2)
    try:
        for number in range(6):
            page = editor.read(address(factories.draft()))
            began = time.monotonic()
            assert "Опубліковано" in editor.press(page, PUBLISH).text
            assert time.monotonic() - began < 20  # the hub takes a minute
            until(pings)
            db.session.rollback()  # who looked holds nobody up
            at(noon + timedelta(minutes=number + 1))
            if not is_down:
                until(lambda: hub.server.asked)  # it is truly asked meanwhile
    finally:
        answers_at_last.set()
        workers.stop()


def test_a_hub_that_reads_the_feed_at_once_finds_the_news_there(app, editor, hub, bridge, at):
    """A real hub asks for the feed as soon as it is told."""
    read = {}

    def look(connection, asked):
        feed = parse_qs(asked.partition(b"\r\n\r\n")[2].decode())["hub.url"][0]
        path = feed.removeprefix("http://localhost")
        read[path] = app.test_client().get(path).text
        ACCEPTED(connection, asked)

    hub.answers = look
    workers = app.extensions["outbox-workers"]
    workers.start(2)
    try:
        editor.press(editor.read(address(bridge)), PUBLISH, headline="Свіже")
        until(pings)
        db.session.rollback()  # who looked holds nobody up
        at("2026-11-24 12:01")
        until(lambda: len(read) == len(PAGES) * len(FILES))
    finally:
        workers.stop()
    assert all("Свіже" in text for text in read.values())
    assert kyiv("2026-11-24 12:00") == bridge.publish_at
