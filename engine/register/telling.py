"""Columns that tell who somebody is, or may: outside a case they are neither read nor asked."""

from engine.tables import Table

NAMING = frozenset({
    "name", "other_names", "identifiers", "owner", "title", "status_text", "party_id",
    "party_kind", "party_enterprise_id", "powers", "place_text",
})  # fmt: skip
"""Columns that name somebody, or may: of no table are they read outside a case."""

OF_COMPANY = frozenset({
    "enterprise_id", "rsin", "statutory_name", "trade_names", "shop_name", "case_id",
    "previous_case_id",
})  # fmt: skip
"""Columns that tell who a company is: left out when it is a person, or when that is not known."""


def of_people(table: Table) -> frozenset[str]:
    """Columns of a table in which a person stands."""
    return frozenset(f"{role}_{part}" for role in table.roles for part in ("id", "name", "kvk"))
