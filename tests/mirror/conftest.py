"""A newsroom that keeps a mirror, and the mirror."""

import pytest
from flask import Flask

from newsroom.database import db
from newsroom.mirror import passing
from newsroom.mirror.mirror import opened
from newsroom.mirror.sections import SECTIONS
from newsroom.outbox import running

NO_TEXT = ("static/", "photos/", "social/", "favicon")


class Mirrored:
    """The mirror of the test's newsroom, in a folder of its own."""

    def __init__(self, app: Flask, root):
        self.app, self.root, self.public = app, root, root / "public"

    def pass_through(self):
        """A whole pass, as `flask mirror` makes it. Returns how many files were written."""
        db.session.commit()
        with opened(self.app, self.root) as mirror:
            passing.begin(mirror)
            work = passing.Work(mirror)
            assert work.go_on()
            assert work.problems == []
            return mirror.written

    def do_jobs(self):
        """What has been announced up to now, and what follows from it."""
        db.session.commit()
        running.run_due(self.app)

    def read(self, name):
        return (self.public / name).read_text()

    def has(self, name):
        return (self.public / name).exists()

    def files(self):
        """All that is served, with when it was written."""
        found = (path for path in self.public.rglob("*") if path.is_file())
        return {str(path.relative_to(self.public)): path.stat().st_mtime_ns for path in found}

    def everything(self):
        """All texts that are served, as one."""
        texts = (name for name in self.files() if not name.startswith(NO_TEXT))
        return "\n".join(self.read(name) for name in sorted(texts))


@pytest.fixture
def mirror(app, tmp_path, monkeypatch):
    """With few of the static files, which are many and take the time."""
    few = (["/static/1/css/base.css", "/static/1/js/polling.js"], None)
    monkeypatch.setattr("newsroom.mirror.following.RESTS", False)
    monkeypatch.setitem(SECTIONS, "static", lambda *_: few)
    return Mirrored(app, tmp_path / "mirror")


@pytest.fixture
def whole_mirror(app, tmp_path):
    return Mirrored(app, tmp_path / "mirror")


@pytest.fixture
def settings(settings, tmp_path):
    return {"MIRROR": str(tmp_path / "mirror"), **settings}
