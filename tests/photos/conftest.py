"""What tests of photos ask for: somebody signed in, and the outbox done at once."""

from io import BytesIO

import pytest
from flask import Flask

from newsroom.outbox import running
from newsroom.photos import hatch
from newsroom.photos.intake import take_in
from newsroom.photos.sizes import files_of
from tests import factories
from tests.photos import pictures
from tests.photos.leavings import all_around

SECONDS_TO_OPEN = hatch.SECONDS_TO_OPEN


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """A busy machine is no hostile file: what its time by the clock is has a test of its own."""
    monkeypatch.setattr(hatch, "SECONDS_TO_OPEN", 60)


@pytest.fixture
def reporter(app):
    client = app.test_client()
    client.person = factories.staff("reporter")
    with client.session_transaction() as session:
        session["sign_in"] = client.person.begin_session(hours=1_000_000)
    return client


@pytest.fixture
def developed(app):
    """``developed(bytes)``: the photo of this file, when the outbox is done with it."""

    def take(content=None):
        photo, _ = take_in(BytesIO(content or pictures.jpeg()), by_id=None)
        running.run_due(app)
        return photo

    return take


@pytest.fixture
def darkroom(tmp_path):
    """``darkroom(bytes)``: the facts of a picture, and its files by name. Raises Refused."""
    app = Flask("darkroom")
    app.config.update(PHOTO_MEGAPIXELS=50)

    def develop(content, focus=(0.5, 0.5), avif=False, **config):
        app.config.update(config)
        source = tmp_path / "source"
        source.write_bytes(content)
        with app.app_context():
            facts = hatch.develop(source, tmp_path, focus, avif)
        names = files_of(facts["width"], facts["avif"])
        files = {name: (tmp_path / name).read_bytes() for name in names}
        assert all_around(files) == []
        return facts, files

    return develop
