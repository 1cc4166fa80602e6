"""A button pressed twice does its work once; texts set aside are found on their own."""

import sqlalchemy as sa
from alembic import op

revision = "008"
down_revision = "007"


def upgrade() -> None:
    op.add_column("notes", sa.Column("save_id", sa.String(36), nullable=False, server_default=""))
    op.create_index(
        "ix_revisions_aside",
        "revisions",
        ["article_id", "number"],
        sqlite_where=sa.text("is_aside = 1"),
        postgresql_where=sa.text("is_aside"),
    )


def downgrade() -> None:
    op.drop_index("ix_revisions_aside", "revisions")
    op.drop_column("notes", "save_id")
