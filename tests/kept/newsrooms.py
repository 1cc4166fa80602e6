"""Newsrooms on one database, as several processes are: two that keep bytes, one that never does."""

import re
from contextlib import contextmanager
from datetime import timedelta
from difflib import unified_diff
from types import SimpleNamespace

from sqlalchemy import delete, update

from newsroom import create_app
from newsroom.articles.models import Article
from newsroom.database import Base, db
from newsroom.kept.answers import Memory
from newsroom.kept.serving import KeptBytes
from newsroom.kept.standing import LOOK_SECONDS
from tests.moments import kyiv

SETTINGS = {"BASE_URL": "http://localhost", "SECRET_KEY": "only-for-tests", "TESTING": True}
BEGINNING = kyiv("2026-11-24 14:02:20")
# The first words of these age with the page; the browser lets them tick.
AGES = re.compile(rb"( data-fresh)?>[^<]*</time>")


class Newsrooms:
    """Everything that happens to them happens at the time that the test says."""

    def __init__(self, database, templates, monkeypatch):
        self.now = BEGINNING
        self.ticks = 1000.0
        monkeypatch.setattr("newsroom.clock.now", lambda: self.now)
        watch = SimpleNamespace(monotonic=lambda: self.ticks)
        monkeypatch.setattr("newsroom.kept.standing.time", watch)
        own = {**SETTINGS, "SQLALCHEMY_DATABASE_URI": database}
        self.keeping = [create_app(own), create_app(own)]
        self.fresh = create_app({**own, "KEPT_BYTES": 0})
        for app in self.all:
            app.jinja_env.bytecode_cache = templates
        # Else half of what is looked at would not be kept yet.
        monkeypatch.setattr(KeptBytes, "_was_asked", lambda _self, _key: True)
        self.last_writer = None

    @property
    def all(self):
        return [*self.keeping, self.fresh]

    @contextmanager
    def at(self, which):
        """Do what a process of the newsroom does, and commit it."""
        app = self.all[which]
        with app.app_context():
            yield
            db.session.commit()
        self.last_writer = app

    def keep_only_parts(self):
        """So that every page is made, of parts that were made for others."""
        for app in self.keeping:
            app.extensions["kept"].memory = Memory(0)

    def empty(self):
        self.now = BEGINNING
        with self.at(2):
            no_text = {"live_revision_id": None, "working_revision_id": None}
            db.session.execute(update(Article).values(no_text))
            for table in reversed(Base.metadata.sorted_tables):
                if table.name != "edition":
                    db.session.execute(delete(table))

    def wait(self, **length):
        self.now += timedelta(**length)

    def answers(self, url, of=3, **headers):
        """Of all three: what was changed elsewhere may take a second to be seen."""
        found = []
        for app in self.all[:of]:
            if app is not self.last_writer:
                self.ticks += LOOK_SECONDS
            found.append(app.test_client().get(url, headers=headers))
        return found

    def close(self):
        for app in self.all:
            with app.app_context():
                db.engine.dispose()


def what_it_says(answer):
    """All that must be the same, however it was made: the tag is of the words that age, too."""
    own = {"Content-Length", "Date", "ETag", "X-Request-Id"}
    headers = [f"{name}: {value}" for name, value in answer.headers if name not in own]
    return [answer.status, *headers, *AGES.sub(b"></time>", answer.data).decode().split("\n")]


def stale(newsrooms, url, **headers):
    """Where those who keep bytes say something else than the one that makes each anew."""
    *kept, fresh = [what_it_says(one) for one in newsrooms.answers(url, **headers)]
    found = [difference for one in kept for difference in unified_diff(one, fresh, n=0)]
    return [f"{url} is stale:", *found] if found else []
