"""Which articles have words that begin so in their headline, by-line or tags.

The database keeps this index, so that nobody who changes an article can forget it: SQLite by
triggers, PostgreSQL as it does any other. See docs/decisions/029-finding-by-words.md.
"""

from collections.abc import Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    cast,
    column,
    inspect,
    literal,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import aliased

from newsroom.articles.models import Article, words_of
from newsroom.database import db

MOST_FOUND = 1000  # the newest
MOST_WORDS = 8
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


def newest_with(words: Sequence[str]) -> Select[tuple[int]]:
    """The ids of the newest articles that have a word beginning with each of ``words``."""
    words = words[:MOST_WORDS]
    if db.engine.dialect.name == "sqlite":
        asked = " ".join(f'"{word}"*' for word in words)
        query = select(INDEX.c.rowid).where(INDEX.c.article_words.op("MATCH")(asked))
        return query.order_by(INDEX.c.rowid.desc()).limit(MOST_FOUND)
    one = aliased(Article)
    asked = " & ".join(f"'{word}':*" for word in words)
    query = select(one.id).where(words_of(one.find_text).op("@@")(cast(asked, TSQUERY)))
    return query.order_by(one.id.desc()).limit(MOST_FOUND)


def has(words: Sequence[str]) -> ColumnElement[bool]:
    """The same, asked of each article of a few."""
    text = literal(" ").concat(Article.find_text)
    return and_(*[text.contains(f" {word}") for word in words[:MOST_WORDS]])


def keep(connection: Connection) -> None:
    """After a migration: one that makes a table anew takes the triggers off with the old."""
    if connection.dialect.name != "sqlite":
        return
    here = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    there = set(connection.exec_driver_sql(here).scalars())
    is_there = inspect(connection).has_table("articles")
    if is_there and there >= set(TRIGGERS):
        return
    connection.exec_driver_sql("DROP TABLE IF EXISTS article_words")
    if not is_there:
        return
    connection.exec_driver_sql(MAKE)
    for name, does in TRIGGERS.items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {does}")
    connection.exec_driver_sql(FILL)
