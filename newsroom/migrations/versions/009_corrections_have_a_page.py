"""All public corrections stand on one page, the newest first: it is a walk along this index."""

from alembic import op

revision = "009"
down_revision = "008"


def upgrade() -> None:
    op.create_index("ix_corrections_created_at_id", "corrections", ["created_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_corrections_created_at_id", "corrections")
