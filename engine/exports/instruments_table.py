"""Instruments as a table for a reader: one row each, what is not known said so."""

from engine.exports.instruments import InstrumentState
from engine.exports.words import day, number
from engine.translatable import mark

HEADER = (
    mark("code"), mark("instrument"), mark("lokaal beleid"), mark("vindplaats"), mark("van"),
    mark("herzien voor"), mark("eigenaar"), mark("in zaken dit jaar"),
    mark("in het register dit jaar"), mark("regels die het noemen"), mark("ontbreekt"),
)  # fmt: skip
MISSING = mark("ontbreekt")
NOT_NEEDED = mark("niet nodig")
NOT_VERIFIED, LATE, NONE = mark(" (te verifiëren)"), mark(" (te laat)"), mark("geen")


def row(state: InstrumentState) -> tuple[str, ...]:
    """One instrument; an instrument without a place in the table of policy needs none."""
    policy = state.policy
    verified = "" if state.verified else NOT_VERIFIED
    told: tuple[str, ...] = (NOT_NEEDED,) * 5
    if policy is not None:
        told = (
            policy.policy or MISSING,
            policy.published_at or MISSING,
            day(policy.dated, unknown=MISSING),
            day(policy.review_on, unknown=MISSING) + (LATE if state.is_overdue else ""),
            policy.owner or MISSING,
        )
    return (
        state.code,
        state.name + verified,
        *told,
        number(state.in_cases),
        number(state.in_register),
        ", ".join(state.rules) or NONE,
        "; ".join(state.missing),
    )
