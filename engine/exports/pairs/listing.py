"""The pairs of a run beside what people judged: what is open, judged, unsure or waits.

Judged pairs that a run does not list any more stay: they were joined, or set apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from connectors.dates import dutch_day
from engine.casework.match_models import MatchKind
from engine.casework.matches import NOBODY, Judged, Pair, State
from engine.decisions import Decision
from engine.exports.pairs.candidates import Candidate
from engine.exports.spreadsheet import to_csv
from engine.register import judged_pairs

COLUMNS = (
    "kind", "subject", "other", "state", "probability", "margin", "method", "rows", "judged_by",
    "judged_on", "reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One pair.

    Attributes:
        candidate: as the run lists it; None: it lists it no more.
        wrong: why a judgement `same` is not applied; None when it can be, or there is none.
    """

    pair: Pair
    judged: Judged
    candidate: Candidate | None
    wrong: str | None = None

    @property
    def state(self) -> State:
        """Where the pair stands."""
        return self.judged.state


@dataclass(frozen=True, slots=True)
class Filters:
    """Which pairs are wanted; None and empty mean all.

    Attributes:
        least: lowest probability, closed; a pair that the run does not list has none and stays.
    """

    kind: MatchKind | None = None
    least: float = 0.0
    states: frozenset[State] = frozenset()


def rows(candidates: Sequence[Candidate], judged: Mapping[Pair, Judged]) -> list[Row]:
    """Every pair: those of the run in their order, then others that were judged, newest first."""
    wrong = _contradictions(judged)
    listed = [
        Row(one.pair, judged.get(one.pair, NOBODY), one, wrong.get(one.pair)) for one in candidates
    ]
    known = {one.pair for one in candidates}
    others = [
        Row(pair, said, None, wrong.get(pair))
        for pair, said in judged.items()
        if pair not in known and said.state is not State.OPEN
    ]
    return listed + sorted(others, key=lambda row: (-row.judged.entries[-1].id, row.pair))


def wanted(found: Iterable[Row], filters: Filters) -> list[Row]:
    """The rows that pass every filter, in their order."""
    return [
        row
        for row in found
        if filters.kind in (None, row.pair.kind)
        and (not filters.states or row.state in filters.states)
        and (row.candidate is None or row.candidate.probability >= filters.least)
    ]


def csv(found: Iterable[Row]) -> bytes:
    """The rows as a spreadsheet with `COLUMNS`; empty is what nobody said."""
    return to_csv(COLUMNS, ([line[name] for name in COLUMNS] for line in lines(found)))


def lines(found: Iterable[Row]) -> list[dict[str, str | float | int | None]]:
    """The rows by the names of `COLUMNS`; None is what nobody said."""
    return [_line(row) for row in found]


def _line(row: Row) -> dict[str, str | float | int | None]:
    one = row.candidate
    newest = row.judged.entries[-1] if row.judged.entries else None
    return {
        "kind": row.pair.kind.value,
        "subject": row.pair.subject,
        "other": row.pair.other,
        "state": row.state.value,
        "probability": None if one is None else one.probability,
        "margin": None if one is None else one.margin,
        "method": None if one is None else one.method,
        "rows": None if one is None else one.rows,
        "judged_by": None if newest is None else newest.user.subject,
        "judged_on": None if newest is None else dutch_day(newest.judged_at).isoformat(),
        "reason": None if newest is None else newest.reason,
    }


def _contradictions(judged: Mapping[Pair, Judged]) -> dict[Pair, str]:
    """Pairs judged `same` in a group that joins nothing, with why."""
    decisions = [
        Decision(said.holds.verdict.value, decided_on=date.min, subject=pair.subject,
                 other=pair.other, value=pair.kind.value)
        for pair, said in judged.items()
        if said.holds is not None
    ]  # fmt: skip
    return {
        Pair(MatchKind(one.kind), one.subject, one.other): group.wrong
        for group in judged_pairs.read(decisions).groups
        if group.wrong is not None
        for one in group.pairs
    }
