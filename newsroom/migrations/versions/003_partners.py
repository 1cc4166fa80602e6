"""Partners embed our recent posts; only their own origins may frame them."""

import sqlalchemy as sa
from alembic import op

revision = "003"
down_revision = "002"


def upgrade() -> None:
    op.create_table(
        "partners",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("name", name="uq_partners_name"),
        sa.UniqueConstraint("key", name="uq_partners_key"),
    )
    op.create_table(
        "partner_origins",
        sa.Column("partner_id", sa.Integer(), primary_key=True),
        sa.Column("origin", sa.String(300), primary_key=True),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["partners.id"],
            name="fk_partner_origins_partner_id",
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    op.drop_table("partner_origins")
    op.drop_table("partners")
