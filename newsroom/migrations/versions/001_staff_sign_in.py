"""Staff sign in: who they are, their sessions, and the attempts counted against guessing."""

import sqlalchemy as sa
from alembic import op

revision = "001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("language", sa.String(2)),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("role in ('reporter', 'editor', 'chief')", name=op.f("ck_staff_role")),
        sa.UniqueConstraint("email", name="uq_staff_email"),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_staff_sessions_staff_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_staff_sessions_staff_id", "staff_sessions", ["staff_id"])
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("knows_device", sa.Boolean(), nullable=False),
        sa.Column("tried_at", MOMENT, nullable=False),
    )
    for columns in (["account", "tried_at"], ["address", "tried_at"], ["tried_at"]):
        name = "_".join(["ix_sign_in_attempts", *columns])
        op.create_index(name, "sign_in_attempts", columns)


def downgrade() -> None:
    for table in ("sign_in_attempts", "staff_sessions", "staff"):
        op.drop_table(table)
