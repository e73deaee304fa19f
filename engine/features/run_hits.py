"""Where rules of a run hit: for features that look at what was found at other locations.

Only a rule of gate G2 or stricter may have such a feature, so never in the weekly scan: there one
rule follows from another by `combine` alone. A filtered hit is no hit here either. A rule that the
run did not judge, or that ran in shadow, is unknown everywhere.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from engine.snapshot import Run

HIT_LOCATIONS = "hit_locations"
HIT_DAYS = "hit_days"
UNKNOWN_LOCATIONS = "unknown_locations"
BOUND = (HIT_DAYS, HIT_LOCATIONS, UNKNOWN_LOCATIONS)
"""Values that the header key `hits` binds. The lists of locations are sorted and hold a location
once for each of the rules that hits, or is unknown, there; `hit_days` says of every place in the
first how new the evidence is, as 2026-11-01, or nothing."""

MISSING = "uitkomsten van de run ontbreken"
_COLUMNS = ("location_id", "rule_id", "outcome", "filtered_by", "newest")
_COUNTING = ("test", "stable")


@dataclass(frozen=True, slots=True)
class RunHits:
    """What a run found.

    Attributes:
        rows: HIT and UNKNOWN rows of the run: location_id, rule_id, outcome, filtered_by, newest.
        judged: rules that the run judged and whose hits count.
    """

    rows: pa.Table
    judged: frozenset[str]

    def at(
        self, rules: Iterable[str], locations: Sequence[str], *, since: date | None = None
    ) -> dict[str, list[str]]:
        """The values of `BOUND` for these rules.

        Args:
            rules: rule ids.
            locations: every location, for rules that the run did not judge.
            since: only hits with newer evidence count; one without a date may be older, so it
                is unknown. None counts every hit.
        """
        hit: list[tuple[str, str]] = []
        unknown: list[str] = []
        for rule_id in rules:
            if rule_id not in self.judged:
                unknown += locations
                continue
            for row in self.rows.filter(pc.field("rule_id") == rule_id).to_pylist():
                found = _found(row, since)
                if found is None:
                    unknown.append(row["location_id"])
                elif found:
                    hit.append((row["location_id"], str(row["newest"] or "")))
        return {
            HIT_LOCATIONS: [location for location, _ in sorted(hit)],
            HIT_DAYS: [day for _, day in sorted(hit)],
            UNKNOWN_LOCATIONS: sorted(unknown),
        }


def _found(row: Mapping[str, Any], since: date | None) -> bool | None:
    """Does a row count as a hit; None when that is not known."""
    if row["outcome"] == "UNKNOWN":
        return None
    if row["filtered_by"] is not None:
        return False
    if since is None:
        return True
    return None if row["newest"] is None else bool(row["newest"] > since)


def of_rows(rows: pa.Table, judged: Collection[str]) -> RunHits:
    """What HIT and UNKNOWN rows say, with at least the columns of `RunHits.rows`."""
    return RunHits(rows.select(_COLUMNS), frozenset(judged))


def of_run(run: Run) -> RunHits:
    """What a published run found, for `FeatureDatabase(hits=…)`.

    Raises:
        RunError: the run cannot be read.
    """
    counting = {rule["id"] for rule in run.meta["rules"] if rule["status"] in _COUNTING}
    return of_rows(run.table("hits"), counting & run.meta["outcomes"].keys())
