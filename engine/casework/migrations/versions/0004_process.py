"""Where a case stands and what is done in it: steps, weighings, tasks, measures, four eyes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TABLES = (
    "case_place",
    "case_transition",
    "case_weighing",
    "privacy_check",
    "case_request",
    "case_note",
    "task",
    "case_measure",
    "case_hit",
    "case_link",
    "case_seal",
    "approval",
)
_REFERENCES = (("owner_id", "user"), ("changed_by_id", "user"), ("merged_into_id", "case"))
_COLUMNS = ("state", "outcome", "origin", "is_victim", "taken_on_at", "last_activity_at", "version")


def upgrade() -> None:
    """Give cases a state and make the tables of what is done in them.

    Columns are added one by one: rebuilding the table would break what refers to it in SQLite.
    """
    for column in (
        sa.Column("state", sa.String(length=32), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("origin", sa.String(length=32), nullable=False, server_default="hand"),
        sa.Column("is_victim", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("taken_on_at", sa.DateTime(), nullable=True),
        sa.Column(
            "last_activity_at", sa.DateTime(), nullable=False, server_default="1970-01-01 00:00:00"
        ),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
    ):
        op.add_column("case", column)
    for name, table in _REFERENCES:
        constraint = f'CONSTRAINT fk_case_{name} REFERENCES "{table}" (id)'
        op.execute(f'ALTER TABLE "case" ADD COLUMN {name} INTEGER {constraint}')
    op.create_index(op.f("ix_case_changed_by_id"), "case", ["changed_by_id"], unique=False)
    op.create_index(op.f("ix_case_last_activity_at"), "case", ["last_activity_at"], unique=False)
    op.create_index(op.f("ix_case_merged_into_id"), "case", ["merged_into_id"], unique=False)
    op.create_index(op.f("ix_case_owner_id"), "case", ["owner_id"], unique=False)
    op.create_index(op.f("ix_case_state"), "case", ["state"], unique=False)
    op.execute('UPDATE "case" SET last_activity_at = coalesce(closed_at, opened_at)')
    op.execute(
        "UPDATE \"case\" SET state = 'NIEUW' WHERE kind = 'signal' AND closed_at IS NULL"
    )
    op.execute("UPDATE \"case\" SET state = 'CASUS' WHERE kind = 'case' AND closed_at IS NULL")
    op.execute(
        "UPDATE \"case\" SET state = 'AFGESLOTEN' WHERE kind <> 'bibob' AND closed_at IS NOT NULL"
    )
    op.execute("UPDATE \"case\" SET taken_on_at = opened_at WHERE kind = 'case'")
    op.create_table(
        "case_place",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["user.id"], name=op.f("fk_case_place_added_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_place_case_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_case_place_place_id")),
        sa.PrimaryKeyConstraint("case_id", "place_id", name=op.f("pk_case_place")),
    )
    op.create_index(op.f("ix_case_place_added_by_id"), "case_place", ["added_by_id"], unique=False)
    op.create_index(op.f("ix_case_place_place_id"), "case_place", ["place_id"], unique=False)
    op.create_table(
        "case_transition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("from_state", sa.String(length=32), nullable=True),
        sa.Column("to_state", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("moved_at", sa.DateTime(), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_transition_case_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_case_transition_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_transition")),
    )
    op.create_index(op.f("ix_case_transition_case_id"), "case_transition", ["case_id"], unique=False)
    op.create_index(op.f("ix_case_transition_moved_at"), "case_transition", ["moved_at"], unique=False)
    op.create_index(op.f("ix_case_transition_to_state"), "case_transition", ["to_state"], unique=False)
    op.create_index(op.f("ix_case_transition_user_id"), "case_transition", ["user_id"], unique=False)
    op.create_table(
        "case_weighing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=8), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("is_met", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("weighed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_weighing_case_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_case_weighing_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_weighing")),
    )
    op.create_index(op.f("ix_case_weighing_case_id"), "case_weighing", ["case_id"], unique=False)
    op.create_index(op.f("ix_case_weighing_user_id"), "case_weighing", ["user_id"], unique=False)
    op.create_table(
        "privacy_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=8), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("allows", sa.Boolean(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_privacy_check_case_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_privacy_check_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_check")),
    )
    op.create_index(op.f("ix_privacy_check_case_id"), "privacy_check", ["case_id"], unique=False)
    op.create_index(op.f("ix_privacy_check_user_id"), "privacy_check", ["user_id"], unique=False)
    op.create_table(
        "case_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("partner", sa.String(length=64), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answer", sa.String(length=32), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("content_asked_at", sa.DateTime(), nullable=True),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("content_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user.id"], name=op.f("fk_case_request_asked_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_request_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_request")),
    )
    op.create_index(op.f("ix_case_request_asked_by_id"), "case_request", ["asked_by_id"], unique=False)
    op.create_index(op.f("ix_case_request_case_id"), "case_request", ["case_id"], unique=False)
    op.create_table(
        "case_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_note_case_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_case_note_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_note")),
    )
    op.create_index(op.f("ix_case_note_case_id"), "case_note", ["case_id"], unique=False)
    op.create_index(op.f("ix_case_note_user_id"), "case_note", ["user_id"], unique=False)
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["assignee_id"], ["user.id"], name=op.f("fk_task_assignee_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_task_case_id")),
        sa.ForeignKeyConstraint(["done_by_id"], ["user.id"], name=op.f("fk_task_done_by_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["user.id"], name=op.f("fk_task_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index(op.f("ix_task_assignee_id"), "task", ["assignee_id"], unique=False)
    op.create_index(op.f("ix_task_case_id"), "task", ["case_id"], unique=False)
    op.create_index(op.f("ix_task_done_at"), "task", ["done_at"], unique=False)
    op.create_index(op.f("ix_task_done_by_id"), "task", ["done_by_id"], unique=False)
    op.create_index(op.f("ix_task_due_on"), "task", ["due_on"], unique=False)
    op.create_index(op.f("ix_task_made_by_id"), "task", ["made_by_id"], unique=False)
    op.create_table(
        "case_measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("instrument", sa.String(length=64), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_measure_case_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_case_measure_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_measure")),
    )
    op.create_index(op.f("ix_case_measure_case_id"), "case_measure", ["case_id"], unique=False)
    op.create_index(op.f("ix_case_measure_instrument"), "case_measure", ["instrument"], unique=False)
    op.create_index(op.f("ix_case_measure_user_id"), "case_measure", ["user_id"], unique=False)
    op.create_table(
        "case_hit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("family", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("explanation", sa.String(), nullable=False),
        sa.Column("run", sa.String(length=128), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("newest", sa.Date(), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_hit_case_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_case_hit_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_hit")),
    )
    op.create_index(op.f("ix_case_hit_case_id"), "case_hit", ["case_id"], unique=False)
    op.create_index(op.f("ix_case_hit_found_on"), "case_hit", ["found_on"], unique=False)
    op.create_index(op.f("ix_case_hit_place_id"), "case_hit", ["place_id"], unique=False)
    op.create_table(
        "case_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("linked_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_link_case_id")),
        sa.ForeignKeyConstraint(["other_id"], ["case.id"], name=op.f("fk_case_link_other_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_case_link_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_link")),
    )
    op.create_index(op.f("ix_case_link_case_id"), "case_link", ["case_id"], unique=False)
    op.create_index(op.f("ix_case_link_other_id"), "case_link", ["other_id"], unique=False)
    op.create_index(op.f("ix_case_link_user_id"), "case_link", ["user_id"], unique=False)
    op.create_table(
        "case_seal",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(), nullable=False),
        sa.Column("destroy_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_seal_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_seal")),
    )
    op.create_index(op.f("ix_case_seal_destroy_on"), "case_seal", ["destroy_on"], unique=False)
    op.create_table(
        "approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("allowed", sa.Boolean(), nullable=True),
        sa.Column("decision_reason", sa.String(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user.id"], name=op.f("fk_approval_asked_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_approval_case_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user.id"], name=op.f("fk_approval_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
    )
    op.create_index(op.f("ix_approval_act"), "approval", ["act"], unique=False)
    op.create_index(op.f("ix_approval_asked_by_id"), "approval", ["asked_by_id"], unique=False)
    op.create_index(op.f("ix_approval_case_id"), "approval", ["case_id"], unique=False)
    op.create_index(op.f("ix_approval_decided_by_id"), "approval", ["decided_by_id"], unique=False)
    op.create_index(op.f("ix_approval_subject"), "approval", ["subject"], unique=False)


def downgrade() -> None:
    """Take them away; cases and their scans stay."""
    for table in reversed(_TABLES):
        op.drop_table(table)
    op.drop_index(op.f("ix_case_changed_by_id"), table_name="case")
    op.drop_index(op.f("ix_case_last_activity_at"), table_name="case")
    op.drop_index(op.f("ix_case_merged_into_id"), table_name="case")
    op.drop_index(op.f("ix_case_owner_id"), table_name="case")
    op.drop_index(op.f("ix_case_state"), table_name="case")
    op.execute("CREATE TABLE case_scan_kept AS SELECT * FROM case_scan")
    op.execute("DELETE FROM case_scan")
    op.execute('UPDATE "case" SET merged_into_id = NULL')
    with op.batch_alter_table("case") as batch:
        for name, _ in _REFERENCES:
            batch.drop_column(name)
        for name in _COLUMNS:
            batch.drop_column(name)
    op.execute("INSERT INTO case_scan SELECT * FROM case_scan_kept")
    op.execute("DROP TABLE case_scan_kept")
