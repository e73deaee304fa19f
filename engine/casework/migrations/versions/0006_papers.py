"""The register of papers."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the register."""
    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("folder", sa.String(length=1024), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("manifest_sha256", sa.String(length=64), nullable=False),
        sa.Column("run", sa.String(length=128), nullable=True),
        sa.Column("cases", sa.JSON(), nullable=False),
        sa.Column("recipient", sa.String(length=64), nullable=False),
        sa.Column("legal_basis", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("destroy_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_paper_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("folder", "name", name=op.f("uq_paper_folder_name")),
    )
    for column in ("destroy_on", "kind", "made_at", "sha256", "user_id"):
        op.create_index(op.f(f"ix_paper_{column}"), "paper", [column], unique=False)


def downgrade() -> None:
    """Drop it."""
    op.drop_table("paper")
