"""The drill: backed up while people save and send photos, restored on a machine with nothing on it."""

import os
import re
import subprocess
import sys
import time
import uuid
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Thread
from urllib.request import urlopen

import pytest
from sqlalchemy import select

from newsroom.articles.models import Revision
from newsroom.copying.places import newsroom_on
from newsroom.database import db
from newsroom.photos.models import Photo
from tests import factories
from tests.articles.desk import address
from tests.articles.test_twenty_savers import Saver
from tests.photos import pictures
from tests.photos.test_uploading import multipart
from tests.serving import Server

ROOT = Path(__file__).parents[2]
ENOUGH = 10  # saves before the backup begins, and photos there and meanwhile
MINUTES = 15  # in which everybody is at work again, of a newsroom a thousand times as large


class Work(Thread):
    """Somebody who does one thing after another, and remembers what was acknowledged when."""

    def __init__(self, do):
        super().__init__(daemon=True)
        self.do, self.done, self.over, self.problem = do, [], Event(), None

    def run(self):
        try:
            while not self.over.is_set():
                self.done.append((self.do(len(self.done)), time.monotonic()))
        except Exception as problem:
            self.problem = problem

    def until(self, number):
        deadline = time.monotonic() + 60
        while len(self.done) < number:
            assert time.monotonic() < deadline and not self.problem, self.problem
            time.sleep(0.02)

    def before(self, moment):
        return [what for what, when in self.done if when < moment]

    def stop(self):
        self.over.set()
        self.join(60)
        assert not self.problem, self.problem


def flask(settings, *words):
    """What the operator types, in a process of its own."""
    variables = {f"NEWSROOM_{name}": str(value) for name, value in settings.items()}
    command = [sys.executable, "-m", "flask", *map(str, words)]
    ended = subprocess.run(
        command, cwd=ROOT, env=os.environ | variables, capture_output=True, text=True, timeout=120
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture
def serve(database, tmp_path):
    with ExitStack() as stack:

        def start(url, photos):
            settings = {"DATABASE_URL": url, "PHOTOS": photos, "SECRET_KEY": "only for tests"}
            server = Server(url, tmp_path / f"{uuid.uuid4()}.log", settings)
            stack.callback(server.kill)
            server.start()
            return server

        yield start


def test_what_was_acknowledged_is_there_on_a_new_machine(
    app, database, serve, folder, empty, tmp_path, record_property
):
    server = serve(database, tmp_path / "photos")
    story = factories.live(headline="Міст відкрили", lead_photo=factories.photo().name)
    page, slug = address(story), story.slug
    client = app.test_client()
    with client.session_transaction() as session:
        session["sign_in"] = factories.staff().begin_session(hours=1)
    db.session.commit()
    writer = Saver(server, client.get_cookie("newsroom").value, page)
    sender = Saver(server, client.get_cookie("newsroom").value, page)

    def save(number):
        text = f"<p>Збереження {number}.</p>"
        writer.save(text)
        return text

    def send(number):
        picture = pictures.jpeg((300 + number, 200))
        form = multipart(sender.fields["csrf_token"], "photo", [("a.jpg", picture)])
        headers = {"Content-Type": form["content_type"], "Accept": "application/json"}
        sender.connection.request("POST", "/desk/photos", form["data"], sender.headers | headers)
        answer = sender.connection.getresponse()
        told = answer.read().decode()
        assert answer.status == 200, told
        return re.search(r'"name": ?"(\w{16})"', told)[1]

    saving, sending = Work(save), Work(send)
    for work in (saving, sending):
        work.start()
    saving.until(ENOUGH)
    sending.until(ENOUGH // 2)
    began = time.monotonic()
    settings = {"DATABASE_URL": database, "PHOTOS": tmp_path / "photos", "SECRET_KEY": "x"}
    flask(settings, "backup", folder)
    took = time.monotonic() - began
    during = len(saving.done) - len(saving.before(began))
    for work in (saving, sending):
        work.stop()
    assert during > 0  # nobody waited for it

    kind = "sqlite" if database.startswith("sqlite") else "postgresql"
    new = empty(kind)
    settings["DATABASE_URL"] = new.config["SQLALCHEMY_DATABASE_URI"]
    settings["PHOTOS"] = new.config["PHOTOS"]
    night = time.monotonic()
    said = flask(settings, "restore", folder)
    again = serve(settings["DATABASE_URL"], settings["PHOTOS"])
    with urlopen(f"{again.url}/news/{slug}") as answer:
        article = answer.read().decode()
    night = time.monotonic() - night
    assert "Міст відкрили" in article
    for picture in set(re.findall(r"/photos/\w{16}/\d+/\w+\.\w+", article)):
        with urlopen(again.url + picture) as answer:
            assert answer.read(4) in {b"RIFF", b"\xff\xd8\xff\xe0"}
    with newsroom_on(settings["DATABASE_URL"]) as engine, engine.connect() as connection:
        bodies = set(connection.scalars(select(Revision.body)))
        names = set(connection.scalars(select(Photo.name)))
    assert set(saving.before(began)) <= bodies
    assert set(sending.before(began)) <= names
    assert "Усім доведеться увійти знову" in said
    assert night < MINUTES * 60
    told = (
        f"backed up in {took:.1f} s with {during} saves meanwhile, at work again in {night:.1f} s"
    )
    record_property("drill", told)
    print(f"\n{kind}: {told}")
