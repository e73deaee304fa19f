"""What the page Bronnen asks: the state of every source of a run, its trend and its quarantine."""

from typing import Any

import streamlit as st

from engine.exports import source_report
from engine.exports.source_report import SourceState, TrendPoint
from engine.snapshot import Run
from ui import state


def states(run: Run) -> tuple[SourceState, ...]:
    """The state of every source, in the order of `sources.yaml`."""
    return _states(str(run.path))


def are_roads_unknown(run: Run) -> bool:
    """True when the zones file draws no road."""
    return source_report.are_roads_unknown(run)


def trend(source: str) -> tuple[TrendPoint, ...]:
    """One source over the last runs, oldest first."""
    return source_report.trend(state.known_runs(), source)


def quarantine(run: Run, source: str | None = None) -> list[dict[str, Any]]:
    """Rows in quarantine, of one source or of all."""
    return source_report.quarantine(run, source)


@st.cache_data(max_entries=8)
def _states(path: str) -> tuple[SourceState, ...]:
    return source_report.of_run(state.opened(path))
