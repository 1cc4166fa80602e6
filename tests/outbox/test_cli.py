"""`flask outbox …`: an operator sees what waits and what failed, and lets it try again."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from newsroom import outbox
from newsroom.database import db
from newsroom.outbox import running

ROOT = Path(__file__).parents[2]
ENGLISH = pytest.mark.settings(SITE_LANGUAGE="en")


@pytest.fixture
def run(app):
    def command(*arguments):
        db.session.commit()
        return app.test_cli_runner().invoke(args=["outbox", *arguments])

    return command


@pytest.fixture
def failed(app, doing):
    note = doing()
    note.failure = outbox.Hopeless("вузол каже 404")
    for number in range(2):
        outbox.put("note", f"щось {number}")
    db.session.commit()
    running.run_due(app)
    note.failure = None
    return note


def test_an_empty_outbox_says_so(run):
    assert run("list").output == "Немає ні завдань у черзі, ні невдалих.\n"
    assert run("list", "--failed").output == "Невдалих завдань немає.\n"


@ENGLISH
def test_it_says_so_in_english_too(run):
    assert run("list").output == "Nothing waits, nothing has failed.\n"
    assert run("list", "--failed").output == "No job has failed.\n"


def test_it_lists_what_waits_and_what_failed_with_the_reason(run, failed, at):
    outbox.put("note", "пізніше", at=at("2126-11-24 14:02") + timedelta(hours=1))
    lines = run("list").output.splitlines()
    assert len(lines) == 3
    assert lines[-1].split("\t")[1:] == ["note", "пізніше", "чекає до 24 листопада 2126, 15:02"]
    assert "спроб: 1: вузол каже 404" in lines[0]
    assert "пізніше" not in run("list", "--failed").output


def test_it_shows_what_is_being_done(run, app, doing):
    doing()
    outbox.put("note", "довго")
    db.session.commit()
    running.claim(app)
    assert run("list").output.endswith("довго\tвиконується\n")


def test_a_long_list_ends_with_a_sentence(run, monkeypatch):
    monkeypatch.setattr("newsroom.outbox.cli.MOST", 3)
    for number in range(5):
        outbox.put("note", number)
    lines = run("list").output.splitlines()
    assert len(lines) == 4
    assert lines[-1] == "… і далі; це перші 3."


def test_one_that_failed_tries_again(run, app, failed, jobs):
    first, _second = jobs()
    assert run("retry", str(first.id)).output == "1 завдання спробує ще раз.\n"
    running.run_due(app)
    assert failed.done == ["щось 0"]
    assert [job.state for job in jobs()] == ["done", "failed"]


def test_all_that_failed_try_again(run, app, failed):
    assert run("retry", "--all").output == "2 завдання спробують ще раз.\n"
    running.run_due(app)
    assert failed.done == ["щось 0", "щось 1"]
    assert run("retry", "--all").output == "Невдалих завдань немає.\n"


def test_one_that_waits_for_its_next_try_can_have_it_now(run, app, doing, jobs):
    note = doing()
    note.failure = outbox.Later("зайнято", after=timedelta(hours=5))
    outbox.put("note", "щось")
    db.session.commit()
    running.run_due(app)
    note.failure = None
    run("retry", str(jobs()[0].id))
    running.run_due(app)
    assert note.done == ["щось"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("77",), "Завдання 77, яке чекає або зазнало невдачі, немає."),
        ((), "Скажіть, яке: номер завдання або --all."),
        (("1", "--all"), "Скажіть, яке: номер завдання або --all."),
        (("abc",), "abc"),
        (("9" * 40,), "немає."),
    ],
)
def test_what_cannot_be_tried_again_is_said_in_a_sentence(run, arguments, sentence):
    answer = run("retry", *arguments)
    assert answer.exit_code
    assert sentence in answer.output
    assert "Traceback" not in answer.output


def test_what_is_done_stays_done(run, app, doing, jobs):
    note = doing()
    outbox.put("note", "щось")
    db.session.commit()
    running.run_due(app)
    assert run("retry", str(jobs()[0].id)).exit_code
    running.run_due(app)
    assert note.done == ["щось"]


def test_what_is_due_can_be_done_at_once(run, doing):
    note = doing()
    for number in range(2):
        outbox.put("note", number)
    assert run("run", "--once").output == "Виконано 2 завдання.\n"
    assert note.done == ["0", "1"]
    assert run("run", "--once").output == "Виконано 0 завдань.\n"


@pytest.mark.one_database
def test_workers_as_a_process_of_their_own_end_when_they_are_told(app, database, jobs):
    settings = {"NEWSROOM_DATABASE_URL": database, "NEWSROOM_SECRET_KEY": "only-for-tests"}
    flask = Path(sys.executable).with_name("flask")
    process = subprocess.Popen(
        [flask, "outbox", "run"],
        cwd=ROOT,
        env=os.environ | settings | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout.readline() == "Завдання виконуються. Ctrl+C зупинить.\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
