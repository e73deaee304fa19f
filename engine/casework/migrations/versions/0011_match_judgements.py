"""Judgements about pairs that may be one and the same."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_INDEXED = ("subject", "other", "user_id", "judged_at", "approval_id")


def upgrade() -> None:
    """Make the table; a second person can be asked about one."""
    op.create_table(
        "match_judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("other", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("run", sa.String(length=128), nullable=False),
        sa.Column("probability", sa.Float(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("judged_at", sa.DateTime(), nullable=False),
        sa.Column("approval_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_match_judgement_user_id")
        ),
        sa.ForeignKeyConstraint(
            ["approval_id"], ["approval.id"], name=op.f("fk_match_judgement_approval_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_judgement")),
        sa.UniqueConstraint(
            "kind", "subject", "other", "number",
            name=op.f("uq_match_judgement_kind_subject_other_number"),
        ),
    )
    for name in _INDEXED:
        op.create_index(op.f(f"ix_match_judgement_{name}"), "match_judgement", [name], unique=False)


def downgrade() -> None:
    """Take it away, with the questions to a second person that no earlier version knows."""
    op.drop_table("match_judgement")
    op.execute("DELETE FROM approval WHERE act = 'join_people'")
