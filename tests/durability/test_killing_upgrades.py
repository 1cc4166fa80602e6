"""An upgrade that is killed anywhere is whole after it was started once more."""

import os
import random
import signal

import flask_migrate
import pytest
from sqlalchemy import event, text

from newsroom import create_app
from newsroom.database import db
from newsroom.kept.edition import fingerprint
from tests import factories
from tests.test_migrations import schema

FORMER = "006"  # so old is the newsroom that is upgraded: tables change and data move since
KILLS = 5
STATEMENTS = 150  # about as many as the whole upgrade has
SETTINGS = {"SECRET_KEY": "only-for-tests"}


@pytest.fixture
def former(database):
    """A newsroom of a former version, with something in most of its tables."""
    with _app(database).app_context():
        factories.live(
            by=factories.staff(), category_id=factories.category().id, tags="мости, річка"
        )
        factories.partner("https://visnyk.example")
        factories.pin(factories.live())
        factories.page()
        db.session.commit()
        flask_migrate.downgrade(revision=FORMER)
        db.session.remove()
        db.engine.dispose()
    return database


def _app(url):
    return create_app(SETTINGS | {"SQLALCHEMY_DATABASE_URI": url})


def upgrade(url, dies_at=None):
    """Upgrade in a process of its own, which kills itself before this statement.

    Returns whether it came so far.
    """
    child = os.fork()
    if not child:
        try:
            _upgrade(url, dies_at)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in ({0} if dies_at is None else {0, -signal.SIGKILL})
    return code != 0


def _upgrade(url, dies_at):
    app, done = _app(url), 0

    def count(*_):
        nonlocal done
        if done == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        done += 1

    with app.app_context():
        for moment in ("before_cursor_execute", "commit"):
            event.listen(db.engine, moment, count)
        flask_migrate.upgrade()
    os._exit(0)


def found(url):
    """Its tables, its rows – but which edition it is – and whether its triggers are whole."""
    with _app(url).app_context():
        tables = {
            name: sorted(map(str, db.session.execute(table.select()).all()))
            for name, table in db.metadata.tables.items()
            if name != "edition"
        }
        counted_by = db.session.scalar(text("SELECT counted_by FROM edition"))
        is_whole = counted_by == fingerprint(db.metadata, db.engine.dialect.name)
        db.session.remove()
        facts = schema(db.engine)
        db.engine.dispose()
    return facts, tables, is_whole


def test_a_killed_upgrade_goes_on_where_it_was(former):
    """Killed again and again, and at last let be."""
    app = _app(former)
    chance = random.Random()
    moments = [0, *(chance.randrange(STATEMENTS) for _ in range(KILLS))]
    assert sum(upgrade(former, dies_at=moment) for moment in moments)
    upgrade(former)
    has = found(former)
    with app.app_context():
        flask_migrate.downgrade(revision=FORMER)
        flask_migrate.upgrade()
        db.engine.dispose()
    assert has == found(former)
    assert has[2]
    assert len(has[1]["articles"]) == 2
