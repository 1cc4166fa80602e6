"""What tests of photos ask for: somebody signed in, and the outbox done at once."""

from io import BytesIO

import pytest

from newsroom.outbox import running
from newsroom.photos.intake import take_in
from tests import factories
from tests.photos import pictures


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
