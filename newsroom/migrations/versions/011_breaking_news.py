"""Breaking news: a live article can be pinned to the strip over every page, for a set time."""

import sqlalchemy as sa
from alembic import op

revision = "011"
down_revision = "010"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "pins",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer()),
        sa.Column("text", sa.String(120), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_pins_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["author_id"], ["staff.id"], name="fk_pins_author_id"),
    )
    op.create_index("ix_pins_article_id", "pins", ["article_id"])
    op.create_index("ix_pins_ends_at", "pins", ["ends_at"])


def downgrade() -> None:
    op.drop_table("pins")
