"""Twenty people save one article at once, on a real server: nothing is lost, nothing is doubled."""

import json
import statistics
import uuid
from http.client import HTTPConnection
from threading import Barrier, Thread
from urllib.parse import urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup

from newsroom.database import db
from tests import factories
from tests.articles.desk import address, fields, revisions
from tests.client import FROM_HTMX
from tests.serving import Server

PEOPLE, ROUNDS = 20, 5
MEDIAN_SECONDS = 0.020
MOST_STATEMENTS, MOST_TO_PUBLISH = 16, 37


@pytest.fixture
def server(app, database, settings, tmp_path):
    server = Server(database, tmp_path / "server.log", settings)
    server.start()
    yield server
    server.kill()


class Saver:
    """An editor's page as its script keeps it: the text, its base, a connection that stays open."""

    def __init__(self, server, cookie, article_address):
        self.connection = HTTPConnection(urlsplit(server.url).netloc, timeout=60)
        self.headers = {"Cookie": f"newsroom={cookie}", **FROM_HTMX}
        self.address = article_address
        page = BeautifulSoup(self._ask("GET", article_address)[1], "html.parser")
        form = page.select_one("#article-form")
        kept = ("csrf_token", "base")
        self.fields = {name: form.select_one(f"[name={name}]")["value"] for name in kept}
        self.headline = form.select_one("[name=headline]").get_text().strip()
        self.body = form.select_one("rich-text")["html"]
        self.answers = []

    def _ask(self, method, path, fields=None):
        body = urlencode(fields) if fields else None
        typed = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        self.connection.request(method, path, body, self.headers | typed)
        answer = self.connection.getresponse()
        if cookie := answer.headers["Set-Cookie"]:
            self.headers["Cookie"] = cookie.partition(";")[0]
        return answer.status, answer.read()

    def save(self, body, *, times=1):
        """The answer; sent several ``times`` it is one save whose answers were lost."""
        words = {"headline": self.headline, "body": body, "category": "0"}
        sent = self.fields | words | {"save_id": str(uuid.uuid4()), "by_itself": "1"}
        for _ in range(times):
            status, text = self._ask("POST", f"{self.address}/autosaves", sent)
            self.answers.append(status)
        assert status == 200, text
        told = json.loads(text)
        self.fields["base"] = str(told["number"])
        self.body = told["wording"]["body"] if told["outcome"] == "merged" else body
        return told


@pytest.fixture
def saver(app, server):
    """Another editor with the article open; signed in without the sign-in page, to save time."""

    def begin(article):
        client = app.test_client()
        with client.session_transaction() as session:
            session["sign_in"] = factories.staff().begin_session(hours=1)
        where = address(article)
        db.session.commit()  # else what the test has read holds the server up
        savers.append(Saver(server, client.get_cookie("newsroom").value, where))
        return savers[-1]

    savers = []
    yield begin
    for one in savers:
        one.connection.close()


def test_twenty_savers_at_once_lose_nothing_and_double_nothing(saver):
    article = factories.draft(
        headline="Міст", lede="", body="\n\n".join(f"Абзац {n}." for n in range(PEOPLE))
    )
    savers = [saver(article) for _ in range(PEOPLE)]
    start = Barrier(PEOPLE)

    def write(n, saver):
        start.wait()
        for turn in range(ROUNDS):
            before = f"<p>Абзац {n}, раз {turn - 1}.</p>" if turn else f"<p>Абзац {n}.</p>"
            assert before in saver.body
            now = saver.body.replace(before, f"<p>Абзац {n}, раз {turn}.</p>")
            saver.save(now, times=1 + turn % 2)

    threads = [Thread(target=write, args=pair) for pair in enumerate(savers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {status for saver in savers for status in saver.answers} == {200}
    kept = revisions(article)
    assert len(kept) == 1 + PEOPLE * ROUNDS
    assert not any(revision.is_aside for revision in kept)
    assert kept[-1].body == "".join(f"<p>Абзац {n}, раз {ROUNDS - 1}.</p>" for n in range(PEOPLE))
    for n in range(PEOPLE):
        for turn in range(ROUNDS):
            assert any(f"<p>Абзац {n}, раз {turn}.</p>" in revision.body for revision in kept)


def test_an_autosave_takes_the_server_twenty_milliseconds_at_most(saver, server):
    """The median, in time of the processor: what other programs take counts for nothing."""
    article = factories.draft(body="\n\n".join(f"Абзац {n} звичайної новини." for n in range(30)))
    page = saver(article)

    def seconds_each(saves):
        before = server.processor_seconds
        for n in range(saves):
            page.save(f"{page.body}<p>{n}</p>")
        return (server.processor_seconds - before) / saves

    seconds_each(5)  # the first pages compile templates
    median = statistics.median(seconds_each(10) for _ in range(7))
    assert 0 < median <= MEDIAN_SECONDS, f"{median * 1000:.1f} ms"


def test_an_autosave_and_a_publication_ask_the_database_little(editor, statements):
    """Who signs, the tags and the photos are looked at and, as mostly, the same as before."""
    article = factories.draft(byline="Хтось Гість, Ще Хтось", tags="мости, Рясна")
    form = editor.read(address(article)).select_one("#article-form")
    hidden = {name: form.select_one(f"[name={name}]")["value"] for name in ("csrf_token", "base")}
    sent = hidden | fields(form.parent) | {"save_id": str(uuid.uuid4()), "by_itself": "1"}

    def press(button, **more):
        where = address(article, f"/{button}")
        db.session.rollback()  # what the test has read itself is ended before
        statements.clear()
        return editor.post(where, data=sent | {"body": "Далі."} | more, headers=FROM_HTMX)

    assert press("autosaves").json["number"] == 2
    assert len(statements) <= MOST_STATEMENTS, "\n".join(statements)
    assert press("publication", by_itself="", going_out="now").status_code == 303
    assert len(statements) <= MOST_TO_PUBLISH, "\n".join(statements)
    assert statements.count("BEGIN IMMEDIATE") <= 1, "who reads holds the lock"
    assert article.is_live
