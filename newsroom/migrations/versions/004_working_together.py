"""People work together on an article: notes, presence, corrections and links to a preview."""

import sqlalchemy as sa
from alembic import op

revision = "004"
down_revision = "003"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _notes_and_corrections()
    _presences()
    _preview_links()


def downgrade() -> None:
    for table in ("preview_links", "presences", "corrections", "notes"):
        op.drop_table(table)


def _notes_and_corrections() -> None:
    for table in ("notes", "corrections"):
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), primary_key=True),
            sa.Column("article_id", sa.Integer(), nullable=False),
            sa.Column("author_id", sa.Integer()),
            sa.Column("created_at", MOMENT, nullable=False),
            sa.Column("text", sa.Text(), nullable=False),
            *([sa.Column("event", sa.String(16), nullable=False)] if table == "notes" else []),
            _to(table, "article_id", "articles", cascade=True),
            _to(table, "author_id", "staff"),
        )
        op.create_index(f"ix_{table}_article_id_id", table, ["article_id", "id"])


def _presences() -> None:
    op.create_table(
        "presences",
        sa.Column("article_id", sa.Integer(), primary_key=True),
        sa.Column("staff_id", sa.Integer(), primary_key=True),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        _to("presences", "article_id", "articles", cascade=True),
        _to("presences", "staff_id", "staff", cascade=True),
    )
    op.create_index("ix_presences_seen_at", "presences", ["seen_at"])


def _preview_links() -> None:
    op.create_table(
        "preview_links",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        _to("preview_links", "article_id", "articles", cascade=True),
        _to("preview_links", "author_id", "staff"),
    )
    op.create_index("ix_preview_links_article_id", "preview_links", ["article_id"])


def _to(table: str, column: str, other: str, cascade: bool = False) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{other}.id"],
        name=f"fk_{table}_{column}",
        ondelete="CASCADE" if cascade else None,
    )
