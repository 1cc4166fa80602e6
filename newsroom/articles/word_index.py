"""Which articles have words that begin so in their headline, by-line or tags.

The database keeps this index, so that nobody who changes an article can forget it: SQLite by
triggers, PostgreSQL as it does any other. See docs/decisions/029-finding-by-words.md.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Index,
    Select,
    and_,
    cast,
    column,
    func,
    inspect,
    literal,
    select,
    table,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import aliased

from newsroom.articles.models import Article
from newsroom.database import db
from newsroom.language.tidy import find_text

MOST_FOUND = 1000  # the newest
MOST_WORDS = 8
SINCE = "019"  # the step of the migrations
AT_ONCE = 1000
# Beginnings of so many letters have lists of their own, so that the newest of them come at once.
MAKE = """
CREATE VIRTUAL TABLE article_words USING fts5(find_text, content='articles', content_rowid='id',
tokenize='ascii', detail='none', columnsize=0, prefix='1 2 3 4 5 6 7 8')
"""
FILL = "INSERT INTO article_words (article_words) VALUES ('rebuild')"
ADD = "INSERT INTO article_words (rowid, find_text) VALUES (NEW.id, NEW.find_text);"
REMOVE = """
INSERT INTO article_words (article_words, rowid, find_text)
VALUES ('delete', OLD.id, OLD.find_text);
"""
CHANGED = "UPDATE OF find_text ON articles WHEN OLD.find_text <> NEW.find_text"
TRIGGERS = {
    "article_words_added": f"AFTER INSERT ON articles BEGIN {ADD} END",
    "article_words_changed": f"AFTER {CHANGED} BEGIN {REMOVE} {ADD} END",
    "article_words_removed": f"AFTER DELETE ON articles BEGIN {REMOVE} END",
}
INDEX = table("article_words", column("rowid"), column("article_words"))


def words_of(find_text: Any) -> ColumnElement[Any]:
    """As PostgreSQL looks for words, by no rules of any language."""
    apart = func.string_to_array(find_text, text("' '"))
    return func.array_to_tsvector(func.array_remove(apart, text("''")))


Index("ix_articles_words", words_of(Article.find_text), postgresql_using="gin").ddl_if(
    dialect="postgresql"
)


def newest_with(words: Sequence[str], *, more: int = 0) -> Select[tuple[int]]:
    """The ids of the newest articles that have a word beginning with each of ``words``: of
    ``MOST_FOUND``, and so many ``more``.
    """
    words = words[:MOST_WORDS]
    if db.engine.dialect.name == "sqlite":
        asked = " ".join(f'"{word}"*' for word in words)
        query = select(INDEX.c.rowid).where(INDEX.c.article_words.op("MATCH")(asked))
        return query.order_by(INDEX.c.rowid.desc()).limit(MOST_FOUND + more)
    one = aliased(Article)
    asked = " & ".join(f"'{word}':*" for word in words)
    query = select(one.id).where(words_of(one.find_text).op("@@")(cast(asked, TSQUERY)))
    return query.order_by(one.id.desc()).limit(MOST_FOUND + more)


def has(words: Sequence[str]) -> ColumnElement[bool]:
    """The same, asked of each article of a few."""
    whole = literal(" ").concat(Article.find_text)
    return and_(*[whole.contains(f" {word}") for word in words[:MOST_WORDS]])


def complete(engine: Engine) -> None:
    """After a migration: one that makes a table anew takes the triggers off with the old."""
    with engine.begin() as connection:
        if not _is_wanted(connection):
            return
        if not is_there(connection):
            _make(connection)
    for some in _worded_as_before(engine):
        with engine.begin() as connection:
            for article, former in some:
                mine = (Article.id == article) & (Article.find_text == former)
                connection.execute(update(Article).where(mine).values(find_text=find_text(former)))


def is_there(connection: Connection) -> bool:
    """Whether it is, and is kept. PostgreSQL's comes and goes with its migration."""
    if connection.dialect.name != "sqlite":
        return True
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars()
    return set(names) >= {INDEX.name, *TRIGGERS}


def _is_wanted(connection: Connection) -> bool:
    steps = table("alembic_version", column("version_num"))
    if not inspect(connection).has_table(steps.name):
        return False
    return (connection.scalar(select(steps.c.version_num)) or "") >= SINCE


def _make(connection: Connection) -> None:
    connection.exec_driver_sql("DROP TABLE IF EXISTS article_words")
    connection.exec_driver_sql(MAKE)
    for name, does in TRIGGERS.items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {does}")
    connection.exec_driver_sql(FILL)


def _worded_as_before(engine: Engine) -> Iterator[Sequence[Any]]:
    """What processes of the version before have saved since the migration, some at a time: theirs
    always has a line feed, ours never. In transactions of their own, so that nobody waits long.
    """
    query = select(Article.id, Article.find_text).where(Article.find_text.contains("\n"))
    with engine.connect().execution_options(reading=True) as connection:
        rows = connection.execute(query.order_by(Article.id)).all()
    for first in range(0, len(rows), AT_ONCE):
        yield rows[first : first + AT_ONCE]
