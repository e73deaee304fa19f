"""Instruments as a table for a reader: one row each, what is not known said so."""

from engine.exports.instruments import InstrumentState
from engine.exports.words import day, number

HEADER = (
    "code", "instrument", "lokaal beleid", "vindplaats", "van", "herzien voor", "eigenaar",
    "in zaken dit jaar", "in het register dit jaar", "regels die het noemen", "ontbreekt",
)  # fmt: skip
MISSING = "ontbreekt"
NOT_NEEDED = "niet nodig"


def row(state: InstrumentState) -> tuple[str, ...]:
    """One instrument; an instrument without a place in the table of policy needs none."""
    policy = state.policy
    mark = "" if state.verified else " (te verifiëren)"
    told: tuple[str, ...] = (NOT_NEEDED,) * 5
    if policy is not None:
        told = (
            policy.policy or MISSING,
            policy.published_at or MISSING,
            day(policy.dated, unknown=MISSING),
            day(policy.review_on, unknown=MISSING) + (" (te laat)" if state.is_overdue else ""),
            policy.owner or MISSING,
        )
    return (
        state.code,
        state.name + mark,
        *told,
        number(state.in_cases),
        number(state.in_register),
        ", ".join(state.rules) or "geen",
        "; ".join(state.missing),
    )
