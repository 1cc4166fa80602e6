"""Articles with their revisions, categories, authors and former addresses.

An article points at two of its revisions, and a revision at its article. SQLite cannot add a
foreign key later and does not look whether the other table exists; PostgreSQL is the opposite.
"""

import sqlalchemy as sa
from alembic import op

revision = "002"
down_revision = "001"

MOMENT = sa.DateTime(timezone=True)
UP = sa.text("live_revision_id IS NOT NULL AND taken_down_at IS NULL")
DRAFT = sa.text("live_revision_id IS NULL AND taken_down_at IS NULL")
WAITING = sa.text("stage = 'waiting'")
TAKEN_DOWN = sa.text("taken_down_at IS NOT NULL")


def upgrade() -> None:
    _categories_and_authors()
    _articles()
    _revisions()
    _lists()


def downgrade() -> None:
    if not _is_sqlite():
        for column in ("working_revision_id", "live_revision_id"):
            op.drop_constraint(f"fk_articles_{column}", "articles", type_="foreignkey")
    for table in (
        "former_slugs",
        "article_authors",
        "revisions",
        "articles",
        "authors",
        "categories",
    ):
        op.drop_table(table)


def _is_sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"


def _categories_and_authors() -> None:
    op.create_table(
        "categories",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.UniqueConstraint("name", name="uq_categories_name"),
        sa.UniqueConstraint("slug", name="uq_categories_slug"),
    )
    op.create_table(
        "authors",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("slug", sa.String(100), nullable=False),
        sa.Column("staff_id", sa.Integer()),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_authors_staff_id"),
        sa.UniqueConstraint("name", name="uq_authors_name"),
        sa.UniqueConstraint("slug", name="uq_authors_slug"),
        sa.UniqueConstraint("staff_id", name="uq_authors_staff_id"),
    )


def _articles() -> None:
    to_revisions = [
        sa.ForeignKeyConstraint([column], ["revisions.id"], name=f"fk_articles_{column}")
        for column in ("working_revision_id", "live_revision_id")
    ]
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("slug", sa.String(100), nullable=False),
        sa.Column("slug_is_chosen", sa.Boolean(), nullable=False),
        sa.Column("created_by_id", sa.Integer()),
        sa.Column("working_revision_id", sa.Integer()),
        sa.Column("live_revision_id", sa.Integer()),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("stage_since", MOMENT, nullable=False),
        sa.Column("revision_count", sa.Integer(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("publish_at", MOMENT),
        sa.Column("first_published_at", MOMENT),
        sa.Column("updated_at", MOMENT),
        sa.Column("taken_down_at", MOMENT),
        sa.Column("taken_down_why", sa.String(300), nullable=False),
        sa.Column("headline", sa.String(300), nullable=False),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.Column("byline", sa.String(300), nullable=False),
        sa.Column("category_id", sa.Integer()),
        sa.Column("find_text", sa.Text(), nullable=False),
        sa.UniqueConstraint("slug", name="uq_articles_slug"),
        sa.ForeignKeyConstraint(["created_by_id"], ["staff.id"], name="fk_articles_created_by_id"),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name="fk_articles_category_id"),
        *(to_revisions if _is_sqlite() else ()),
    )
    op.create_table(
        "article_authors",
        sa.Column("article_id", sa.Integer(), primary_key=True),
        sa.Column("author_id", sa.Integer(), primary_key=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name="fk_article_authors_article_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["author_id"], ["authors.id"], name="fk_article_authors_author_id"),
    )
    op.create_index(
        "ix_article_authors_author_id_article_id", "article_authors", ["author_id", "article_id"]
    )
    op.create_table(
        "former_slugs",
        sa.Column("slug", sa.String(100), primary_key=True),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_former_slugs_article_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_former_slugs_article_id", "former_slugs", ["article_id"])


def _revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("save_id", sa.String(36), nullable=False),
        sa.Column("base_number", sa.Integer(), nullable=False),
        sa.Column("is_autosave", sa.Boolean(), nullable=False),
        sa.Column("is_aside", sa.Boolean(), nullable=False),
        sa.Column("author_id", sa.Integer()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("headline", sa.String(300), nullable=False),
        sa.Column("lede", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("byline", sa.String(300), nullable=False),
        sa.Column("category_id", sa.Integer()),
        sa.Column("source_name", sa.String(200), nullable=False),
        sa.Column("source_url", sa.String(2000), nullable=False),
        sa.Column("photo_credit", sa.String(300), nullable=False),
        sa.Column("planned_at", MOMENT),
        sa.UniqueConstraint("article_id", "number", name="uq_revisions_article_id_number"),
        sa.UniqueConstraint("save_id", name="uq_revisions_save_id"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_revisions_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["author_id"], ["staff.id"], name="fk_revisions_author_id"),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name="fk_revisions_category_id"
        ),
    )
    op.create_index("ix_revisions_author_id", "revisions", ["author_id"])
    if not _is_sqlite():
        for column in ("working_revision_id", "live_revision_id"):
            op.create_foreign_key(
                f"fk_articles_{column}", "articles", "revisions", [column], ["id"]
            )


def _lists() -> None:
    newest = [sa.text("publish_at DESC"), sa.text("id DESC")]
    _partial("ix_articles_live", newest, UP)
    _partial("ix_articles_live_in_category", [sa.text("category_id"), *newest], UP)
    draft = [sa.text("stage"), sa.text("saved_at DESC"), sa.text("id DESC")]
    _partial("ix_articles_draft", draft, DRAFT)
    _partial("ix_articles_waiting", [sa.text("stage_since"), sa.text("id")], WAITING)
    _partial(
        "ix_articles_taken_down", [sa.text("taken_down_at DESC"), sa.text("id DESC")], TAKEN_DOWN
    )
    op.create_index("ix_articles_created_by_saved", "articles", ["created_by_id", "saved_at"])


def _partial(name: str, columns: list[sa.TextClause], where: sa.TextClause) -> None:
    op.create_index(name, "articles", columns, sqlite_where=where, postgresql_where=where)
