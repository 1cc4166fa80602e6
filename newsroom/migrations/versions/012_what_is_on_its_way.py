"""What an editor returned or approved is listed, and who left the staff keeps their name."""

import sqlalchemy as sa
from alembic import op

revision = "012"
down_revision = "011"


def upgrade() -> None:
    for stage in ("returned", "approved"):
        where = sa.text(f"stage = '{stage}'")
        op.create_index(
            f"ix_articles_{stage}",
            "articles",
            ["stage_since", "id"],
            sqlite_where=where,
            postgresql_where=where,
        )
    op.add_column("staff", sa.Column("left_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("staff", "left_at")
    for stage in ("returned", "approved"):
        op.drop_index(f"ix_articles_{stage}", "articles")
