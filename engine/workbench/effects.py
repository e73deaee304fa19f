"""What a change of the packs does: to rules, to locations and to the work of a week."""

from dataclasses import dataclass, field

import pyarrow as pa

from engine.features.spans import Value
from engine.workbench.changes import Change
from engine.workbench.workload import Workload


@dataclass(frozen=True, slots=True)
class RuleEffect:
    """One rule before and after.

    Attributes:
        hits_before, hits_after: locations with a HIT, filtered ones included.
        appeared, disappeared: HITs that come and go.
        unknown_before, unknown_after: locations where the rule is UNKNOWN.
        is_changed: the rule itself was changed; otherwise it is a combined rule that follows.
    """

    rule_id: str
    title: str
    status_before: str
    status_after: str
    points_before: float
    points_after: float
    hits_before: int
    hits_after: int
    appeared: int
    disappeared: int
    unknown_before: int
    unknown_after: int
    is_changed: bool = True


@dataclass(frozen=True, slots=True)
class LocationEffect:
    """One location whose score, band or eligibility changes."""

    location_id: str
    label: str
    score_before: float
    score_after: float
    band_before: str
    band_after: str
    eligible_before: bool
    eligible_after: bool

    @property
    def enters(self) -> bool:
        """True when it becomes eligible."""
        return self.eligible_after and not self.eligible_before

    @property
    def leaves(self) -> bool:
        """True when it is no longer eligible."""
        return self.eligible_before and not self.eligible_after

    @property
    def changes_band(self) -> bool:
        """True when its band differs."""
        return self.band_before != self.band_after


@dataclass(frozen=True, slots=True)
class Effect:
    """What a set of changes does to one run.

    Attributes:
        run: name of the run.
        changes: what was tried, in the order given.
        values_before: what each of these is in the run; None where it is not there.
        rules: the changed rules, then combined rules that follow from them, each by id.
        moved: locations whose score, band or eligibility changes, by location_id.
        load_before, load_after: what the run and the changed packs ask of people.
        locations: all locations after the change: `location_id, score, band, eligible,
            newest_hit`, by location_id.
        hits: outcomes that change: `location_id, rule_id, before, after`, by location and rule.
        remarks: what a reader must know about the answer, in Dutch.
    """

    run: str
    changes: tuple[Change, ...]
    values_before: tuple[Value | None, ...]
    rules: tuple[RuleEffect, ...]
    moved: tuple[LocationEffect, ...]
    load_before: Workload
    load_after: Workload
    locations: pa.Table = field(compare=False, repr=False)
    hits: pa.Table = field(compare=False, repr=False)
    remarks: tuple[str, ...] = ()

    @property
    def entering(self) -> tuple[LocationEffect, ...]:
        """Locations that become eligible."""
        return tuple(one for one in self.moved if one.enters)

    @property
    def leaving(self) -> tuple[LocationEffect, ...]:
        """Locations that are no longer eligible."""
        return tuple(one for one in self.moved if one.leaves)

    @property
    def other_band(self) -> tuple[LocationEffect, ...]:
        """Locations whose band changes."""
        return tuple(one for one in self.moved if one.changes_band)
