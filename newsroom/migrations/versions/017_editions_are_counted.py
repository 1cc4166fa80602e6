"""Pages are kept while nothing that readers see has changed: a row counts how often it has.

What counts is made after the migrations, from the tables as they are then: see
`newsroom/kept/edition.py`.
"""

import sqlalchemy as sa
from alembic import op

revision = "017"
down_revision = "016"


def upgrade() -> None:
    edition = op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("counted_by", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
    )
    op.bulk_insert(edition, [{"id": 1, "number": 1, "counted_by": ""}])


def downgrade() -> None:
    op.drop_table("edition")
