"""No log has a secret or somebody's words in it, whatever goes well or wrong."""

import json
from io import BytesIO

import pytest
from sqlalchemy import text
from werkzeug.datastructures import MultiDict

from newsroom import outbox
from newsroom.articles.previews import token_of
from newsroom.database import db
from newsroom.outbox import running
from newsroom.outbox.models import Job
from newsroom.security import from_any_site
from tests import factories

CANARY = "c4n4ryQ7xT"
WORDS = f"слова чернетки {CANARY}"
SENT = {
    "headers": {
        "Authorization": f"Bearer {CANARY}",
        "Cookie": f"newsroom={CANARY}; newsroom-device={CANARY}",
        "Referer": f"http://localhost/preview/{CANARY}",
        "User-Agent": CANARY,
        "Origin": f"https://{CANARY}.example",
        "X-Forwarded-For": CANARY,
        "If-None-Match": f'"{CANARY}"',
        "HX-Current-URL": f"http://localhost/{CANARY}",
    },
    "query_string": {"q": WORDS, "next": f"/{CANARY}", CANARY: "1", "token": CANARY},
}
FORM = {
    "email": f"{CANARY}@example.org",
    "password": CANARY,
    "headline": WORDS,
    "body": WORDS,
    "csrf_token": CANARY,
    "save_id": CANARY,
    "carried": json.dumps({"action": f"/{CANARY}", "fields": [[CANARY, CANARY]]}),
}
PATHS = (
    "/",
    "/recent",
    "/sign-in",
    "/sign-in/again",
    "/desk/articles",
    "/desk/articles/1/revisions",
    "/desk/photos",
    f"/preview/{CANARY}",
    f"/preview/{CANARY}/more",
    f"/news/{CANARY}",
    f"/{CANARY}",
    f"/widget/{CANARY}.json",
    f"/photos/{CANARY}/1/w640.webp",
    f"/partners/{CANARY}",
    f"/desk/edit-link/{CANARY}",
)


def ends(log):
    assert CANARY not in log.raw.decode()
    assert "чернетки" not in json.dumps(log.lines, ensure_ascii=False)


@pytest.mark.one_database
@pytest.mark.settings(TESTING=False)
def test_no_secret_of_a_request_stands_in_the_log(ask, log):
    upload = {**FORM, "file": (BytesIO(CANARY.encode()), f"{CANARY}.jpg", f"image/{CANARY}")}
    for path in PATHS:
        ask(path, **SENT)
        ask(path, method="POST", data=MultiDict(FORM), **SENT)
        ask(path, method="POST", json=FORM, **SENT)
        ask(path, method=CANARY.upper(), **SENT)
        files = {name: one for name, one in upload.items() if name != "file"}
        content = (BytesIO(CANARY.encode()), f"{CANARY}.jpg", f"image/{CANARY}")
        ask(path, method="POST", data={**files, "file": content}, **SENT)
    assert len(log.of("request")) == 5 * len(PATHS)
    ends(log)


@pytest.mark.one_database
def test_no_true_preview_link_and_no_draft_stands_in_it(client, log):
    person = factories.staff()
    factories.sign_in(client, person)
    article = factories.draft(by=person, headline=WORDS, body=WORDS)
    token = token_of(factories.preview_link(article))
    assert client.get(f"/preview/{token}").status_code == 200
    client.read(f"/desk/articles/{article.id}")
    assert token not in log.raw.decode()
    assert article.slug not in log.raw.decode()
    ends(log)


def value():
    raise ValueError(WORDS)


def key():
    return {}[CANARY]


def number():
    return int(WORDS)


def assertion():
    assert CANARY == WORDS, WORDS


def chained():
    try:
        raise ValueError(WORDS)
    except ValueError as problem:
        raise RuntimeError(CANARY) from problem


def file():
    open(f"/{CANARY}/{CANARY}").close()  # noqa: PTH123


def unknown_table():
    db.session.execute(text("SELECT :words FROM nothing"), {"words": WORDS})


def broken_rule():
    db.session.execute(
        text("INSERT INTO categories (name, slug, position) VALUES (:words, :words, NULL)"),
        {"words": WORDS},
    )


def not_a_number():
    db.session.execute(text("SELECT CAST(:words AS integer)"), {"words": WORDS})
    db.session.execute(text("SELECT nothing"))  # SQLite makes a number of anything


FAULTS = (value, key, number, assertion, chained, file, unknown_table, broken_rule, not_a_number)


@pytest.mark.settings(TESTING=False)
@pytest.mark.parametrize("fault", FAULTS)
def test_an_exception_is_one_line_with_its_traceback_and_nobodys_words(app, ask, log, fault):
    app.add_url_rule("/fault", view_func=from_any_site(fault), methods=["GET", "POST"])
    for method in ("GET", "POST"):
        answer = ask("/fault", method=method, data=FORM if method == "POST" else None, **SENT)
        assert answer.status_code in {500, 503}
    ends(log)
    told = log.of("message")
    assert len(told) == 2
    assert len(log.of("request")) == 2
    if answer.status_code == 500:
        assert f"in {fault.__name__}: " in told[1]["traceback"]
        assert told[1]["id"] == answer.headers["X-Request-Id"]
        assert told[1]["id"] in answer.text
        assert told[1]["route"] == "/fault"


@pytest.mark.one_database
@pytest.mark.parametrize("failing", [value, number])
def test_no_job_tells_the_words_that_it_failed_with(app, log, failing):
    outbox.register(app, outbox.Kind("failing", lambda _order: failing()))
    outbox.put("failing", "1")
    db.session.commit()
    running.run_due(app)
    ends(log)
    (told,) = log.of("message")
    assert told["message"] == "outbox: failing 1, attempt 1: ValueError"
    assert db.session.query(Job).one().last_error == "ValueError"


@pytest.mark.one_database
@pytest.mark.settings(TESTING=False)
def test_what_breaks_before_flask_is_entered_is_told_too(app, ask, log, monkeypatch):
    def fail(*_):
        raise ValueError(WORDS)

    monkeypatch.setattr(app.extensions["gate"], "_answer", fail)
    answer = ask("/", **SENT)
    assert answer.status_code == 500
    assert answer.headers["X-Request-Id"] in answer.text
    assert WORDS not in answer.text
    (told,) = log.of("message")
    assert "in fail: raise ValueError(WORDS)" in told["traceback"]
    assert log.of("request")[0]["status"] == 500
    ends(log)


@pytest.mark.one_database
@pytest.mark.settings(TESTING=False, SITE_LANGUAGE="uk")
def test_the_page_of_a_fault_tells_the_number_and_no_other_page_does(app, ask):
    app.add_url_rule("/fault", view_func=value)
    broken, missing = ask("/fault"), ask("/nothing")
    assert f"номер {broken.headers['X-Request-Id']}" in broken.text
    assert missing.headers["X-Request-Id"] not in missing.text
