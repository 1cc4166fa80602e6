"""The database counts what readers can see, whoever changes it and however."""

import pytest
from sqlalchemy import inspect, text, update

from newsroom.articles.bylines import Author
from newsroom.articles.categories import Category
from newsroom.articles.corrections import Correction
from newsroom.articles.models import Article, Revision
from newsroom.articles.presences import note_presence
from newsroom.database import Base, db
from newsroom.kept.edition import UNSEEN, UNSEEN_COLUMNS, Edition, fingerprint, unwatch, watch
from newsroom.pages.models import Page
from newsroom.partners.models import Partner
from tests import factories


def edition():
    number = db.session.scalar(db.select(Edition.number))
    db.session.rollback()
    return number


@pytest.fixture
def is_counted(app):
    """Whether a change is, once it is committed."""

    def counted(work):
        before = edition()
        work()
        db.session.flush()
        db.session.commit()
        return edition() > before

    return counted


@pytest.fixture
def story(app):
    factories.category()
    factories.page()
    factories.partner()
    return factories.live(byline="Олена Гук", tags="міст")


def set_all(model, **values):
    return lambda: db.session.execute(update(model).values(values))


CHANGES = {
    "a headline": set_all(Article, headline="Інший"),
    "an address": set_all(Article, slug="inshyi"),
    "a reason": set_all(Article, taken_down_why="так"),
    "the text that is live": set_all(Revision, body="<p>Інше.</p>"),
    "a category": set_all(Category, name="Інша"),
    "an author": set_all(Author, biography="Пише."),
    "a page": set_all(Page, title="Інша"),
    "a partner": set_all(Partner, accent="#336699"),
    "origins": lambda: db.session.scalars(db.select(Partner)).unique().one().live_at([]),
    "a new category": lambda: factories.category("Нова"),
    "a correction": lambda: db.session.add(Correction(article_id=1, text="Виправлено.")),
    "another article": factories.live,
    "breaking news": lambda: factories.pin(db.session.get(Article, 1)),
    "a link to a tag": lambda: db.session.execute(text("DELETE FROM article_tags")),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_readers_see_is_counted(story, is_counted, what):
    assert is_counted(CHANGES[what])


@pytest.mark.parametrize("what", ["what", "who", "where"])
def test_what_nobody_sees_is_not(story, is_counted, what):
    draft, person = factories.draft(byline="Олена Гук"), factories.staff()
    unseen = {
        "what": lambda: factories.save(draft, byline="Олена Гук"),
        "who": lambda: note_presence(db.session, draft.id, person),
        "where": lambda: factories.save(story, byline="Олена Гук", tags="міст"),
    }
    assert not is_counted(unseen[what])


def test_what_is_rolled_back_is_not_counted(story):
    before = edition()
    story.headline = "Інший"
    db.session.flush()
    db.session.rollback()
    assert edition() == before


def test_every_table_is_watched_that_is_not_declared_unseen(app):
    counted_by = db.session.scalar(db.select(Edition.counted_by))
    assert counted_by == fingerprint(Base.metadata, db.engine.dialect.name)
    kind = {"sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'"}
    found = kind.get(db.engine.dialect.name, "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
    names = set(db.session.scalars(text(found)))
    tables = set(inspect(db.session.connection()).get_table_names()) - {"alembic_version"}
    of_words = {table for table in tables if table.startswith("article_words")}  # of the index
    for table in tables - of_words - UNSEEN - {"revisions"}:
        for happening in ("insert", "update", "delete"):
            assert f"edition_{table}_{happening}" in names


def test_what_is_declared_unseen_exists():
    tables = Base.metadata.tables
    assert set(tables) >= UNSEEN
    for table, columns in UNSEEN_COLUMNS.items():
        assert {column.name for column in tables[table].columns} >= columns


def test_while_tables_change_nobody_relies_on_the_count(app):
    with db.engine.begin() as connection:
        unwatch(connection)
    assert db.session.scalar(db.select(Edition.counted_by)) == ""
    before = edition()
    factories.category()
    assert edition() == before
    with db.engine.begin() as connection:
        watch(connection, Base.metadata)
    assert edition() > before
