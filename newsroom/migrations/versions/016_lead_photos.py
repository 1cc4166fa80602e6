"""Articles have a lead photo, know which photos they use, and which card is drawn of them."""

import sqlalchemy as sa
from alembic import op

revision = "016"
down_revision = "015"


def upgrade() -> None:
    for name, length in (("lead_photo", 16), ("lead_caption", 300)):
        column = sa.Column(name, sa.String(length), nullable=False, server_default="")
        op.add_column("revisions", column)
    social = sa.Column("social", sa.String(40), nullable=False, server_default="")
    op.add_column("articles", social)
    # A key of its own would make SQLite's whole table anew; article_photos has one for every photo.
    op.add_column("articles", sa.Column("lead_photo_id", sa.Integer(), nullable=True))
    op.create_table(
        "article_photos",
        sa.Column("article_id", sa.Integer(), primary_key=True),
        sa.Column("photo_id", sa.Integer(), primary_key=True),
        sa.Column("is_live", sa.Boolean(), primary_key=True),
        sa.Column("is_lead", sa.Boolean(), primary_key=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_article_photos_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["photo_id"], ["photos.id"], name="fk_article_photos_photo_id"),
    )
    op.create_index("ix_article_photos_photo_id", "article_photos", ["photo_id", "article_id"])


def downgrade() -> None:
    op.drop_table("article_photos")
    for column in ("lead_photo_id", "social"):
        op.drop_column("articles", column)
    for column in ("lead_caption", "lead_photo"):
        op.drop_column("revisions", column)
