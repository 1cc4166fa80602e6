"""The drill: backed up while people save and send photos, restored where there is nothing yet."""

import json
import os
import re
import subprocess
import sys
import time
import uuid
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from threading import Event, Thread
from urllib.request import urlopen

import pytest
from sqlalchemy import make_url, select

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
SAVES, PHOTOS = 10, 3  # before the backup begins; they go on meanwhile


class Work(Thread):
    """Somebody who does one thing after another, and remembers what was acknowledged when."""

    def __init__(self, do):
        super().__init__(daemon=True)
        self.do, self.done, self.over, self.problem = do, [], Event(), None
        self.start()

    def run(self):
        try:
            while not self.over.is_set():
                self.done.append((self.do(len(self.done)), time.monotonic()))
        except Exception as problem:
            self.problem = problem

    def until(self, number):
        deadline = time.monotonic() + 120
        while len(self.done) < number:
            assert time.monotonic() < deadline and not self.problem, self.problem
            time.sleep(0.02)

    def before(self, moment):
        return [what for what, when in self.done if when < moment]

    def stop(self):
        self.over.set()
        self.join(120)
        assert not self.problem, self.problem


def flask(settings, *words):
    """What the operator types, in a process of its own."""
    variables = {f"NEWSROOM_{name}": str(value) for name, value in settings.items()}
    command = [sys.executable, "-m", "flask", *map(str, words)]
    where = {"cwd": ROOT, "env": os.environ | variables}
    ended = subprocess.run(command, **where, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture
def serve(tmp_path):
    with ExitStack() as stack:

        def start(settings):
            server = Server(settings["DATABASE_URL"], tmp_path / uuid.uuid4().hex, settings)
            stack.callback(server.kill)
            server.start()
            return server

        yield start


@pytest.fixture
def people(app):
    """``people(server, story)``: two who work there, each with that story before them."""
    client = app.test_client()

    def come(server, story):
        with client.session_transaction() as session:
            session["sign_in"] = factories.staff().begin_session(hours=1)
        page = address(story)
        db.session.commit()  # else what the test has read holds the server up
        cookie = client.get_cookie("newsroom").value
        for _ in range(2):
            came.append(Saver(server, cookie, page))
        return came

    came = []
    yield come
    for one in came:
        one.connection.close()


def save(writer, number):
    text = f"<p>Збереження {number}.</p>"
    writer.save(text)
    return text


def send(sender, number):
    """A photo that nobody has sent before; its name."""
    token, picture = sender.fields["csrf_token"], pictures.jpeg((300 + number, 200))
    form = multipart(token, "photo", [("a.jpg", picture)])
    headers = {"Content-Type": form["content_type"], "Accept": "application/json"}
    sender.connection.request("POST", "/desk/photos", form["data"], sender.headers | headers)
    answer = sender.connection.getresponse()
    told = answer.read()
    assert answer.status == 200, told
    return json.loads(told)["photos"][0]["name"]


def read(address):
    with urlopen(address) as answer:
        return answer.read()


def test_what_was_acknowledged_is_there_on_a_new_machine(
    app, database, serve, people, folder, empty, tmp_path, record_property
):
    settings = {"DATABASE_URL": database, "PHOTOS": tmp_path / "photos", "SECRET_KEY": "x"}
    story = factories.live(headline="Міст відкрили", lead_photo=factories.photo().name)
    slug = story.slug
    writer, sender = people(serve(settings | {"SECRET_KEY": app.config["SECRET_KEY"]}), story)
    saving, sending = Work(partial(save, writer)), Work(partial(send, sender))
    saving.until(SAVES)
    sending.until(PHOTOS)
    began = time.monotonic()
    flask(settings, "backup", folder)
    took, saved = time.monotonic() - began, len(saving.done)
    saving.stop()
    sending.stop()
    meanwhile = saved - len(saving.before(began))

    new = empty(make_url(database).get_backend_name())
    settings |= {"DATABASE_URL": new.config["SQLALCHEMY_DATABASE_URI"]}
    settings |= {"PHOTOS": new.config["PHOTOS"]}
    night = time.monotonic()
    flask(settings, "restore", folder)
    again = serve(settings)
    article = read(f"{again.url}/news/{slug}").decode()
    night = time.monotonic() - night
    assert "Міст відкрили" in article
    shown = set(re.findall(r"/photos/\w{16}/\d+/\w+\.\w+", article))
    assert shown
    assert all(len(read(again.url + picture)) > 100 for picture in shown)
    with newsroom_on(settings["DATABASE_URL"]) as engine, engine.connect() as connection:
        assert set(saving.before(began)) <= set(connection.scalars(select(Revision.body)))
        assert set(sending.before(began)) <= set(connection.scalars(select(Photo.name)))
    assert meanwhile > 0  # nobody waited for it
    told = f"backup {took:.1f} s, saves meanwhile {meanwhile}, at work again in {night:.1f} s"
    record_property("drill", told)
    print(f"\n{engine.dialect.name}: {told}")
