"""While the database is away readers get what was last known, and nothing that was taken down."""

import pytest
from sqlalchemy.exc import OperationalError

from newsroom.articles.models import Article
from newsroom.database import db
from newsroom.kept import standing
from tests import factories

pytestmark = pytest.mark.one_database
PAGE = "/news/mist"


@pytest.fixture
def lookout(app, client, at):
    """Of a newsroom with one story, which has been asked for until it was kept."""
    at("2026-11-24 14:02:20")
    factories.live(headline="Міст")
    for _ in range(3):
        assert client.get(PAGE).status_code == 200
    return app.extensions["kept"].lookout


@pytest.fixture
def lose(lookout, monkeypatch):
    """From now on the database tells it nothing."""

    def fall_silent(_now):
        raise OperationalError("select", {}, Exception("the database is away"))

    def away():
        monkeypatch.setattr(lookout, "_read", fall_silent)
        monkeypatch.setattr(lookout, "note_commit", lambda: None)  # of the test's own session
        lookout._looked = (lookout._looked[0], float("-inf"))

    return away


def is_as_last_known(answer):
    return "database-away" in answer.headers.get("Cache-Status", "")


def take_down():
    article = db.session.query(Article).one()
    article.take_down()
    db.session.commit()


def test_what_was_last_known_is_sent_and_says_so(client, lose):
    before = client.get(PAGE)
    lose()
    answer = client.get(PAGE)
    assert is_as_last_known(answer)
    assert not is_as_last_known(before)
    assert answer.data == before.data
    assert client.get(PAGE, headers={"If-None-Match": before.headers["ETag"]}).status_code == 304


def test_what_was_taken_down_before_is_not_sent(client, lose):
    take_down()
    client.get("/")  # so much was seen of it
    lose()
    answer = client.get(PAGE)
    assert (answer.status_code, is_as_last_known(answer)) == (410, False)


def test_what_this_process_took_down_at_the_last_moment_is_not_sent(client, lose):
    take_down()
    lose()
    answer = client.get(PAGE)
    assert (answer.status_code, is_as_last_known(answer)) == (410, False)


def test_after_a_while_nothing_is_known_any_more(client, lose, monkeypatch):
    monkeypatch.setattr(standing, "LAST_KNOWN_SECONDS", 0)
    lose()
    assert not is_as_last_known(client.get(PAGE))


def test_it_is_as_ever_once_the_database_answers(client, lose, lookout, monkeypatch):
    lose()
    assert is_as_last_known(client.get(PAGE))
    monkeypatch.undo()
    lookout._looked = (lookout._looked[0], float("-inf"))
    assert not is_as_last_known(client.get(PAGE))
