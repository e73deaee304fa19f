"""Cases that people open, and what the rules of their gates said."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of cases and scans."""
    op.create_table(
        "case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["opened_by_id"], ["user.id"], name=op.f("fk_case_opened_by_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_case_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
    )
    op.create_index(op.f("ix_case_kind"), "case", ["kind"], unique=False)
    op.create_index(op.f("ix_case_opened_by_id"), "case", ["opened_by_id"], unique=False)
    op.create_index(op.f("ix_case_place_id"), "case", ["place_id"], unique=False)
    op.create_table(
        "case_scan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("run", sa.String(length=128), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("scanned_by_id", sa.Integer(), nullable=False),
        sa.Column("scanned_at", sa.DateTime(), nullable=False),
        sa.Column("outcomes", sa.JSON(), nullable=False),
        sa.Column("not_judged", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_scan_case_id")),
        sa.ForeignKeyConstraint(
            ["scanned_by_id"], ["user.id"], name=op.f("fk_case_scan_scanned_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_scan")),
    )
    op.create_index(op.f("ix_case_scan_case_id"), "case_scan", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_case_scan_scanned_by_id"), "case_scan", ["scanned_by_id"], unique=False
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("case_scan")
    op.drop_table("case")
