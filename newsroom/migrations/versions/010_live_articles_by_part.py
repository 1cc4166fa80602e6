"""Sitemaps find their parts, and when each last changed, in one step each of an index.

A correction is a change too: the articles corrected without another text say so from now on.
"""

import sqlalchemy as sa
from alembic import op

revision = "010"
down_revision = "009"

UP = sa.text("live_revision_id IS NOT NULL AND taken_down_at IS NULL")
CHANGED_AT = "CASE WHEN (updated_at > publish_at) THEN updated_at ELSE publish_at END"


def upgrade() -> None:
    op.create_index(
        "ix_articles_live_by_part",
        "articles",
        [sa.text("(id / 50000)"), sa.text(f"({CHANGED_AT}) DESC"), "publish_at", "id"],
        sqlite_where=UP,
        postgresql_where=UP,
    )
    op.execute(
        "UPDATE articles SET updated_at = (SELECT max(created_at) FROM corrections"
        " WHERE article_id = articles.id) WHERE EXISTS (SELECT 1 FROM corrections"
        " WHERE article_id = articles.id"
        " AND (articles.updated_at IS NULL OR created_at > articles.updated_at))"
    )


def downgrade() -> None:
    op.drop_index("ix_articles_live_by_part", "articles")
