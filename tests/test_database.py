"""The database keeps what it acknowledged, tells times alike on both kinds, and locks in order."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Integer, create_engine, event, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from newsroom import clock, create_app, database
from newsroom import postgresql as elephant
from newsroom.articles.categories import Category
from newsroom.articles.models import Revision
from newsroom.database import MOST_OVERTAKEN, again_if_overtaken, db
from newsroom.staff.models import Staff
from newsroom.waiting import PATIENCE, NoConnection, Turnstile
from tests import factories

KYIV_SUMMER = timezone(timedelta(hours=3))


# Times


def test_a_time_comes_back_as_the_same_moment_in_utc(app):
    moment = datetime(2026, 7, 1, 14, 2, 3, 456789, tzinfo=KYIV_SUMMER)
    article = factories.live(since=moment)
    db.session.expire_all()
    assert article.publish_at == moment
    assert article.publish_at.utcoffset() == timedelta(0)


def test_a_time_without_its_zone_is_refused(app):
    person = factories.staff()
    person.created_at = datetime(2026, 7, 1, 14, 2)
    with pytest.raises(StatementError, match="a time without its zone would be a guess"):
        db.session.flush()
    db.session.rollback()


def test_times_of_different_zones_are_compared_as_moments(app):
    moment = datetime(2026, 7, 1, 12, tzinfo=UTC)
    factories.live(since=moment)
    earlier = datetime(2026, 7, 1, 14, 59, tzinfo=KYIV_SUMMER)  # one minute before
    query = select(Revision.id).where(Revision.created_at < earlier)
    assert db.session.scalars(query).all() == []


# A disk that takes nothing, and then does.


@pytest.mark.one_database
def test_a_connection_that_could_not_write_is_used_no_more(app):
    """SQLite opens a file for reading only where it may not write; it would stay so for ever."""

    def open_for_reading_only(raw, _record):
        raw.execute("PRAGMA query_only=ON").close()

    factories.category()
    db.session.commit()
    db.engine.dispose()
    event.listen(db.engine, "connect", open_for_reading_only)
    with pytest.raises(OperationalError, match="readonly"):
        factories.category("Спорт")
    db.session.rollback()
    event.remove(db.engine, "connect", open_for_reading_only)
    factories.category("Спорт")


# SQLite is set up so that a save is a save.


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 3000)],
)
def test_sqlite_is_set_up_on_every_connection(app, pragma, value):
    with closing(db.engine.raw_connection()) as one, closing(db.engine.raw_connection()) as other:
        for connection in (one, other):
            assert connection.cursor().execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_what_points_to_nothing_is_refused(app):
    with pytest.raises(IntegrityError):
        db.session.execute(text("INSERT INTO partner_origins VALUES (99, 'https://a.example')"))
    db.session.rollback()


@pytest.fixture
def beginnings(app):
    """How each transaction of a request begins."""
    found = []
    event.listen(
        db.engine, "before_cursor_execute", lambda _c, _cu, statement, *_: found.append(statement)
    )
    return lambda: [statement for statement in found if statement.startswith("BEGIN")]


@pytest.mark.one_database
def test_reading_takes_no_lock_and_writing_takes_it_at_once(client, beginnings):
    client.get("/")
    client.head("/")
    assert set(beginnings()) == {"BEGIN DEFERRED"}
    factories.sign_in(client, factories.staff())
    assert "BEGIN IMMEDIATE" in beginnings()


@pytest.mark.one_database
def test_a_save_is_read_and_cleaned_before_it_holds_up_others(client, beginnings):
    factories.sign_in(client, factories.staff())
    page, before = client.read("/desk/articles/new"), len(beginnings())
    client.press(page, "Зберегти", headline="Міст", body="Рух.")
    assert beginnings()[before : before + 2] == ["BEGIN DEFERRED", "BEGIN IMMEDIATE"]


@pytest.mark.one_database
def test_of_those_who_wait_for_the_lock_one_at_a_time_asks_for_it(monkeypatch):
    monkeypatch.setattr("newsroom.waiting.PATIENCE", 0.1)
    turnstile = Turnstile(2)
    with turnstile.place(), ThreadPoolExecutor(1) as threads:
        behind = threads.submit(turnstile.place().__enter__)
        with pytest.raises(NoConnection, match="too long"):
            behind.result()
    with turnstile.place():  # whoever gave up has left no place taken
        pass


@pytest.mark.one_database
def test_what_one_waits_in_turn_is_not_waited_for_the_lock_too(app, monkeypatch):
    """Also the next who uses the connection waits as long as everybody."""
    waited = iter([PATIENCE / 3, 0.0])
    monkeypatch.setattr(Turnstile, "place", lambda _: nullcontext(next(waited)))
    said = []
    for _ in range(2):
        with db.engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            raw.set_trace_callback(said.append)
            connection.execute(text("SELECT 1"))
            raw.set_trace_callback(None)
    less, all_of_it, begin = (
        "PRAGMA busy_timeout=2000",
        "PRAGMA busy_timeout=3000",
        "BEGIN IMMEDIATE",
    )
    about = [one for one in said if one.startswith(("PRAGMA", "BEGIN"))]
    assert about == [less, begin, all_of_it, begin]


@pytest.mark.one_database
def test_postgresql_is_given_up_where_its_machine_is_gone(postgresql):
    """In a thread that waits as long as an answer takes; the system's own limit is two hours."""
    engine = create_engine(postgresql.url, **elephant.options({}))
    with engine.connect() as connection:
        known = connection.connection.dbapi_connection.info.get_parameters()
    engine.dispose()
    idle, interval, count = (
        int(known[f"keepalives_{name}"]) for name in ("idle", "interval", "count")
    )
    assert idle + interval * count <= 30 and int(known["tcp_user_timeout"]) <= 30_000


@pytest.mark.one_database
def test_what_no_request_asks_for_may_write(beginnings):
    db.session.execute(select(Staff))
    assert beginnings() == ["BEGIN IMMEDIATE"]
    db.session.rollback()


def test_many_may_read_and_then_write_at_once_and_all_are_kept(app):
    """Under a deferred BEGIN a third of these fail at once, for another got there between."""
    category = factories.category("0").id
    db.session.commit()  # what the test itself has read would hold SQLite's lock

    def count_on(_number):
        with app.app_context():
            row = db.session.get(Category, category, with_for_update=True)
            row.name = str(int(row.name) + 1)
            db.session.commit()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(count_on, range(40)))
    assert db.session.scalar(select(Category.name.cast(Integer))) == 40


# Somebody holds SQLite's lock.


@pytest.fixture
def impatient(app):
    """Connections that wait a moment for the lock, where real ones wait five seconds."""
    event.listen(db.engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=50").close())
    db.engine.dispose()


@pytest.fixture
def hold_the_lock(app):
    def hold():
        connection = database.sqlite.connect(db.engine.url.database, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        return connection

    return hold


@pytest.mark.one_database
def test_readers_read_while_somebody_writes(client, hold_the_lock):
    factories.live(headline="Міст")
    hold_the_lock()
    assert "Міст" in client.read("/").text


@pytest.mark.one_database
def test_a_save_that_does_not_get_the_lock_is_503_and_the_text_is_offered_again(
    impatient, client, hold_the_lock
):
    factories.sign_in(client, factories.staff())
    page = client.read("/desk/articles/new")
    other = hold_the_lock()
    answer = client.press(page, "Зберегти", headline="Міст", body="Рух.")
    assert answer.status_code == 503
    assert "Нічого не втрачено." in answer.text
    other.rollback()
    assert client.press(answer, "Надіслати ще раз").status_code == 200
    assert db.session.scalars(select(Revision.headline)).all() == ["Міст"]


# An SQLite with the WAL-reset bug.


@pytest.mark.one_database
def test_an_old_sqlite_runs_without_wal_and_says_so(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(database.sqlite, "sqlite_version_info", (3, 51, 2))
    url = f"sqlite:///{tmp_path}/old.sqlite3"
    app = create_app({"SQLALCHEMY_DATABASE_URI": url, "SECRET_KEY": "x"})
    with app.app_context():
        with closing(db.engine.raw_connection()) as connection:
            assert connection.cursor().execute("PRAGMA journal_mode").fetchone() == ("delete",)
            assert connection.cursor().execute("PRAGMA synchronous").fetchone() == (2,)
        db.engine.dispose()
    assert "has the WAL-reset bug: running with the rollback journal" in caplog.text


@pytest.mark.one_database
def test_a_mended_sqlite_says_nothing(app, caplog):
    assert "WAL" not in caplog.text


# Two who want the same unique thing at once.


def test_work_that_another_overtook_is_done_once_more(app):
    tries = []

    def work():
        tries.append(len(tries))
        db.session.add(Category(name=f"Рубрика {len(tries) // 2}", slug="same"))
        if len(tries) == 1:
            db.session.add(Category(name="Інша", slug="same"))
        db.session.commit()
        return "done"

    assert again_if_overtaken(work) == "done"
    assert tries == [0, 1]
    assert db.session.scalars(select(Category.slug)).all() == ["same"]


def test_work_that_cannot_be_done_is_not_tried_for_ever(app):
    tries = []

    def work():
        tries.append(clock.now())
        db.session.add(Staff(email="a@example.org", name="А", role="owner", password_hash=""))
        db.session.commit()

    with pytest.raises(IntegrityError):
        again_if_overtaken(work)
    db.session.rollback()
    assert len(tries) == MOST_OVERTAKEN + 1
