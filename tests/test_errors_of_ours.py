"""The database is away, or we are at fault: said in words, and the text is offered again whole."""

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from newsroom.articles.preview_links import PreviewLink
from newsroom.articles.previews import token_of
from newsroom.database import db
from newsroom.security import csrf
from tests import factories

TYPED = {"headline": "Міст відкрили", "body": "Перший абзац.\r\n\r\nДругий  абзац."}


# The database does not answer.


@pytest.fixture
def writer(client):
    """A signed-in colleague with a text being written."""
    factories.sign_in(client, factories.staff())
    return client.read("/desk/articles/new")


@pytest.fixture
def unplug(app):
    """Let no connection to the database be made, nor an old one be used; and plug it in again."""

    away = db.engine.dialect.loaded_dbapi.OperationalError

    def refuse(*_connection):
        raise away("away")

    def pull():
        db.session.rollback()
        db.engine.dispose()
        event.listen(db.engine, "connect", refuse)
        return plug_in

    def plug_in():
        event.remove(db.engine, "connect", refuse)
        db.engine.dispose()  # its pool knows nothing of an outage

    return pull


def test_readers_are_told_in_words_when_the_database_is_away(client, unplug, caplog):
    plug_in = unplug()
    for url in ("/", "/recent", "/news/any", "/nothing/at/all"):
        answer = client.get(url)
        assert answer.status_code == (404 if "at/all" in url else 503)
    assert client.get("/").headers["Retry-After"] == "5"
    assert client.get("/").headers["Cache-Control"] == "no-store"
    assert "Traceback" not in client.get("/").text
    plug_in()
    assert client.get("/").status_code == 200


def test_no_address_that_opens_something_is_logged_when_the_database_is_away(
    client, unplug, caplog
):
    token = token_of(PreviewLink(id=1))
    unplug()
    for url, logged in (
        (f"/preview/{token}", "/preview/…"),
        (f"/widget/{token}.json", "/widget/….json"),
        ("/news/mist", "/news/mist"),
    ):
        assert client.get(url).status_code == 503
        assert f"GET {logged}: " in caplog.text
    assert token not in caplog.text


def test_a_text_sent_while_the_database_is_away_is_offered_again_whole(client, writer, unplug):
    plug_in = unplug()
    answer = client.press(writer, "Зберегти", **TYPED)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.soup.select_one("input[name=body]")["value"] == TYPED["body"]
    assert client.press(answer, "Надіслати ще раз").status_code == 503
    plug_in()
    assert "Міст відкрили" in client.press(answer, "Надіслати ще раз").text


def test_a_connection_that_breaks_under_way_is_503_with_the_text(client, writer, monkeypatch):
    def break_off(*_args, **_kwargs):
        raise OperationalError("commit", {}, Exception("server closed the connection"))

    monkeypatch.setattr("newsroom.articles.acting.keep_new", break_off)
    answer = client.press(writer, "Зберегти", **TYPED)
    assert answer.status_code == 503
    assert answer.soup.select_one("input[name=headline]")["value"] == TYPED["headline"]


def test_htmx_keeps_its_text_itself_when_the_database_is_away(client, writer, unplug):
    unplug()
    answer = client.press(writer, "Зберегти", htmx=True, **TYPED)
    assert answer.status_code == 503
    assert TYPED["headline"] not in answer.text


def test_a_form_of_another_site_is_not_offered_again_either(client, unplug):
    unplug()
    answer = client.post("/sign-in", data=TYPED, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert TYPED["headline"] not in answer.text


# Our own fault.


@pytest.fixture
def fault(monkeypatch):
    """A view that fails as nobody foresaw."""

    def fail(*_args, **_kwargs):
        raise RuntimeError("secret of the machine room")

    monkeypatch.setattr("newsroom.site.front_page.front_page", fail)
    monkeypatch.setattr("newsroom.articles.acting.keep_new", fail)


@pytest.mark.settings(TESTING=False)
def test_a_fault_of_ours_is_a_page_in_words_and_stands_in_the_log(client, fault, caplog):
    answer = client.get("/")
    assert answer.status_code == 500
    assert answer.soup.h1.text == "У нас щось зламалося"
    for hidden in ("secret", "Traceback", "RuntimeError", ".py"):
        assert hidden not in answer.text
    assert "an answer failed" in caplog.text
    assert "secret of the machine room" in caplog.text


@pytest.mark.settings(TESTING=False)
@pytest.mark.parametrize(
    "statement",
    [
        "insert into categories (name, slug, position) values (:text, null, 1)",  # of PostgreSQL's
        "insert into nothing values (:text)",  # own words, and of ours
    ],
)
def test_no_log_has_the_words_of_a_draft(app, client, caplog, statement):
    typed = {"text": "Джерело просило не називати його"}
    view = csrf.exempt(lambda: db.session.execute(text(statement), typed))
    app.add_url_rule("/sign-in/x", view_func=view, methods=["POST"])
    assert client.post("/sign-in/x").status_code == 500
    assert "insert into" in caplog.text
    assert "Traceback" in caplog.text  # no trouble of the database, but a bug of ours
    assert typed["text"] not in caplog.text


@pytest.mark.settings(TESTING=False)
def test_a_text_that_met_a_fault_of_ours_is_offered_again_whole(client, writer, fault, caplog):
    answer = client.press(writer, "Зберегти", **TYPED)
    assert answer.status_code == 500
    assert answer.soup.select_one("input[name=body]")["value"] == TYPED["body"]
    assert "secret" not in answer.text
