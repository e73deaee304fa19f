"""Proposals for packs, and the condition that a rule had when a location was judged."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of proposals and the column of conditions."""
    op.add_column("judgement", sa.Column("conditions", sa.JSON(none_as_null=True), nullable=True))
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pack", sa.String(length=64), nullable=False),
        sa.Column("base_version", sa.String(length=32), nullable=False),
        sa.Column("base_hash", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("diff", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("report_kind", sa.String(length=32), nullable=True),
        sa.Column("report", sa.String(), nullable=True),
        sa.Column("report_hash", sa.String(length=64), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decision_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_proposal_author_id")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user.id"], name=op.f("fk_proposal_decided_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index(op.f("ix_proposal_author_id"), "proposal", ["author_id"], unique=False)
    op.create_index(op.f("ix_proposal_decided_by_id"), "proposal", ["decided_by_id"], unique=False)
    op.create_index(op.f("ix_proposal_pack"), "proposal", ["pack"], unique=False)
    op.create_index(op.f("ix_proposal_state"), "proposal", ["state"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_index(op.f("ix_proposal_state"), table_name="proposal")
    op.drop_index(op.f("ix_proposal_pack"), table_name="proposal")
    op.drop_index(op.f("ix_proposal_decided_by_id"), table_name="proposal")
    op.drop_index(op.f("ix_proposal_author_id"), table_name="proposal")
    op.drop_table("proposal")
    op.drop_column("judgement", "conditions")
