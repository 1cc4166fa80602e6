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


def may_be_kept(answer):
    return answer.headers["Cache-Control"] != "no-store" or "Surrogate-Key" in answer.headers


def test_no_cache_keeps_what_another_process_may_have_taken_down(client, lose):
    before = client.get(PAGE)
    assert may_be_kept(before)
    lose()
    for known in ({}, {"If-None-Match": before.headers["ETag"]}):
        answer = client.get(PAGE, headers=known)
        assert is_as_last_known(answer) and not may_be_kept(answer)


def test_what_was_last_known_says_so_also_while_it_was_to_be_made_anew(
    client, lookout, at, monkeypatch
):
    at("2026-11-24 14:03:20")  # another minute: it stands no longer

    def fail(*_args, **_kwargs):
        raise OperationalError("select", {}, Exception("the database is away"))

    monkeypatch.setattr(Article, "live", fail)
    answer = client.get(PAGE)
    assert answer.status_code == 200
    assert is_as_last_known(answer) and not may_be_kept(answer)


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
