"""Whether it lives, and whether it can work: short answers that give nothing away."""

import os
import threading
from datetime import timedelta
from time import monotonic

import flask_migrate
import pytest
from sqlalchemy import text

from newsroom import clock
from newsroom.articles import word_index
from newsroom.database import db
from newsroom.outbox.models import Job
from newsroom.photos import stores
from newsroom.watch import checks, patience

ALL_WELL = "database: ok\nmigrations: ok\noutbox: ok\ndisk: ok\nphotos: ok\n"
SECRET = "postgresql+psycopg://olena:c4n4ry@db.example/newsroom"


@pytest.fixture(autouse=True)
def asked_anew(monkeypatch):
    monkeypatch.setattr(checks, "FRESH_SECONDS", 0)


def lines(answer):
    return dict(line.split(": ", 1) for line in answer.text.splitlines())


def not_ready(client, which):
    """The one check that does not hold, and what it says."""
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert [name for name, said in lines(answer).items() if said != "ok"] == [which]
    assert "/" not in answer.text
    return lines(answer)[which]


def test_all_is_well(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (200, ALL_WELL)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.mimetype == "text/plain"


def test_without_the_database_it_lives_and_is_not_ready(client, monkeypatch):
    def refuse(*_, **__):
        raise OSError(SECRET)

    db.session.rollback()
    monkeypatch.setattr(type(db.engine), "connect", refuse)
    assert client.get("/healthz").text == "ok\n"
    assert not_ready(client, "database") == "failed"


@pytest.mark.one_database
def test_a_database_that_hangs_holds_nobody_up(client, monkeypatch):
    ends, begun = threading.Event(), []

    def hang():
        begun.append(1)
        ends.wait(60)
        return {}

    monkeypatch.setitem(checks.CHECKS, "database", hang)
    monkeypatch.setattr(checks, "PATIENCE", 0.05)
    for _ in range(3):
        assert client.get("/healthz").status_code == 200
        assert lines(client.get("/readyz"))["database"] == "no answer"
    ends.set()
    assert len(begun) == 1  # it is asked once, and waited for


@pytest.mark.one_database
def test_who_asks_while_somebody_waits_for_an_answer_hears_the_last_one(client, monkeypatch):
    ends, begun = threading.Event(), threading.Event()
    checks_of_it = client.application.extensions["checks"]
    assert client.get("/readyz").text == ALL_WELL

    def hang():
        begun.set()
        ends.wait(5)
        return {"disk": "full"}

    monkeypatch.setitem(checks.CHECKS, "disk", hang)
    monkeypatch.setattr(checks, "PATIENCE", 60)
    first = threading.Thread(target=checks_of_it.said)
    first.start()
    assert begun.wait(60)
    assert client.get("/readyz").text == ALL_WELL  # else this waits for as long as the other does
    monkeypatch.setattr(checks_of_it, "_said_at", monotonic() - 3600)
    heard = []
    second = threading.Thread(target=lambda: heard.append(checks_of_it.said()["disk"]))
    second.start()
    second.join(0.2)  # what was said an hour ago is no answer to it
    ends.set()
    first.join()
    second.join()
    assert heard == ["full"]
    assert lines(client.get("/readyz"))["disk"] == "full"


def test_a_question_that_two_put_at_once_is_answered_to_both(monkeypatch):
    starts = threading.Thread.start
    others, answers = [], []

    def put_and_wait():
        question.put()
        answers.append(question.answer(monotonic() + 30))

    def start_while_another_asks(thread):
        monkeypatch.setattr(threading.Thread, "start", starts)
        others.append(threading.Thread(target=put_and_wait))
        others[0].start()
        others[0].join(0.2)  # it has an answer only when this one has begun
        starts(thread)

    question = patience.Asked(lambda: "an answer")
    monkeypatch.setattr(threading.Thread, "start", start_while_another_asks)
    put_and_wait()
    others[0].join()
    assert answers == ["an answer"] * 2


def test_a_step_of_the_database_that_is_missing_is_named(client):
    db.session.execute(text("UPDATE alembic_version SET version_num = '001'"))
    db.session.commit()
    assert not_ready(client, "migrations") == "run: flask db upgrade"


def test_an_index_of_words_that_is_not_kept_is_told_of(client):
    """As where an upgrade was killed; PostgreSQL's comes with its migration."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("DROP TRIGGER article_words_removed"))
        db.session.commit()
        assert not_ready(client, "migrations") == "run: flask db upgrade"
        flask_migrate.upgrade()
    assert word_index.is_there(db.session.connection())


def test_the_newest_step_is_the_one_that_migrations_end_with(app):
    assert (
        db.session.scalar(text("SELECT version_num FROM alembic_version")) == checks.newest_step()
    )


@pytest.mark.parametrize(("minutes", "is_ready"), [(9, True), (11, False)])
def test_a_job_that_nobody_takes_is_a_stuck_outbox(client, minutes, is_ready):
    due = clock.now() - timedelta(minutes=minutes)
    db.session.add(Job(kind="x", subject="x", payload={}, run_at=due))
    db.session.commit()
    if is_ready:
        assert client.get("/readyz").text == ALL_WELL
    else:
        assert not_ready(client, "outbox") == "nobody takes jobs that are due"


@pytest.mark.one_database
@pytest.mark.parametrize(("name", "folder"), [("disk", "database"), ("photos", "photos")])
def test_a_folder_that_takes_nothing_is_told(app, client, monkeypatch, name, folder):
    opened = checks.tempfile.TemporaryFile
    where = {"database": os.path.dirname(db.engine.url.database), "photos": app.config["PHOTOS"]}  # noqa: PTH120

    def full(dir):
        if str(dir) == where[folder]:
            raise OSError(28, "No space left on device")
        return opened(dir=dir)

    monkeypatch.setattr(checks.tempfile, "TemporaryFile", full)
    assert not_ready(client, name) == "failed"


@pytest.mark.one_database
def test_a_store_elsewhere_is_asked_for_a_file_that_is_not_there(app, client, monkeypatch):
    class Bucket:
        answer = FileNotFoundError("there is no such file")

        def read(self, key):
            raise self.answer

    monkeypatch.setitem(app.extensions, "photos-store", Bucket())
    assert client.get("/readyz").text == ALL_WELL
    monkeypatch.setattr(Bucket, "answer", OSError(f"https://s3.example/{SECRET}"))
    assert not_ready(client, "photos") == "failed"


@pytest.mark.one_database
def test_before_the_first_photo_its_folder_need_not_be_there(app, client, monkeypatch, tmp_path):
    monkeypatch.setitem(app.extensions, "photos-store", stores.Folder(tmp_path / "a" / "b"))
    assert client.get("/readyz").text == ALL_WELL
    assert not list(tmp_path.iterdir())


@pytest.mark.one_database
def test_however_often_it_is_asked_it_looks_once_a_second(client, monkeypatch):
    looked = []
    monkeypatch.setattr(checks, "FRESH_SECONDS", 3600)
    monkeypatch.setitem(checks.CHECKS, "disk", lambda: looked.append(1) or {"disk": "ok"})
    for _ in range(5):
        client.get("/readyz")
    assert len(looked) == 1
