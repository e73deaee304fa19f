"""How long a case of the RIEC is kept, and how many of its hits were destroyed."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them to the cases; nothing was extended or destroyed yet."""
    op.add_column("case", sa.Column("keep_until", sa.Date(), nullable=True))
    op.add_column(
        "case", sa.Column("hits_destroyed", sa.Integer(), nullable=False, server_default="0")
    )


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table("case") as batch:
        batch.drop_column("hits_destroyed")
        batch.drop_column("keep_until")
