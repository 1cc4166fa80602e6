"""Partners choose how our posts look on their pages, and we may pause or revoke them."""

import sqlalchemy as sa
from alembic import op

revision = "007"
down_revision = "006"

COLUMNS = (
    ("status", sa.String(8), "active"),
    ("title", sa.String(80), ""),
    ("post_count", sa.Integer(), "7"),
    ("shows_excerpt", sa.Boolean(), sa.true()),
    ("language", sa.String(2), ""),
    ("scheme", sa.String(8), "auto"),
    ("accent", sa.String(7), ""),
    ("corner", sa.String(8), "soft"),
    ("density", sa.String(8), "airy"),
    ("source_mark", sa.String(40), ""),
)


def upgrade() -> None:
    with op.batch_alter_table("partners") as table:
        for name, kind, default in COLUMNS:
            table.add_column(sa.Column(name, kind, nullable=False, server_default=default))
    with op.batch_alter_table("partners") as table:  # from now on the code decides
        for name, kind, _default in COLUMNS:
            table.alter_column(name, existing_type=kind, server_default=None)
    _link("category", "categories")
    _link("tag", "tags")


def downgrade() -> None:
    op.drop_table("partner_tags")
    op.drop_table("partner_categories")
    with op.batch_alter_table("partners") as table:
        for name, _kind, _default in COLUMNS:
            table.drop_column(name)


def _link(one: str, many: str) -> None:
    table = f"partner_{many}"
    op.create_table(
        table,
        sa.Column("partner_id", sa.Integer(), primary_key=True),
        sa.Column(f"{one}_id", sa.Integer(), primary_key=True),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{target}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE"
            )
            for column, target in (("partner_id", "partners"), (f"{one}_id", many))
        ),
    )
    op.create_index(f"ix_{table}_{one}_id", table, [f"{one}_id"])
