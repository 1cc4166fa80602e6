"""`flask database copy`: every row, of every kind of value, into the other kind of database."""

import json
import threading

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import OperationalError

from newsroom import create_app
from newsroom.articles.models import Article, Revision
from newsroom.copying import loading, rows
from newsroom.copying.places import newsroom_on
from newsroom.database import db
from newsroom.kept.edition import Edition
from newsroom.outbox.models import Job
from newsroom.photos.models import Photo
from newsroom.staff.models import Staff
from tests import factories
from tests.client import Client
from tests.copying import full

ODD = ["", " ", "Їжак", "й", "й", "'", '"; --', "\\", "%s", "\u2028", "\ufeff", "😀", "а́", "\r\n\t"]

SEQUENCES = """
SELECT pg_get_serial_sequence(table_name, column_name), table_name FROM information_schema.columns
WHERE column_default LIKE 'nextval%' AND table_name <> 'edition'
"""


def hostile(folder):
    return [
        line
        for name in ("strings.json", "injection_strings.json")
        for lines in json.loads((folder / "vectors" / name).read_text()).values()
        for line in lines
    ]


def test_every_table_arrives_as_it_was(copy, there):
    full.fill(db.engine, ODD)
    code, said = copy()
    assert (code, said.splitlines()[-2:]) == (
        0,
        [
            "Скопійовано і звірено: в обох базах ті самі рядки.",
            "Укажіть нову базу в NEWSROOM_DATABASE_URL і запустіть редакцію.",
        ],
    )
    assert full.rows(there) == full.rows(db.engine)
    assert all(full.rows(there).values())


@pytest.mark.shared
def test_hostile_text_arrives_as_it_was(copy, there, shared, monkeypatch):
    monkeypatch.setattr(full, "ROWS", 60)
    full.fill(db.engine, hostile(shared))
    assert copy()[0] == 0
    assert full.rows(there) == full.rows(db.engine)


def test_the_newsroom_works_on_the_copy(app, client, copy, other, compiled_templates):
    """The same pages and search, and what is saved next gets a number of its own."""
    editor = factories.staff("editor")
    story = factories.live(editor, headline="Їжаки повернулися", category_id=None)
    factories.draft(editor, headline="Чернетка про їжаків")
    pages = ("/", f"/news/{story.slug}", "/desk/articles?q=їжак")
    factories.sign_in(client, editor)
    shown = [_words(client.read(page)) for page in pages]
    assert "Чернетка про їжаків" in shown[2]
    assert copy()[0] == 0

    settings = {"SQLALCHEMY_DATABASE_URI": other, "SECRET_KEY": "only-for-tests", "TESTING": True}
    moved = create_app(settings | {"BASE_URL": "http://localhost", "PHOTOS": app.config["PHOTOS"]})
    moved.jinja_env.bytecode_cache, moved.test_client_class = compiled_templates, Client
    with moved.app_context():
        there = moved.test_client()
        factories.sign_in(there, db.session.scalar(select(Staff)))
        assert [_words(there.read(page)) for page in pages] == shown
        there.press(there.read("/desk/articles/new"), "Зберегти", headline="Нова на новому місці")
        assert "Нова на новому місці" in there.read("/desk/articles").get_text()
        db.session.remove()
        db.engine.dispose()


def _words(page):
    for form in page.select("form"):
        form.decompose()
    return page.select_one("main").get_text(" ", strip=True)


@pytest.mark.one_database
def test_every_new_row_gets_a_number_that_nobody_has(copy, there):
    """Asked of PostgreSQL itself: a save that meets a taken number would only try the next one."""
    full.fill(db.engine, ODD)
    with db.engine.begin() as connection:
        connection.execute(update(Job).where(Job.id == 3).values(id=70))
    assert copy()[0] == 0
    with there.connect() as connection:
        numbered = connection.execute(text(SEQUENCES)).all()
        assert len(numbered) > 10
        for sequence, table in numbered:
            following = connection.scalar(text(f"SELECT nextval('{sequence}')"))
            assert following == connection.scalar(text(f"SELECT max(id) FROM {table}")) + 1


def test_what_readers_see_is_counted_on_the_copy(copy, there):
    factories.live()
    assert copy()[0] == 0
    with there.begin() as connection:
        before = connection.scalar(select(Edition.number))
        connection.execute(update(Article).values(headline="Інший"))
    with there.connect() as connection:
        assert connection.scalar(select(Edition.number)) > before


def test_a_database_without_tables_gets_them(app, copy, there, tmp_path, monkeypatch):
    factories.live()
    if there.dialect.name == "postgresql":
        with there.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        assert copy()[0] == 0
        assert full.rows(there) == full.rows(db.engine)
        return
    file = tmp_path / "new.sqlite3"
    monkeypatch.setenv("ANOTHER", f"sqlite:///{file}")
    assert copy(to="env:ANOTHER")[0] == 0
    assert file.stat().st_mode & 0o777 == 0o600
    with newsroom_on(f"sqlite:///{file}") as new:
        assert full.rows(new) == full.rows(db.engine)


def test_a_database_that_is_not_empty_is_left_alone(copy, there):
    factories.live()
    job = {"kind": "x", "subject": "", "payload": {}, "run_at": full.BEGAN}
    with there.begin() as connection:
        connection.execute(insert(Job).values(**job))
    code, said = copy()
    assert (code, said) == (1, "База, в яку копіювати, не порожня (outbox: 1).\n")


@pytest.mark.parametrize("address", ["", "mysql://x/y", "own", "env:", "env:NONE"])
def test_an_address_that_cannot_be_is_refused(app, copy, address):
    own = db.engine.url.render_as_string(hide_password=False)
    runner = app.test_cli_runner()
    ended = runner.invoke(args=["database", "copy", own if address == "own" else address])
    assert (ended.exit_code, ended.output.count("\n")) == (2, 1)


def test_an_older_database_is_migrated_first(copy):
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '001'"))
    assert copy() == (1, "База даних не на найновішому кроці. Спершу: flask db upgrade\n")


@pytest.mark.parametrize("fault", ["lost", "changed"])
def test_a_copy_that_differs_is_none(copy, there, monkeypatch, fault):
    """What is wrong is named to the column, and the other database stays empty."""
    factories.live(headline="Правильний")
    write = rows.write

    def badly(connection, table, some):
        if table.name == "revisions":
            place = table.columns.keys().index("headline")
            some = [] if fault == "lost" else [(*r[:place], "інший", *r[place + 1 :]) for r in some]
        if some:
            write(connection, table, some)

    monkeypatch.setattr(rows, "write", badly)
    code, said = copy()
    assert code == 1
    if fault == "changed":
        assert f"revisions {db.session.scalar(select(Revision.id))}: headline" in said
    assert not any(full.rows(there).values())


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"headline": "ж" * 301}, "headline: довше за 300 знаків"),
        ({"headline": "a\0b"}, "headline: містить символ NUL"),
        ({"revision_count": 2**31}, "revision_count: завелике число"),
    ],
)
@pytest.mark.one_database
def test_what_postgresql_does_not_take_is_named(copy, there, change, why):
    story = factories.draft()
    with db.engine.begin() as connection:
        connection.execute(update(Article).values(**change))
    code, said = copy()
    assert (code, said.splitlines()[-1]) == (1, f"articles {story.id}, {why}")
    assert not any(full.rows(there).values())


@pytest.mark.one_database
def test_a_row_that_names_no_other_is_told_of(copy, there):
    raw = db.engine.raw_connection()
    raw.cursor().execute("PRAGMA foreign_keys=OFF")
    raw.cursor().execute("INSERT INTO former_slugs (slug, article_id) VALUES ('кудись', 5)")
    raw.invalidate()
    code, said = copy()
    assert code == 1
    assert "fk_former_slugs_article_id" in said
    assert not any(full.rows(there).values())


@pytest.mark.parametrize("rehearses", [False, True])
def test_who_saves_meanwhile_waits_unless_it_is_a_rehearsal(
    app, copy, there, monkeypatch, rehearses
):
    """Nothing that was saved is missing from the copy, whatever is saved when."""
    factories.live()
    begun, saved, real = threading.Event(), threading.Event(), loading.load

    def save():
        begun.wait(60)
        with app.app_context():
            while not saved.is_set():
                db.session.add(Photo(digest="meanwhile"))
                try:
                    db.session.commit()
                    saved.set()
                except OperationalError:  # as long as it is told to wait it tries again
                    db.session.rollback()
            db.session.remove()

    def load(*words):
        begun.set()
        assert saved.wait(60 if rehearses else 0.5) == rehearses
        return real(*words)

    monkeypatch.setattr("newsroom.copying.cli.load", load)
    saver = threading.Thread(target=save)
    saver.start()
    code, said = copy(*(["--rehearse"] if rehearses else []))
    saver.join(60)
    assert (code, saved.is_set()) == (0, True)
    assert ("проба" in said) == rehearses
    assert full.rows(there)["photos"] == []
