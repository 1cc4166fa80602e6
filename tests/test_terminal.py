"""Commands without a database that can be used say so, whatever they were to do."""

import pytest

from newsroom import create_app

NOBODY_ANSWERS = "postgresql+psycopg://news:secret@127.0.0.1:1/news"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("sqlite:////nowhere/news.sqlite3", "Базою даних не вдалося скористатися: unable to open"),
        (NOBODY_ANSWERS, "Базою даних не вдалося скористатися: connection failed"),
        ("sqlite://", "У базі даних ще немає таблиць. Створіть їх: flask db upgrade"),
    ],
    ids=["no folder", "nobody answers", "no tables"],
)
@pytest.mark.parametrize("words", ["staff list", "outbox list", "demo fill", "backup ."])
def test_without_a_database_a_command_ends_with_one_sentence(url, sentence, words):
    app = create_app({"SQLALCHEMY_DATABASE_URI": url, "SECRET_KEY": "only-for-tests"})
    ended = app.test_cli_runner().invoke(args=words.split())
    assert (ended.exit_code, ended.output.count("\n")) == (2, 1)
    assert ended.output.startswith(sentence)
    assert "secret" not in ended.output


@pytest.mark.parametrize("words", ["staff list", "backup .", "restore {file}"])
def test_a_database_that_is_damaged_is_told_of_in_one_sentence(tmp_path, words):
    file = tmp_path / "news.sqlite3"
    file.write_bytes(b"no database" * 1000)
    url = f"sqlite:///{file}"
    app = create_app({"SQLALCHEMY_DATABASE_URI": url, "SECRET_KEY": "only-for-tests"})
    ended = app.test_cli_runner().invoke(args=words.format(file=file).split())
    told = "Базою даних не вдалося скористатися: file is not a database\n"
    assert (ended.exit_code, ended.output.splitlines()[-1] + "\n") == (2, told)


@pytest.mark.one_database
def test_another_fault_of_a_query_is_no_fault_of_the_database(app, monkeypatch):
    monkeypatch.setattr("newsroom.staff.cli.Staff.now", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        app.test_cli_runner().invoke(args=["staff", "list"], catch_exceptions=False)


def test_tables_that_are_missing_are_told_on_both_databases(app):
    from newsroom.database import db

    db.drop_all()
    ended = app.test_cli_runner().invoke(args=["staff", "list"])
    assert (ended.exit_code, "ще немає таблиць" in ended.output) == (2, True)
