"""Behind a real cache: thousands of boxes cost a few questions, none shows what was taken down."""

import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from newsroom.database import db
from tests import factories, nginx, programs
from tests.serving import Server

pytestmark = [pytest.mark.one_database, programs.needs("nginx")]
THEIRS = "https://visnyk.example"
BOXES, AT_ONCE, MOMENTS = 10_000, 50, 4  # so many polls within a minute


@pytest.fixture
def server(app, database, settings, tmp_path):
    server = Server(database, tmp_path / "server.log", settings)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def cache(server, tmp_path):
    (tmp_path / "nginx").mkdir()
    cache = nginx.Nginx(tmp_path / "nginx", behind=server.port)
    yield cache
    cache.stop()


@pytest.fixture
def ask(cache):
    db.session.commit()
    with requests.Session() as session:
        session.headers["Origin"] = THEIRS

        def ask(path):
            db.session.commit()
            return session.get(f"http://127.0.0.1:{cache.port}{path}", timeout=60)

        yield ask


@pytest.fixture
def polls(app, cache, ask):
    """The addresses that a box and a frame ask again and again, without the moment."""
    story = factories.live(headline="Міст відкрили")
    key = factories.partner(THEIRS).key
    told = ask(f"/widget/{key}.json").json()
    page = ask(f"/widget/{key}").text
    frame = page.partition('data-poll="')[2].partition('"')[0].replace("&amp;", "&")
    return story, [f"/widget/{key}.json?seen={told['edition']}", frame]


def send(port, paths):
    """All of ``paths`` over one connection, without waiting in between; how many were answered."""
    head = f"Host: ours\r\nOrigin: {THEIRS}\r\n"
    asked = "".join(f"GET {path} HTTP/1.1\r\n{head}\r\n" for path in paths)
    with socket.create_connection(("127.0.0.1", port), timeout=120) as connection:
        connection.sendall(asked.removesuffix("\r\n").encode() + b"Connection: close\r\n\r\n")
        answers = b"".join(iter(lambda: connection.recv(65536), b""))
    return answers.count(b"HTTP/1.1 2")


def minute(port, polls):
    """What so many boxes ask within one, a quarter of them at the same time."""
    good = 0
    each = BOXES // MOMENTS // AT_ONCE
    with ThreadPoolExecutor(AT_ONCE) as boxes:
        for moment in range(MOMENTS):
            paths = [f"{polls[at % len(polls)]}&at={moment}" for at in range(each)]
            good += sum(boxes.map(lambda _, paths=paths: send(port, paths), range(AT_ONCE)))
    return good


def test_ten_thousand_polls_are_a_few_a_minute(cache, polls):
    _story, addresses = polls
    assert minute(cache.port, addresses) == BOXES
    cache.stop()
    asked = [path for path in cache.passed_on() if "&at=" in path]
    assert len(asked) == len(addresses) * MOMENTS
    assert len(set(asked)) == len(asked)


def test_what_was_taken_down_is_gone_with_the_next_poll_though_copies_may_be_stale(ask, polls):
    story, (box, frame) = polls
    for poll in (box, frame):
        assert ask(f"{poll}&at=1").status_code == 204
    story.take_down("так треба")
    db.session.commit()
    assert ask(f"{box}&at=1").status_code == 204  # the copy, which may be served for a minute
    assert ask(f"{box}&at=2").json()["posts"] == []
    fresh = ask(f"{frame}&at=2")
    assert (fresh.status_code, "Міст" in fresh.text) == (200, False)
