"""How long a judgement took, who else read it, and the innocent explanations of a case's hits."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_COLUMNS = (("judgement", "needs_second"), ("judgement", "review_seconds"),
            ("case_hit", "title"), ("case_hit", "false_positives"))  # fmt: skip


def upgrade() -> None:
    """Make the table of second readings and add the columns; earlier judgements count as before."""
    op.create_table(
        "second_reading",
        sa.Column("judgement_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["judgement_id"], ["judgement.id"], name=op.f("fk_second_reading_judgement_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_second_reading_user_id")),
        sa.PrimaryKeyConstraint("judgement_id", name=op.f("pk_second_reading")),
    )
    op.create_index(op.f("ix_second_reading_user_id"), "second_reading", ["user_id"], unique=False)
    needs_second = sa.Column(
        "needs_second", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("judgement", needs_second)
    op.add_column("judgement", sa.Column("review_seconds", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_judgement_judged_at"), "judgement", ["judged_at"], unique=False)
    op.add_column("case_hit", sa.Column("title", sa.String(), nullable=True))
    op.add_column("case_hit", sa.Column("false_positives", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Take them away; judgements and hits stay."""
    op.drop_index(op.f("ix_judgement_judged_at"), table_name="judgement")
    for table, column in reversed(_COLUMNS):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)
    op.drop_table("second_reading")
