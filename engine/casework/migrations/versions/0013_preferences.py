"""What a user chose for themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has chosen yet."""
    op.create_table(
        "preference",
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("user.id"), primary_key=True),
        sa.Column("language", sa.String(2), nullable=False),
    )


def downgrade() -> None:
    """Forget it."""
    op.drop_table("preference")
