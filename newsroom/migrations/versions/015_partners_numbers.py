"""Partners' views, clicks and troubles are counted by the day, and their requests by the minute."""

import sqlalchemy as sa
from alembic import op

revision = "015"
down_revision = "014"


def upgrade() -> None:
    op.add_column(
        "partners",
        sa.Column("requests_a_minute", sa.Integer(), nullable=False, server_default="6000"),
    )
    op.create_table(
        "partner_counts",
        _partner("partner_counts"),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("article_id", sa.Integer(), primary_key=True),
        sa.Column("embed", sa.String(8), primary_key=True),
        sa.Column("views", sa.Integer(), nullable=False),
        sa.Column("clicks", sa.Integer(), nullable=False),
    )
    op.create_index("ix_partner_counts_day", "partner_counts", ["day"])
    op.create_table(
        "partner_sightings",
        _partner("partner_sightings"),
        sa.Column("what", sa.String(16), primary_key=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.String(300), nullable=False),
    )
    op.create_table(
        "partner_minutes",
        _partner("partner_minutes"),
        sa.Column("minute", sa.Integer(), primary_key=True),
        sa.Column("requests", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    for table in ("partner_minutes", "partner_sightings", "partner_counts"):
        op.drop_table(table)
    op.drop_column("partners", "requests_a_minute")


def _partner(table: str) -> sa.Column:
    key = sa.ForeignKey("partners.id", name=f"fk_{table}_partner_id", ondelete="CASCADE")
    return sa.Column("partner_id", sa.Integer(), key, primary_key=True)
