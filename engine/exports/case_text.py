"""A case as plain Dutch text, at most 100 characters wide: what its newest scan said, no points.

It rests on what the scan kept, so that it reads the same when the packs have moved on.
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from connectors.dates import LOCAL
from engine.casework.case_models import Case, CaseScan
from engine.exports.dossier_text import section
from engine.exports.words import day, number
from engine.rules.model import Outcome, Role, Status

_WIDTH = 100


def to_text(case: Case, scans: Sequence[CaseScan]) -> str:
    """The case as lines of text, ending without a newline.

    Args:
        case: the case.
        scans: its scans, newest first.
    """
    state = f", gesloten op {_on(case.closed_at)}" if case.closed_at else ""
    lines = [
        f"Zaak {case.id}: {case.kind.label} voor {case.place.location_id}{state}",
        f"Geopend door {case.opened_by.subject} op {_on(case.opened_at)}: {case.purpose}",
    ]
    if not scans:
        lines.append(f"Nog niet bekeken: dijkwacht case scan {case.id}")
        return _wrapped(lines)
    newest = scans[0]
    lines += [
        f"Bekeken door {newest.scanned_by.subject} op {_on(newest.scanned_at)}; "
        f"eerdere keren: {len(scans) - 1}",
        f"Run {newest.run}, peildatum {day(newest.as_of)}; geen punten, en de weeklijst blijft "
        "gelijk.",
    ]
    return "\n".join([_wrapped(lines), *_scan(newest)])


def _wrapped(lines: Iterable[str]) -> str:
    folded = (textwrap.wrap(line, _WIDTH, break_long_words=False) for line in lines)
    return "\n".join(line for parts in folded for line in parts)


def _scan(scan: CaseScan) -> list[str]:
    hits = [one for one in scan.outcomes if one["outcome"] == Outcome.HIT]
    routes = [one for one in hits if one["role"] == Role.ROUTE]
    against = [one for one in hits if one["role"] == Role.MITIGATING]
    others = [one for one in hits if one["role"] not in (Role.ROUTE, Role.MITIGATING)]
    waiting = [f"{rule_id}: {why}" for rule_id, why in sorted(scan.not_judged.items())]
    return [
        *(section("Eerst naar een mens", _lines(routes)) if routes else ()),
        *section("Wat zien we", _lines(others)),
        *(section("Wat pleit ertegen", _lines(against)) if against else ()),
        *section("Wat weten we niet", _named(scan.outcomes, Outcome.UNKNOWN)),
        *section("Geen treffer", _named(scan.outcomes, Outcome.NO_HIT)),
        *(section("Niet beoordeeld", waiting) if waiting else ()),
    ]


def _named(outcomes: Iterable[Mapping[str, Any]], wanted: Outcome) -> list[str]:
    found = [one for one in outcomes if one["outcome"] == wanted]
    return [_title(one) + (f": {one['reason']}" if one["reason"] else "") for one in found]


def _title(one: Mapping[str, Any]) -> str:
    return f"{one['rule_id']} {one['title']}"


def _lines(outcomes: Iterable[Mapping[str, Any]]) -> list[str]:
    return [line for one in outcomes for line in _hit(one)]


def _hit(one: Mapping[str, Any]) -> Iterator[str]:
    newest = day(date.fromisoformat(one["newest"]) if one["newest"] else None)
    trial = "; regel op proef" if one["status"] == Status.EXPERIMENTAL else ""
    yield f"{_title(one)}: {one['explanation']}"
    yield f"    poort {one['gate']}; nieuwste feit {newest}; versie {one['version']}{trial}"
    if one["route_to"]:
        yield f"    gaat naar: {one['route_to']}"
    if one["filtered_by"]:
        yield f"    gefilterd door {one['filtered_by']}"
    yield f"    feiten: {_facts(one['facts'])}"
    yield f"    kan ook zijn: {'; '.join(one['false_positives']) or 'geen genoemd'}"
    yield f"    bronnen: {', '.join(one['evidence']) or 'geen'}"


def _facts(facts: Mapping[str, object]) -> str:
    return "; ".join(f"{name} {_fact(facts[name])}" for name in sorted(facts)) or "geen"


def _fact(value: object) -> str:
    """Yes and no in Dutch, numbers with a decimal comma, lists joined."""
    if value is None:
        return "niet bekend"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, int | float):
        return number(float(value), 0 if float(value).is_integer() else 2)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _on(moment: datetime) -> str:
    """The day in the Netherlands."""
    return day(moment.astimezone(LOCAL).date())
