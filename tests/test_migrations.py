"""The migrations are in order, say why, go both ways, and build exactly what the models say."""

import ast
import json
from pathlib import Path

import flask_migrate
import pytest
from sqlalchemy import Engine, event, inspect, select, text, update
from sqlalchemy.exc import OperationalError

from newsroom.articles.models import Article
from newsroom.articles.word_index import TRIGGERS, newest_with
from newsroom.database import db
from newsroom.language.tidy import find_text
from tests import factories

VERSIONS = Path(__file__).parents[1] / "newsroom/migrations/versions"


def schema(engine: Engine) -> set[str]:
    """All that the database knows about its tables, a line for each fact."""
    look = inspect(engine)
    found = {
        "column": look.get_columns,
        "key": lambda table: [look.get_pk_constraint(table)],
        "check": look.get_check_constraints,
        "foreign key": look.get_foreign_keys,
        "index": look.get_indexes,
        "unique": look.get_unique_constraints,
    }
    return {
        f"{table}: {kind} {json.dumps(fact, default=str, sort_keys=True)}"
        for table in look.get_table_names()
        if table != "alembic_version"
        for kind, get in found.items()
        for fact in get(table)
    }


def test_they_build_what_the_models_describe(app):
    migrated = schema(db.engine)
    db.drop_all()
    db.create_all()
    described = schema(db.engine)
    assert migrated - described == set()
    assert described - migrated == set()


@pytest.mark.parametrize(
    "change", ["ALTER TABLE {} ADD COLUMN extra INTEGER", "CREATE INDEX extra ON {} (id)"]
)
def test_a_difference_would_be_seen(app, change):
    before = schema(db.engine)
    with db.engine.begin() as connection:
        connection.execute(text(change.format("articles")))
    assert schema(db.engine) != before


def test_they_go_back_to_nothing_and_forth_again(app):
    before = schema(db.engine)
    flask_migrate.downgrade(revision="base")
    assert schema(db.engine) == set()
    flask_migrate.upgrade()
    assert schema(db.engine) ^ before == set()


@pytest.fixture
def nobody_saves(app):
    """While PostgreSQL's articles are read to be written, nobody may change one."""
    refused = []

    def try_to(connection, _cursor, statement, *_):
        is_read = connection.dialect.name == "postgresql" and "FROM articles" in statement
        if is_read and not refused:
            refused.append(statement)
            with db.engine.connect() as other, pytest.raises(OperationalError, match="lock"):
                other.execute(text("LOCK TABLE articles IN ROW EXCLUSIVE MODE NOWAIT"))

    event.listen(db.engine, "before_cursor_execute", try_to)
    yield
    assert refused or db.engine.dialect.name == "sqlite"


def test_articles_that_were_there_before_are_found_by_their_words(app, request):
    flask_migrate.downgrade(revision="018")
    assert not [name for name in inspect(db.engine).get_table_names() if "article_words" in name]
    with db.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO articles (slug, slug_is_chosen, stage, stage_since, revision_count,"
                " saved_at, taken_down_why, headline, excerpt, byline, find_text) VALUES"
                " ('x', false, 'writing', '2026-01-01 00:00', 1, '2026-01-01 00:00', '', '', '',"
                " '', :words)"
            ),
            {"words": "«об’їзд» за\u0301мком\nолена гук, к.\nміст-парк"},
        )
    request.getfixturevalue("nobody_saves")
    flask_migrate.upgrade()
    [words] = db.session.scalars(select(Article.find_text))
    assert words == "обїзд замком олена гук к міст парк їзд"
    assert words == find_text("«об’їзд» за́мком\nолена гук, к.\nміст-парк")
    found = [db.session.scalars(newest_with([word])).all() for word in ("пар", "об", "арк")]
    assert found == [[1], [1], []]


def test_a_table_that_was_made_anew_has_its_index_of_words_again(app):
    if db.engine.dialect.name == "sqlite":
        with db.engine.begin() as connection:
            for name in TRIGGERS:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
    factories.draft(headline="Новина")
    flask_migrate.upgrade()
    assert db.session.scalars(newest_with(["новин"])).all() == [1]


def test_what_a_former_version_has_saved_since_is_found_after_one_more_upgrade(app):
    articles = [factories.draft(headline=name) for name in ("Новина", "Друга", "Третя")]
    db.session.execute(
        update(Article)
        .where(Article.id != articles[2].id)
        .values(find_text="«об’їзд» о'коннор\nолена гук\nміст")
    )
    db.session.commit()
    flask_migrate.upgrade()
    found = [db.session.scalars(newest_with([word])).all() for word in ("коннор", "об", "трет")]
    assert found == [[2, 1], [2, 1], [3]]


def disorder(names_and_texts: list[tuple[str, str]]) -> list[str]:
    """What is wrong with these migrations, given in order: number, reason, imports, both ways."""
    found = []
    for number, (name, source) in enumerate(names_and_texts, start=1):
        tree = ast.parse(source)
        assigned = {
            node.targets[0].id: ast.literal_eval(node.value)
            for node in tree.body
            if isinstance(node, ast.Assign) and "revision" in node.targets[0].id
        }
        before = f"{number - 1:03}" if number > 1 else None
        if not name.startswith(f"{number:03}_"):
            found.append(f"{name} is not number {number:03}")
        if assigned != {"revision": f"{number:03}", "down_revision": before}:
            found.append(f"{name} follows {assigned}")
        if not ast.get_docstring(tree):
            found.append(f"{name} does not say why")
        if not {"alembic", "sqlalchemy"} >= _imported(tree):
            found.append(f"{name} imports what may change later")
        if {"upgrade", "downgrade"} - {n.name for n in tree.body if isinstance(n, ast.FunctionDef)}:
            found.append(f"{name} does not go both ways")
    return found


def _imported(tree: ast.Module) -> set[str]:
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names = [alias.name for node in imports for alias in node.names]
    return {name.split(".")[0] for name in names + [node.module or "" for node in froms]}


def test_they_are_in_order():
    migrations = [(path.name, path.read_text()) for path in sorted(VERSIONS.glob("*.py"))]
    assert migrations
    assert disorder(migrations) == []


GOOD = '''"""Why."""
import sqlalchemy
revision = "001"
down_revision = None
def upgrade(): ...
def downgrade(): ...
'''


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("002_words.py", GOOD),
        ("001_words.py", GOOD.replace('"001"', '"a1b2"')),
        ("001_words.py", GOOD.replace("None", '"000"')),
        ("001_words.py", GOOD.replace('"""Why."""', "")),
        ("001_words.py", GOOD.replace("import sqlalchemy", "from newsroom import database")),
        ("001_words.py", GOOD.replace("def downgrade(): ...", "")),
    ],
)
def test_disorder_would_be_seen(name, source):
    assert disorder([("001_words.py", GOOD)]) == []
    assert disorder([(name, source)]) != []
