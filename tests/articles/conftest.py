"""People at the desk, each with a browser of their own."""

import pytest
from sqlalchemy import Engine, event

from tests import factories


@pytest.fixture
def colleague(app):
    """Somebody more who is signed in: ``colleague("reporter")`` is a client with a ``person``.

    The session begins without the sign-in page, to save time, and outlasts any frozen clock.
    """

    def signed_in(role="editor", **given):
        client = app.test_client()
        client.person = factories.staff(role, **given)
        with client.session_transaction() as session:
            session["sign_in"] = client.person.begin_session(hours=1_000_000)
        return client

    return signed_in


@pytest.fixture
def editor(colleague):
    return colleague("editor")


@pytest.fixture
def reporter(colleague):
    return colleague("reporter")


@pytest.fixture
def statements():
    """Every SQL statement from now on, whole."""
    seen = []

    def write_down(_connection, _cursor, statement, *_):
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", write_down)
    yield seen
    event.remove(Engine, "before_cursor_execute", write_down)
