"""Stories have tags, and authors a page: a list of one tag or author is a walk along one index."""

import sqlalchemy as sa
from alembic import op

revision = "005"
down_revision = "004"

MOMENT = sa.DateTime(timezone=True)
WHEN_IT_WENT_OUT = """
    UPDATE article_authors SET publish_at = (
        SELECT publish_at FROM articles
        WHERE articles.id = article_authors.article_id AND live_revision_id IS NOT NULL
    )
"""
# Until now nobody but the demo's people was linked to the name that they sign by.
WHOSE_NAME_IT_IS = """
    UPDATE authors SET staff_id = (SELECT min(id) FROM staff WHERE staff.name = authors.name)
    WHERE staff_id IS NULL
    AND (SELECT count(*) FROM staff WHERE staff.name = authors.name) = 1
    AND NOT EXISTS (
        SELECT 1 FROM authors AS others JOIN staff ON staff.id = others.staff_id
        WHERE staff.name = authors.name
    )
"""


def upgrade() -> None:
    _tags()
    _authors()


def downgrade() -> None:
    op.create_index(
        "ix_article_authors_author_id_article_id", "article_authors", ["author_id", "article_id"]
    )
    op.drop_index("ix_article_authors_newest", "article_authors")
    op.drop_column("article_authors", "publish_at")
    for column in ("biography", "job"):
        op.drop_column("authors", column)
    op.drop_table("article_tags")
    op.drop_table("tags")
    for table in ("articles", "revisions"):
        op.drop_column(table, "tags")


def _tags() -> None:
    for table in ("articles", "revisions"):
        op.add_column(table, sa.Column("tags", sa.String(400), nullable=False, server_default=""))
    op.create_table(
        "tags",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.UniqueConstraint("slug", name="uq_tags_slug"),
    )
    op.create_table(
        "article_tags",
        sa.Column("article_id", sa.Integer(), primary_key=True),
        sa.Column("tag_id", sa.Integer(), primary_key=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("publish_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_article_tags_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name="fk_article_tags_tag_id"),
    )
    op.create_index(
        "ix_article_tags_newest", "article_tags", ["tag_id", "publish_at", "article_id"]
    )


def _authors() -> None:
    op.add_column("authors", sa.Column("job", sa.String(120), nullable=False, server_default=""))
    op.add_column("authors", sa.Column("biography", sa.Text(), nullable=False, server_default=""))
    op.add_column("article_authors", sa.Column("publish_at", MOMENT))
    op.drop_index("ix_article_authors_author_id_article_id", "article_authors")
    op.create_index(
        "ix_article_authors_newest", "article_authors", ["author_id", "publish_at", "article_id"]
    )
    op.execute(WHEN_IT_WENT_OUT)
    op.execute(WHOSE_NAME_IT_IS)
