"""The state of sources as a table in the terminal."""

import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from engine.exports import source_report
from engine.exports.source_report import SourceState
from engine.snapshot import Run

_REASONS = 3
_TREND = 6


def show(states: Iterable[SourceState], runs: Sequence[Run] = ()) -> None:
    """Print one line per source, then what is wrong, then how it was in earlier runs."""
    console = Console(width=140 if not sys.stdout.isatty() else None)
    table = Table("source", "connector", "delivered", "age", "read", "used", "refused", "ignored",
                  "at a location", "remark")  # fmt: skip
    for state in states:
        table.add_row(*_cells(state), style=None)
    console.print(table)
    for state in states:
        if state.problem is not None:
            console.print(f"{state.source}: {state.problem}", markup=False)
        for reason, count in state.reasons[:_REASONS]:
            console.print(f"{state.source}: {count} refused: {reason}", markup=False)
        if line := _trend(state, runs):
            console.print(line, markup=False)


def _cells(state: SourceState) -> tuple[str, ...]:
    delivered = state.delivered_on
    return (
        state.source,
        state.connector,
        "" if delivered is None else delivered.isoformat(),
        ", ".join(sorted({f"{age.days}/{age.limit} d" for age in state.ages})),
        *(str(n) for n in (state.read, state.used, state.quarantined, state.ignored)),
        "" if state.matched_share is None else f"{state.matched_share:.1%}",
        _remark(state),
    )


def _remark(state: SourceState) -> str:
    if state.status != "used":
        return state.status
    stale = [age.register for age in state.ages if age.is_stale]
    return f"stale: {', '.join(stale)}" if stale else ""


def _trend(state: SourceState, runs: Sequence[Run]) -> str:
    points = source_report.trend(runs, state.source, last=_TREND)
    if not points:
        return ""
    counts = ", ".join(f"{point.as_of}: {point.used}" for point in points)
    return f"{state.source}: used in earlier runs: {counts}"
