"""A case as plain Dutch text: what was done in it and what its newest scan said, no points.

What is told of a scan rests on what the scan kept, so that it reads the same when the packs have
moved on.
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from connectors.dates import dutch_day
from engine.casework.case_models import CaseScan
from engine.casework.process import linking
from engine.casework.process.board import Row
from engine.casework.process.models import CaseHit, Request
from engine.casework.process.states import State
from engine.exports.case_file import CaseFile
from engine.exports.dossier_text import section
from engine.exports.words import day, number
from engine.rules.model import Outcome, Role, Status

_WIDTH = 100


def to_text(file: CaseFile) -> str:
    """The case as lines of text, ending without a newline."""
    case = file.case
    lines = [
        f"Zaak {case.id}: {case.kind.label} voor {case.place.location_id}{_stands(file)}",
        f"Geopend door {case.opened_by.subject} op {_on(case.opened_at)} ({case.origin.label}): "
        f"{case.purpose}",
    ]
    if case.is_victim:
        lines.append("Mogelijk slachtoffer: eerst naar zorg en veiligheid, geen sluiting.")
    if case.hits_destroyed:
        lines.append(f"Treffers die na hun termijn zijn vernietigd: {case.hits_destroyed}.")
    if case.keep_until is not None:
        lines.append(f"Blijft tot en met {day(case.keep_until)}: verlengd door twee personen.")
    if file.sealed_until is not None or case.state is State.DESTROYED:
        return "\n".join([_wrapped([*lines, _without_words(file)]), *_steps_only(file)])
    parts = [_wrapped(lines), *_work(file)]
    if not file.scans:
        parts.append(f"Nog niet bekeken: dijkwacht case scan {case.id}")
        return "\n".join(parts)
    newest = file.scans[0]
    scanned = [
        f"Bekeken door {newest.scanned_by.subject} op {_on(newest.scanned_at)}; "
        f"eerdere keren: {len(file.scans) - 1}",
        f"Run {newest.run}, peildatum {day(newest.as_of)}; geen punten, en de weeklijst blijft "
        "gelijk.",
    ]
    return "\n".join([*parts, _wrapped(scanned), *_scan(newest)])


def _without_words(file: CaseFile) -> str:
    if file.sealed_until is None:
        return "De inhoud is vernietigd; alleen de stappen blijven."
    return (
        f"Verzegeld: niet opgepakt; de inhoud wordt vernietigd op {day(file.sealed_until)}. Alleen "
        "de FG leest haar, met reden: dijkwacht case unseal."
    )


def _steps_only(file: CaseFile) -> Iterator[str]:
    steps = [
        f"{_on(one.moved_at)} {one.to_state} door {one.user.subject if one.user else 'systeem'}"
        for one in file.history
    ]
    if steps:
        yield from section("Stappen", steps)


def line(row: Row, *, today: date) -> str:
    """A row of the board as one line."""
    state = row.state or row.kind.label
    parts = [
        f"{row.number}: {state}, {row.age_days(today)} dagen, {row.location_id}",
        f"trekker {row.owner}" if row.owner else "geen trekker",
    ]
    if row.next_due is not None:
        parts.append(f"taak voor {day(row.next_due)}")
    return f"{'; '.join(parts)}: {row.purpose}"


def _stands(file: CaseFile) -> str:
    case = file.case
    state = f", {case.state}" if case.state else ""
    outcome = f" ({file.process.outcomes[case.outcome].label})" if case.outcome else ""
    closed = f", gesloten op {_on(case.closed_at)}" if case.closed_at else ""
    owner = f", trekker {case.owner.subject}" if case.owner else ""
    return f"{state}{outcome}{closed}{owner} (versie {case.version})"


def _work(file: CaseFile) -> Iterator[str]:
    """What was done in the case, each part only when there is something."""
    steps = [
        f"{_on(one.moved_at)} {one.to_state} door {one.user.subject if one.user else 'systeem'}: "
        f"{one.reason}"
        for one in file.history[1:]
    ]
    weighed = [
        f"{file.process.weighings[one.step].label} {'ja' if one.is_met else 'nee'} "
        f"({one.user.subject}, {_on(one.weighed_at)}): {one.reason}"
        for one in file.weighings
    ]
    checked = [
        f"{file.process.privacy_checks[one.step].label} {'ja' if one.allows else 'nee'} "
        f"({one.user.subject}, {_on(one.checked_at)})"
        for one in file.checks
    ]
    asked = [
        f"{one.id} aan {one.partner}: {one.question} {_answered(one)}" for one in file.requests
    ]
    tasks = [
        f"{one.id} voor {day(one.due_on)}{' (gedaan)' if one.done_at else ''}: {one.title}"
        for one in file.tasks
    ]
    measures = [f"{one.instrument}, {day(one.decided_on)}: {one.reason}" for one in file.measures]
    hits = [line for one in file.hits for line in _held(one)]
    links = [
        f"zaak {one.case_id} {linking.label(one.kind)} zaak {one.other_id}: {one.reason}"
        for one in file.links
    ]
    notes = [f"{_on(one.written_at)} {one.user.subject}: {one.text}" for one in file.notes]
    for title, lines in (
        ("Treffers in de zaak", hits), ("Stappen", steps), ("Wegingen", weighed),
        ("Privacytoetsen", checked), ("Vragen", asked),
        ("Taken", tasks), ("Maatregelen", measures), ("Notities", notes),
        ("Andere zaken", links),
    ):  # fmt: skip
        if lines:
            yield from section(title, lines)


def _held(hit: CaseHit) -> Iterator[str]:
    against = "pleit ertegen; " if hit.role == Role.MITIGATING else ""
    title = f" {hit.title}" if hit.title else ""
    yield f"{hit.rule_id}{title}: {hit.explanation}"
    yield f"    {against}nieuwste feit {day(hit.newest)}; versie {hit.version}; run {hit.run}"
    if hit.false_positives is not None:
        yield f"    kan ook zijn: {'; '.join(hit.false_positives) or 'geen genoemd'}"


def _answered(request: Request) -> str:
    if request.answer is None:
        return "(nog geen antwoord)"
    content = "; inhoud ontvangen" if request.content is not None else ""
    return f"({request.answer}{content})"


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
    return day(dutch_day(moment))
