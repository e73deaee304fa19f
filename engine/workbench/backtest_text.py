"""A backtest in Dutch lines for the terminal."""

from collections.abc import Iterator
from statistics import median

from engine.workbench.backtest import Backtest
from engine.workbench.backtest_report import Day
from engine.workbench.changes import shown

_SHOWN = 25


def to_text(found: Backtest) -> str:
    """Date by date, then rule by rule, then who could have been seen earlier."""
    report = found.report
    lines = [f"Backtest van {', '.join(report.asked)} op {len(report.days)} data"]
    for day in report.days:
        lines += _day(day)
    lines += [*_rules(found), *_lead(found)]
    lines += [f"\n{problem}" for problem in found.problems]
    if found.resumed:
        kept = ", ".join(day.isoformat() for day in found.resumed)
        lines.append(f"\nOvergenomen uit een eerdere, gelijke test: {kept}")
    lines.append(f"\nRapport {report.hash}")
    return "\n".join(lines)


def _day(day: Day) -> Iterator[str]:
    yield f"\n{day.as_of}: {day.locations} locaties, {day.eligible} komen in aanmerking"
    if day.new_eligible is not None:
        stable = "niet te zeggen" if day.stability is None else f"{day.stability:.0%}"
        yield f"  nieuw {day.new_eligible}, weg {day.gone}, gelijk gebleven {stable}"
    if not day.locations:
        yield "  geen locaties: er was nog geen levering van de BAG"
    for gap in day.gaps:
        yield f"  bron {gap.source}: {gap.why}"
    for one in day.unknown:
        yield f"  overal onbekend ({one.reason}): {', '.join(one.rules)}"


def _rules(found: Backtest) -> Iterator[str]:
    """Counts per rule over the dates, for rules that hit or are unknown anywhere."""
    yield "\nTreffers/onbekend per datum"
    rows: dict[str, list[str]] = {}
    for day in found.report.days:
        for rule in day.rules:
            rows.setdefault(rule.rule_id, []).append(f"{rule.hits}/{rule.unknown}")
    for rule_id, cells in sorted(rows.items()):
        if set(cells) != {"0/0"}:
            yield f"  {rule_id}: {'  '.join(cells)}"
    silent = [rule_id for rule_id, cells in sorted(rows.items()) if set(cells) == {"0/0"}]
    if silent:
        yield f"  nergens een treffer of onbekend: {', '.join(silent)}"


def _lead(found: Backtest) -> Iterator[str]:
    lead = found.report.lead_days
    last = found.report.days[-1].as_of
    yield f"\nWie op {last} in aanmerking komt: {len(lead)}"
    if lead:
        yield f"  eerder te zien geweest, in het midden: {shown(median(lead))} dagen"
    for one in found.first_seen[:_SHOWN]:
        yield f"  {one.location_id}: sinds {one.first_seen} ({one.lead_days} dagen)"
    if len(found.first_seen) > _SHOWN:
        yield f"  … en {len(found.first_seen) - _SHOWN} andere"
