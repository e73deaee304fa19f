"""Of several answers about one report the latest counts; split reports are counted once."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from connectors.reports.report import Report

DUPLICATE = "duplicate answer"
SUPERSEDED = "superseded version"
PARENT = "split into others: they are counted, not this one"
CONFLICT = "two versions of this report, and nothing says which is newer"


@dataclass(slots=True)
class Merged:
    """What is left.

    Attributes:
        reports: one per number, by file and line.
        conflicts: reports of which the latest version is not known.
        ignored: how many reports were left out, by file and reason.
    """

    reports: list[Report] = field(default_factory=list)
    conflicts: list[Report] = field(default_factory=list)
    ignored: Counter[tuple[str, str]] = field(default_factory=Counter)


def merge(found: Sequence[Report], states: Mapping[str, str]) -> Merged:
    """Choose the latest version of every report, and leave out what is no report.

    Args:
        found: every answer about every report.
        states: state -> why a report in it is none, empty when it counts.
    """
    merged = Merged()
    versions: defaultdict[str, list[Report]] = defaultdict(list)
    for report in found:
        versions[report.report_id].append(report)
    latest = [report for same in versions.values() for report in _latest(same, merged)]
    parents = {report.parent for report in latest if report.parent}
    for report in latest:
        reason = states.get(report.state or "", "")
        if reason:
            merged.ignored[report.file, f"state {report.state}: {reason}"] += 1
        elif report.is_parent or report.report_id in parents:
            merged.ignored[report.file, PARENT] += 1
        else:
            merged.reports.append(report)
    return merged


def _latest(same: Sequence[Report], merged: Merged) -> list[Report]:
    """Return the one version that counts, none when two contradict each other."""
    ordered = sorted(same, key=_order)
    last = ordered[-1]
    newest = [report for report in ordered if report.updated == last.updated]
    if any(report.content() != last.content() for report in newest):
        merged.conflicts += newest
        kept: list[Report] = []
    else:
        kept = [last]
        for report in newest[:-1]:
            merged.ignored[report.file, DUPLICATE] += 1
    for report in ordered[: -len(newest)]:
        merged.ignored[report.file, SUPERSEDED] += 1
    return kept


def _order(report: Report) -> tuple[bool, float, str, int]:
    """An answer that does not say when it changed goes before the others."""
    known = report.updated is not None
    stamp = report.updated.timestamp() if report.updated else 0.0
    return known, stamp, report.file, report.line
