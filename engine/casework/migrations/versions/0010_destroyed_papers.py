"""When a paper was destroyed."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the moment; every paper that is there may still be kept until somebody decides."""
    op.add_column("paper", sa.Column("destroyed_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    """Take it away; the register forgets which papers were destroyed."""
    with op.batch_alter_table("paper") as batch:
        batch.drop_column("destroyed_at")
