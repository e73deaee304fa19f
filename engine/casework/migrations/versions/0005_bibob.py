"""Bibob files: hook and state, steps, events, and what an officer records in them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLES = (
    "bibob_answer",
    "bibob_conclusion",
    "bibob_decision",
    "bibob_event",
    "bibob_file",
    "bibob_party",
    "bibob_refusal",
    "bibob_transition",
    "bibob_weighing",
    "bibob_fact",
    "bibob_financing",
    "bibob_notice",
    "bibob_relation",
    "bibob_source",
    "bibob_statement",
)


def upgrade() -> None:
    """Make the tables of Bibob files."""
    op.create_table(
        "bibob_answer",
        sa.Column("question", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user.id"], name=op.f("fk_bibob_answer_added_by_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_bibob_answer_case_id")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user.id"], name=op.f("fk_bibob_answer_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bibob_answer")),
    )
    op.create_index(
        op.f("ix_bibob_answer_added_by_id"), "bibob_answer", ["added_by_id"], unique=False
    )
    op.create_index(op.f("ix_bibob_answer_case_id"), "bibob_answer", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_bibob_answer_withdrawn_by_id"), "bibob_answer", ["withdrawn_by_id"], unique=False
    )
    op.create_table(
        "bibob_conclusion",
        sa.Column("conclusion", sa.String(length=32), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("uncertainty", sa.String(), nullable=False),
        sa.Column("proportionality", sa.String(), nullable=False),
        sa.Column("conditions", sa.String(), nullable=True),
        sa.Column("by_advice", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user.id"], name=op.f("fk_bibob_conclusion_added_by_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_bibob_conclusion_case_id")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user.id"], name=op.f("fk_bibob_conclusion_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bibob_conclusion")),
    )
    op.create_index(
        op.f("ix_bibob_conclusion_added_by_id"), "bibob_conclusion", ["added_by_id"], unique=False
    )
    op.create_index(
        op.f("ix_bibob_conclusion_case_id"), "bibob_conclusion", ["case_id"], unique=False
    )
    op.create_index(
        op.f("ix_bibob_conclusion_withdrawn_by_id"),
        "bibob_conclusion",
        ["withdrawn_by_id"],
        unique=False,
    )
    op.create_table(
        "bibob_decision",
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("ground", sa.String(length=16), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("conditions", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user.id"], name=op.f("fk_bibob_decision_added_by_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_bibob_decision_case_id")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user.id"], name=op.f("fk_bibob_decision_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bibob_decision")),
    )
    op.create_index(
        op.f("ix_bibob_decision_added_by_id"), "bibob_decision", ["added_by_id"], unique=False
    )
    op.create_index(op.f("ix_bibob_decision_case_id"), "bibob_decision", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_bibob_decision_withdrawn_by_id"),
        "bibob_decision",
        ["withdrawn_by_id"],
        unique=False,
    )
    op.create_table(
        "bibob_event",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("weeks", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user.id"], name=op.f("fk_bibob_event_added_by_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_bibob_event_case_id")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user.id"], name=op.f("fk_bibob_event_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bibob_event")),
    )
    op.create_index(
        op.f("ix_bibob_event_added_by_id"), "bibob_event", ["added_by_id"], unique=False
    )
    op.create_index(op.f("ix_bibob_event_case_id"), "bibob_event", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_bibob_event_withdrawn_by_id"), "bibob_event", ["withdrawn_by_id"], unique=False
    )
    op.create_table(
        "bibob_file",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("hook_kind", sa.String(length=32), nullable=False),
        sa.Column("hook_reference", sa.String(length=64), nullable=False),
        sa.Column("open_reference", sa.String(length=64), nullable=True),
        sa.Column("permit_kind", sa.String(length=64), nullable=False),
        sa.Column("hook_on", sa.Date(), nullable=False),
        sa.Column("hook_until", sa.Date(), nullable=True),
        sa.Column("hook_closed_on", sa.Date(), nullable=True),
        sa.Column("hook_closed_reason", sa.String(), nullable=True),
        sa.Column("trigger", sa.String(length=32), nullable=False),
        sa.Column("decision_weeks", sa.Integer(), nullable=True),
        sa.Column("decision_weeks_reason", sa.String(), nullable=True),
        sa.Column("form_refused_on", sa.Date(), nullable=True),
        sa.Column("form_refused_reason", sa.String(), nullable=True),
        sa.Column("advice_wanted", sa.Boolean(), nullable=True),
        sa.Column("advice_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_bibob_file_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_bibob_file")),
        sa.UniqueConstraint("open_reference", name=op.f("uq_bibob_file_open_reference")),
    )
    op.create_index(op.f("ix_bibob_file_state"), "bibob_file", ["state"], unique=False)
    op.create_table(
        "bibob_party",
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("is_natural", sa.Boolean(), nullable=False),
        sa.Column("legal_form", sa.String(length=64), nullable=True),
        sa.Column("kvk_number", sa.String(length=8), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user.id"], name=op.f("fk_bibob_party_added_by_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_bibob_party_case_id")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user.id"], name=op.f("fk_bibob_party_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bibob_party")),
    )
    op.create_index(
        op.f("ix_bibob_party_added_by_id"), "bibob_party", ["added_by_id"], unique=False
    )
    op.create_index(op.f("ix_bibob_party_case_id"), "bibob_party", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_bibob_party_withdrawn_by_id"), "bibob_party", ["withdrawn_by_id"], unique=False
    )
    op.create_table(
        "bibob_refusal",
        sa.Column("ground", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user.id"], name=op.f("fk_bibob_refusal_added_by_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_bibob_refusal_case_id")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user.id"], name=op.f("fk_bibob_refusal_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bibob_refusal")),
    )
    op.create_index(
        op.f("ix_bibob_refusal_added_by_id"), "bibob_refusal", ["added_by_id"], unique=False
    )
    op.create_index(op.f("ix_bibob_refusal_case_id"), "bibob_refusal", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_bibob_refusal_withdrawn_by_id"), "bibob_refusal", ["withdrawn_by_id"], unique=False
    )
    op.create_table(
        "bibob_transition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("from_state", sa.String(length=32), nullable=True),
        sa.Column("to_state", sa.String(length=32), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("moved_at", sa.DateTime(), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_bibob_transition_case_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_bibob_transition_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bibob_transition")),
    )
    op.create_index(
        op.f("ix_bibob_transition_case_id"), "bibob_transition", ["case_id"], unique=False
    )
    op.create_index(
        op.f("ix_bibob_transition_user_id"), "bibob_transition", ["user_id"], unique=False
    )
    op.create_table(
        "bibob_weighing",
        sa.Column("ground", sa.String(length=32), nullable=False),
        sa.Column("degree", sa.String(length=32), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user.id"], name=op.f("fk_bibob_weighing_added_by_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_bibob_weighing_case_id")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user.id"], name=op.f("fk_bibob_weighing_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bibob_weighing")),
    )
    op.create_index(
        op.f("ix_bibob_weighing_added_by_id"), "bibob_weighing", ["added_by_id"], unique=False
    )
    op.create_index(op.f("ix_bibob_weighing_case_id"), "bibob_weighing", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_bibob_weighing_withdrawn_by_id"),
        "bibob_weighing",
        ["withdrawn_by_id"],
        unique=False,
    )
    op.create_table(
        "bibob_fact",
        sa.Column("ground", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("offence", sa.String(length=32), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("connection", sa.String(), nullable=True),
        sa.Column("severity", sa.String(), nullable=True),
        sa.Column("benefit_cents", sa.BigInteger(), nullable=True),
        sa.Column("benefit_reason", sa.String(), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user.id"], name=op.f("fk_bibob_fact_added_by_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_bibob_fact_case_id")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["bibob_party.id"], name=op.f("fk_bibob_fact_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user.id"], name=op.f("fk_bibob_fact_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bibob_fact")),
    )
    op.create_index(op.f("ix_bibob_fact_added_by_id"), "bibob_fact", ["added_by_id"], unique=False)
    op.create_index(op.f("ix_bibob_fact_case_id"), "bibob_fact", ["case_id"], unique=False)
    op.create_index(op.f("ix_bibob_fact_party_id"), "bibob_fact", ["party_id"], unique=False)
    op.create_index(
        op.f("ix_bibob_fact_withdrawn_by_id"), "bibob_fact", ["withdrawn_by_id"], unique=False
    )
    op.create_table(
        "bibob_financing",
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("form", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=True),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user.id"], name=op.f("fk_bibob_financing_added_by_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_bibob_financing_case_id")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["bibob_party.id"], name=op.f("fk_bibob_financing_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user.id"], name=op.f("fk_bibob_financing_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bibob_financing")),
    )
    op.create_index(
        op.f("ix_bibob_financing_added_by_id"), "bibob_financing", ["added_by_id"], unique=False
    )
    op.create_index(
        op.f("ix_bibob_financing_case_id"), "bibob_financing", ["case_id"], unique=False
    )
    op.create_index(
        op.f("ix_bibob_financing_party_id"), "bibob_financing", ["party_id"], unique=False
    )
    op.create_index(
        op.f("ix_bibob_financing_withdrawn_by_id"),
        "bibob_financing",
        ["withdrawn_by_id"],
        unique=False,
    )
    op.create_table(
        "bibob_notice",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user.id"], name=op.f("fk_bibob_notice_added_by_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_bibob_notice_case_id")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["bibob_party.id"], name=op.f("fk_bibob_notice_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user.id"], name=op.f("fk_bibob_notice_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bibob_notice")),
    )
    op.create_index(
        op.f("ix_bibob_notice_added_by_id"), "bibob_notice", ["added_by_id"], unique=False
    )
    op.create_index(op.f("ix_bibob_notice_case_id"), "bibob_notice", ["case_id"], unique=False)
    op.create_index(op.f("ix_bibob_notice_party_id"), "bibob_notice", ["party_id"], unique=False)
    op.create_index(
        op.f("ix_bibob_notice_withdrawn_by_id"), "bibob_notice", ["withdrawn_by_id"], unique=False
    )
    op.create_table(
        "bibob_relation",
        sa.Column("from_party_id", sa.Integer(), nullable=False),
        sa.Column("to_party_id", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("direction", sa.String(length=32), nullable=False),
        sa.Column("is_direct", sa.Boolean(), nullable=True),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user.id"], name=op.f("fk_bibob_relation_added_by_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_bibob_relation_case_id")),
        sa.ForeignKeyConstraint(
            ["from_party_id"], ["bibob_party.id"], name=op.f("fk_bibob_relation_from_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_party_id"], ["bibob_party.id"], name=op.f("fk_bibob_relation_to_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user.id"], name=op.f("fk_bibob_relation_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bibob_relation")),
    )
    op.create_index(
        op.f("ix_bibob_relation_added_by_id"), "bibob_relation", ["added_by_id"], unique=False
    )
    op.create_index(op.f("ix_bibob_relation_case_id"), "bibob_relation", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_bibob_relation_from_party_id"), "bibob_relation", ["from_party_id"], unique=False
    )
    op.create_index(
        op.f("ix_bibob_relation_to_party_id"), "bibob_relation", ["to_party_id"], unique=False
    )
    op.create_index(
        op.f("ix_bibob_relation_withdrawn_by_id"),
        "bibob_relation",
        ["withdrawn_by_id"],
        unique=False,
    )
    op.create_table(
        "bibob_source",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("reference", sa.String(length=500), nullable=False),
        sa.Column("consulted_on", sa.Date(), nullable=False),
        sa.Column("result", sa.String(length=32), nullable=False),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("capture_hash", sa.String(length=64), nullable=True),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user.id"], name=op.f("fk_bibob_source_added_by_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_bibob_source_case_id")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["bibob_party.id"], name=op.f("fk_bibob_source_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user.id"], name=op.f("fk_bibob_source_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bibob_source")),
    )
    op.create_index(
        op.f("ix_bibob_source_added_by_id"), "bibob_source", ["added_by_id"], unique=False
    )
    op.create_index(op.f("ix_bibob_source_case_id"), "bibob_source", ["case_id"], unique=False)
    op.create_index(op.f("ix_bibob_source_party_id"), "bibob_source", ["party_id"], unique=False)
    op.create_index(
        op.f("ix_bibob_source_withdrawn_by_id"), "bibob_source", ["withdrawn_by_id"], unique=False
    )
    op.create_table(
        "bibob_statement",
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("reply", sa.String(), nullable=True),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user.id"], name=op.f("fk_bibob_statement_added_by_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_bibob_statement_case_id")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["bibob_party.id"], name=op.f("fk_bibob_statement_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user.id"], name=op.f("fk_bibob_statement_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bibob_statement")),
    )
    op.create_index(
        op.f("ix_bibob_statement_added_by_id"), "bibob_statement", ["added_by_id"], unique=False
    )
    op.create_index(
        op.f("ix_bibob_statement_case_id"), "bibob_statement", ["case_id"], unique=False
    )
    op.create_index(
        op.f("ix_bibob_statement_party_id"), "bibob_statement", ["party_id"], unique=False
    )
    op.create_index(
        op.f("ix_bibob_statement_withdrawn_by_id"),
        "bibob_statement",
        ["withdrawn_by_id"],
        unique=False,
    )


def downgrade() -> None:
    """Drop them."""
    for table in reversed(_TABLES):
        op.drop_table(table)
