"""Meetings with agenda and decisions, and codes of locations."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TABLES = ("meeting", "agenda_item", "agenda_decision", "location_code")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("attendance", sa.JSON(), nullable=False),
        sa.Column("cancel_reason", sa.String(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["user.id"], name=op.f("fk_meeting_made_by_id")),
        sa.ForeignKeyConstraint(["changed_by_id"], ["user.id"], name=op.f("fk_meeting_changed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    for column in ("kind", "day", "state", "made_by_id", "changed_by_id"):
        op.create_index(op.f(f"ix_meeting_{column}"), "meeting", [column], unique=False)
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("requested", sa.JSON(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("portfolio_holder", sa.String(length=64), nullable=False),
        sa.Column("confidentiality", sa.String(length=32), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_item_meeting_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_agenda_item_case_id")),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_agenda_item_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    for column in ("meeting_id", "case_id", "author_id"):
        op.create_index(op.f(f"ix_agenda_item_{column}"), "agenda_item", [column], unique=False)
    op.create_table(
        "agenda_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("lead", sa.String(length=64), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_agenda_decision_item_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_agenda_decision_task_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_agenda_decision_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_decision")),
    )
    for column in ("item_id", "task_id", "user_id"):
        op.create_index(op.f(f"ix_agenda_decision_{column}"), "agenda_decision", [column], unique=False)
    op.create_table(
        "location_code",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_location_code_case_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_location_code_place_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_location_code")),
        sa.UniqueConstraint("case_id", "place_id", name=op.f("uq_location_code_case_id_place_id")),
    )
    for column in ("case_id", "place_id"):
        op.create_index(op.f(f"ix_location_code_{column}"), "location_code", [column], unique=False)


def downgrade() -> None:
    """Drop them; cases and tasks stay."""
    for table in reversed(_TABLES):
        op.drop_table(table)
