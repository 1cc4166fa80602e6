"""Photos: who made a picture and what one may do with it; its files lie elsewhere."""

import sqlalchemy as sa
from alembic import op

revision = "014"
down_revision = "013"


def upgrade() -> None:
    op.create_table(
        "photos",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("upload", sa.String(16), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("refused_why", sa.String(30), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("focal_x", sa.Float(), nullable=False),
        sa.Column("focal_y", sa.Float(), nullable=False),
        sa.Column("placeholder", sa.String(400), nullable=False),
        sa.Column("has_avif", sa.Boolean(), nullable=False),
        sa.Column("had_location", sa.Boolean(), nullable=False),
        sa.Column("author", sa.String(120), nullable=False),
        sa.Column("agency", sa.String(120), nullable=False),
        sa.Column("licence", sa.String(200), nullable=False),
        sa.Column("licence_until", sa.Date(), nullable=True),
        sa.Column("copyright", sa.String(300), nullable=False),
        sa.Column("caption", sa.String(300), nullable=False),
        sa.Column("alt", sa.String(500), nullable=False),
        sa.Column("is_decorative", sa.Boolean(), nullable=False),
        sa.Column("find_text", sa.Text(), nullable=False),
        sa.UniqueConstraint("name", name="uq_photos_name"),
        sa.UniqueConstraint("digest", name="uq_photos_digest"),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["staff.id"], name="fk_photos_uploaded_by_id"),
        sa.CheckConstraint(
            "status in ('waiting', 'ready', 'refused')", name=op.f("ck_photos_status")
        ),
    )
    op.create_index("ix_photos_created_at_id", "photos", ["created_at", "id"])
    op.create_index("ix_photos_agency_created_at_id", "photos", ["agency", "created_at", "id"])
    op.create_index(
        "ix_photos_uploaded_by_id_created_at_id", "photos", ["uploaded_by_id", "created_at", "id"]
    )
    op.create_index("ix_photos_licence_until", "photos", ["licence_until"])


def downgrade() -> None:
    op.drop_table("photos")
