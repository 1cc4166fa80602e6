"""Side effects wait in one table, written in the transaction of what they follow."""

import sqlalchemy as sa
from alembic import op

revision = "006"
down_revision = "005"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(500), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("key", sa.String(500), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("run_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", MOMENT),
        sa.Column("leased_by", sa.String(60), nullable=False),
        sa.Column("done_at", MOMENT),
        sa.Column("failed_at", MOMENT),
        sa.Column("last_error", sa.String(300), nullable=False),
    )
    op.create_index("ix_outbox_kind_key", "outbox", ["kind", "key"])
    waiting = sa.text("done_at IS NULL AND failed_at IS NULL")
    _partial("ix_outbox_waiting", waiting, "run_at")
    _partial("ix_outbox_failed", sa.text("failed_at IS NOT NULL"), "failed_at")
    _partial("ix_outbox_done", sa.text("done_at IS NOT NULL"), "done_at")


def downgrade() -> None:
    op.drop_table("outbox")


def _partial(name: str, where: sa.TextClause, column: str) -> None:
    op.create_index(name, "outbox", [column, "id"], sqlite_where=where, postgresql_where=where)
