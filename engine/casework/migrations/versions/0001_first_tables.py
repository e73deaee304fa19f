"""First tables of casework: users, places, judgements, listings, holds and the log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and the empty end of the log's chain."""
    op.create_table(
        "audit_entry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("actie_id", sa.String(length=36), nullable=False),
        sa.Column("actie_naam", sa.String(), nullable=False),
        sa.Column("handeling_naam", sa.String(), nullable=False),
        sa.Column("verwerking_id", sa.String(), nullable=False),
        sa.Column("verwerking_naam", sa.String(), nullable=False),
        sa.Column("verwerkingsactiviteit_id", sa.String(), nullable=False),
        sa.Column("verwerkingsactiviteit_url", sa.String(), nullable=False),
        sa.Column("vertrouwelijkheid", sa.String(), nullable=False),
        sa.Column("bewaartermijn", sa.String(), nullable=False),
        sa.Column("uitvoerder", sa.String(), nullable=False),
        sa.Column("systeem", sa.String(), nullable=False),
        sa.Column("gebruiker", sa.String(), nullable=False),
        sa.Column("gegevensbron", sa.String(), nullable=True),
        sa.Column("soort_afnemer_id", sa.String(), nullable=True),
        sa.Column("afnemer_id", sa.String(), nullable=True),
        sa.Column("verwerkingsactiviteit_id_afnemer", sa.String(), nullable=True),
        sa.Column("tijdstip", sa.DateTime(), nullable=False),
        sa.Column("tijdstip_registratie", sa.DateTime(), nullable=False),
        sa.Column("verwerkte_objecten", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("actie_id", name=op.f("uq_audit_entry_actie_id")),
    )
    op.create_index(op.f("ix_audit_entry_gebruiker"), "audit_entry", ["gebruiker"], unique=False)
    op.create_index(op.f("ix_audit_entry_tijdstip"), "audit_entry", ["tijdstip"], unique=False)
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.String(length=64), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("identity", name=op.f("uq_place_identity")),
    )
    op.create_index(op.f("ix_place_location_id"), "place", ["location_id"], unique=False)
    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("subject", name=op.f("uq_user_subject")),
    )
    op.create_table(
        "hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_hold_place_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_hold_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_index(op.f("ix_hold_place_id"), "hold", ["place_id"], unique=False)
    op.create_index(op.f("ix_hold_user_id"), "hold", ["user_id"], unique=False)
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("run", sa.String(length=128), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("innocent_explanation", sa.String(), nullable=True),
        sa.Column("band", sa.String(length=8), nullable=False),
        sa.Column("rule_ids", sa.JSON(), nullable=False),
        sa.Column("is_blind", sa.Boolean(), nullable=False),
        sa.Column("judged_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_judgement_place_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_judgement_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
    )
    op.create_index(op.f("ix_judgement_place_id"), "judgement", ["place_id"], unique=False)
    op.create_index(op.f("ix_judgement_user_id"), "judgement", ["user_id"], unique=False)
    op.create_index(op.f("ix_judgement_week"), "judgement", ["week"], unique=False)
    op.create_table(
        "listing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("run", sa.String(length=128), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("arm", sa.String(length=8), nullable=False),
        sa.Column("band", sa.String(length=8), nullable=False),
        sa.Column("rule_ids", sa.JSON(), nullable=False),
        sa.Column("listed_on", sa.Date(), nullable=False),
        sa.Column("lapsed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_listing_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
        sa.UniqueConstraint("week", "place_id", name=op.f("uq_listing_week_place_id")),
    )
    op.create_index(op.f("ix_listing_place_id"), "listing", ["place_id"], unique=False)
    op.create_index(op.f("ix_listing_week"), "listing", ["week"], unique=False)
    op.create_table(
        "place_object",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("bag_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_place_object_place_id")),
        sa.PrimaryKeyConstraint("place_id", "bag_id", name=op.f("pk_place_object")),
    )
    op.create_index(op.f("ix_place_object_bag_id"), "place_object", ["bag_id"], unique=False)
    op.execute("INSERT INTO audit_head (id, entries, hash) VALUES (1, 0, '" + "0" * 64 + "')")


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_place_object_bag_id"), table_name="place_object")
    op.drop_table("place_object")
    op.drop_index(op.f("ix_listing_week"), table_name="listing")
    op.drop_index(op.f("ix_listing_place_id"), table_name="listing")
    op.drop_table("listing")
    op.drop_index(op.f("ix_judgement_week"), table_name="judgement")
    op.drop_index(op.f("ix_judgement_user_id"), table_name="judgement")
    op.drop_index(op.f("ix_judgement_place_id"), table_name="judgement")
    op.drop_table("judgement")
    op.drop_index(op.f("ix_hold_user_id"), table_name="hold")
    op.drop_index(op.f("ix_hold_place_id"), table_name="hold")
    op.drop_table("hold")
    op.drop_table("user")
    op.drop_index(op.f("ix_place_location_id"), table_name="place")
    op.drop_table("place")
    op.drop_table("audit_head")
    op.drop_index(op.f("ix_audit_entry_tijdstip"), table_name="audit_entry")
    op.drop_index(op.f("ix_audit_entry_gebruiker"), table_name="audit_entry")
    op.drop_table("audit_entry")
