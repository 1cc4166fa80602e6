"""Partners may show the photo of each post."""

import sqlalchemy as sa
from alembic import op

revision = "018"
down_revision = "017"


def upgrade() -> None:
    shows = sa.Column("shows_photo", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("partners", shows)


def downgrade() -> None:
    op.drop_column("partners", "shows_photo")
