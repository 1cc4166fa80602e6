"""The desk finds articles by how words begin, and skips those of other categories.

On SQLite the index of words is made after the migrations: see `newsroom/articles/word_index.py`.
"""

import sqlalchemy as sa
from alembic import op

revision = "019"
down_revision = "018"

AT_ONCE = 1000
INSIDE_WORDS = dict.fromkeys([*map(ord, "'`´ʹʼˈ‘’′＇"), *range(0x300, 0x370)])
ARTICLES = sa.table("articles", sa.column("id"), sa.column("find_text"))
WORDS = "array_to_tsvector(array_remove(string_to_array(find_text, ' '), ''))"
LISTS = {  # by which index: of which articles, in which order
    "ix_articles_draft": (
        "live_revision_id IS NULL AND taken_down_at IS NULL",
        ["stage", sa.text("saved_at DESC"), sa.text("id DESC")],
    ),
    "ix_articles_taken_down": (
        "taken_down_at IS NOT NULL",
        [sa.text("taken_down_at DESC"), sa.text("id DESC")],
    ),
}


def upgrade() -> None:
    connection, last = op.get_bind(), 0
    some = sa.select(ARTICLES).order_by(ARTICLES.c.id).limit(AT_ONCE)
    changed = sa.update(ARTICLES).where(ARTICLES.c.id == sa.bindparam("of"))
    changed = changed.values(find_text=sa.bindparam("words"))
    while rows := connection.execute(some.where(ARTICLES.c.id > last)).all():
        last = rows[-1].id
        connection.execute(changed, [{"of": row.id, "words": _words(row[1])} for row in rows])
    _list_again("category_id")
    if connection.dialect.name == "postgresql":
        op.create_index("ix_articles_words", "articles", [sa.text(WORDS)], postgresql_using="gin")


def downgrade() -> None:
    """Words stay as they are: what looked through them before finds whole ones too."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_articles_words", "articles")
    _list_again()


def _words(text: str) -> str:
    plain = text.lower().translate(INSIDE_WORDS)
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    return " ".join(word[:60] for word in words)


def _list_again(*also: str) -> None:
    for name, (where, columns) in LISTS.items():
        op.drop_index(name, "articles")
        only = sa.text(where)
        op.create_index(
            name, "articles", [*columns, *also], sqlite_where=only, postgresql_where=only
        )
