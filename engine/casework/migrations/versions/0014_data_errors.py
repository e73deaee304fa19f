"""Errors in the registers that people report, and who looks at a location of the list."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_INDEXED = ("place_id", "source", "record_id", "user_id", "reported_at", "state")


def upgrade() -> None:
    """Nobody reported or assigned anything yet."""
    op.create_table(
        "data_error",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("run", sa.String(length=128), nullable=False),
        sa.Column("source", sa.String(length=128), nullable=False),
        sa.Column("record_table", sa.String(length=64), nullable=False),
        sa.Column("record_id", sa.String(length=255), nullable=False),
        sa.Column("register", sa.String(length=64), nullable=True),
        sa.Column("record_column", sa.String(length=64), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("reported_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_to", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_data_error_place_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_data_error_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_error")),
    )
    for name in _INDEXED:
        op.create_index(op.f(f"ix_data_error_{name}"), "data_error", [name], unique=False)
    op.create_table(
        "data_error_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("data_error_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["data_error_id"], ["data_error.id"], name=op.f("fk_data_error_step_data_error_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_data_error_step_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_error_step")),
    )
    for name in ("data_error_id", "user_id"):
        op.create_index(op.f(f"ix_data_error_step_{name}"), "data_error_step", [name], unique=False)
    op.create_table(
        "listing_assignment",
        sa.Column("listing_id", sa.Integer(), sa.ForeignKey("listing.id"), primary_key=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_listing_assignment_user_id")
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["user.id"], name=op.f("fk_listing_assignment_given_by_id")
        ),
    )
    for name in ("user_id", "given_by_id"):
        index = op.f(f"ix_listing_assignment_{name}")
        op.create_index(index, "listing_assignment", [name], unique=False)


def downgrade() -> None:
    """Forget them."""
    op.drop_table("listing_assignment")
    op.drop_table("data_error_step")
    op.drop_table("data_error")
