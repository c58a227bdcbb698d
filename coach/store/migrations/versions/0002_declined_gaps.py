"""Gaps in her stories that she passed on for good"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "declined_gaps",
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("gap", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", "gap", name=op.f("pk_declined_gaps")),
    )


def downgrade() -> None:
    op.drop_table("declined_gaps")
