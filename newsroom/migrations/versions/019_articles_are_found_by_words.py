"""The desk finds articles by how words begin, and skips those of other categories.

On SQLite the index of words is made after the migrations: see `newsroom/articles/word_index.py`.
"""

import sqlalchemy as sa
from alembic import op

revision = "019"
down_revision = "018"

AT_ONCE = 1000
INSIDE_WORDS: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "'`´ʹʻʼˈ՚᾽‘’‛′＇"), "'"),
    **dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, *range(0x300, 0x370)]),
}
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
    """On PostgreSQL everybody waits from the start, as for the indexes they would in the end: who
    saved meanwhile would lose it, and who had read before saving would stand in each other's way.
    """
    connection, last = op.get_bind(), 0
    if connection.dialect.name == "postgresql":
        op.execute("LOCK TABLE articles IN ACCESS EXCLUSIVE MODE")
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
    """Words stay as they are until an article is saved: what looks through them then finds pieces
    of words, but no sign and no two words with one between them.
    """
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_articles_words", "articles")
    else:
        for change in ("added", "changed", "removed"):
            op.execute(f"DROP TRIGGER IF EXISTS article_words_{change}")
        op.execute("DROP TABLE IF EXISTS article_words")
    _list_again()


def _words(text: str) -> str:
    plain = text.casefold().translate(INSIDE_WORDS)
    parts = "".join(one if one.isalnum() or one == "'" else " " for one in plain).split()
    cut = [part.strip("'").partition("'") for part in parts]
    words = parts + [after for particle, _, after in cut if len(particle) <= 2]  # «О’Коннор»
    return " ".join(word.replace("'", "")[:60] for word in words if word.strip("'"))


def _list_again(*also: str) -> None:
    for name, (where, columns) in LISTS.items():
        op.drop_index(name, "articles")
        only = sa.text(where)
        op.create_index(
            name, "articles", [*columns, *also], sqlite_where=only, postgresql_where=only
        )
