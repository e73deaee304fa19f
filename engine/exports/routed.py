"""Every location that a route sends to a person first: a list of its own, without points.

It is for care and protection only: no score, band or hit of another rule stands in it.
"""

from dataclasses import dataclass
from datetime import date

from engine.exports import care, outcomes
from engine.exports.outcomes import RuleOutcome
from engine.snapshot import Run

_ROUTED = """
SELECT h.*, l.label, l.town
FROM hits h
JOIN locations l USING (location_id)
WHERE h.role = $role AND h.outcome = 'HIT'
ORDER BY h.location_id, h.rule_id
"""


@dataclass(frozen=True, slots=True)
class Routed:
    """One location and why somebody must see it first.

    Attributes:
        routes: the hits that send it, by rule id; each says to whom.
        newest: day of the newest fact behind them, None when none has a day.
    """

    location_id: str
    label: str
    town: str | None
    routes: tuple[RuleOutcome, ...]
    newest: date | None


def routed(run: Run) -> tuple[Routed, ...]:
    """Locations that a route sends to a person, the newest fact first, then by id."""
    with run.connect() as con:
        rows = con.sql(_ROUTED, params={"role": care.ROUTE}).to_arrow_table().to_pylist()
    found: dict[str, Routed] = {}
    for row in rows:
        for route in care.routes(run, [outcomes.read(row, run)]):
            before = found.get(row["location_id"])
            routes = (*(before.routes if before else ()), route)
            days = [one.newest for one in routes if one.newest is not None]
            found[row["location_id"]] = Routed(
                row["location_id"], row["label"], row["town"], routes, max(days, default=None)
            )
    return tuple(sorted(found.values(), key=_order))


def _order(one: Routed) -> tuple[int, str]:
    return -(one.newest.toordinal() if one.newest else 0), one.location_id
