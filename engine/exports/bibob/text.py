"""A Bibob file as plain Dutch text, at most 100 characters wide: for the officer's terminal."""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date

from connectors.dates import dutch_day
from engine.exports.bibob.file import ClockLine, FileView, Row
from engine.exports.dossier_text import section
from engine.exports.words import day, number, word

_WIDTH = 100


def euros(cents: int | None) -> str:
    """An amount; None is not known, never zero."""
    return "niet bekend" if cents is None else f"€ {number(cents / 100, 2)}"


def line(row: Row) -> str:
    """One file of the list, with the clock that is due first."""
    first = f"; {clock(row.clocks[0])}" if row.clocks else ""
    problem = f"; {row.problem}" if row.problem else ""
    return f"{row.number}  {row.reference}  {row.state_title}: {row.decision_kind}{problem}{first}"


def clock(one: ClockLine) -> str:
    """One clock with what is left of it."""
    if one.reached_on is not None:
        return f"{one.title}: {one.standing} op {day(one.reached_on)}; uiterlijk {day(one.due)}"
    left = "" if one.days_left is None else f", nog {one.days_left} dagen"
    since = f" sinds {day(one.suspended_since)}" if one.suspended_since else ""
    return f"{one.title}: {one.standing}{since}, uiterlijk {day(one.due)}{left}"


def clocks(lines: Iterable[ClockLine]) -> str:
    """Clocks one under the other, each with its article."""
    told = [f"{clock(one)} ({one.article})" for one in lines]
    return _wrapped(told or ["Er loopt geen termijn."])


def to_text(file: FileView) -> str:
    """The file as lines of text, ending without a newline."""
    closed = f", gesloten op {day(dutch_day(file.closed_at))}" if file.closed_at else ""
    head = [
        f"Bibob-dossier {file.number}: {file.state_title}{closed} (versie {file.version})",
        f"{file.occasion.hook}: {file.occasion.reference} van {day(file.occasion.hook_on)}; "
        f"{file.occasion.decision_kind}",
        f"Aanleiding: {file.occasion.trigger}. {file.occasion.purpose}",
        f"Grondslag: {file.occasion.basis} (te verifiëren)",
    ]
    if file.hook_problem:
        head.append(f"Let op: {file.hook_problem}; er wordt niets meer gelezen.")
    parts = (
        ("Termijnen", [f"{clock(one)} ({one.article})" for one in file.clocks]),
        ("Personen", list(_people(file))),
        ("Vragenlijst: ontbreekt", list(file.missing_questions)),
        ("Bronnen", list(_sources(file))),
        ("Relaties", list(_relations(file))),
        ("Feiten", list(_facts(file))),
        ("Financiering", list(_money(file))),
        ("Reguliere weigeringsgronden", [_refusal(file, i) for i in range(len(file.refusals))]),
        ("Gronden", [f"{one.title}: {one.degree}" for one in file.weighings]),
        ("Conclusie", list(_danger(file))),
        ("Zienswijze", list(_statements(file))),
        ("Besluit", list(_decision(file))),
        ("Meldingen", [f"{n.kind}, {day(n.on)}, nummer {n.reference}" for n in file.notices]),
        ("Volgende stap", list(_next(file))),
        ("Verloop", [f"{day(s.on)}: {s.title}, door {s.by}: {s.reason}" for s in file.taken]),
    )
    body = [text for title, lines in parts for text in section(title, lines)]
    return "\n".join([_wrapped(head), *body])


def _people(file: FileView) -> Iterator[str]:
    for one in file.parties:
        kvk = f", KVK {one.kvk_number}" if one.kvk_number else ""
        form = f", {one.legal_form}" if one.legal_form else ""
        yield f"{one.number}. {one.label} ({one.role}; {one.kind}{form}{kvk})"


def _sources(file: FileView) -> Iterator[str]:
    for one in file.sources:
        about = f", over {one.about}" if one.about else ""
        result = word("bibob", one.result)
        yield f"{one.number}. {one.title}, {day(one.on)}, door {one.by}: {result}{about}"
        yield f"    {one.reference}; grondslag: {one.basis}"


def _relations(file: FileView) -> Iterator[str]:
    words = {True: "direct, ", False: "indirect, ", None: ""}
    for one in file.relations:
        until = "tot nu" if one.until_on is None else f"tot en met {day(one.until_on)}"
        span = f"{words[one.is_direct]}vanaf {day(one.from_on)} {until}"
        yield f"{one.number}. {one.from_label} → {one.to_label}: {one.type} ({span})"
        yield f"    {one.reason} Bewijs: {', '.join(one.evidence)}"


def _facts(file: FileView) -> Iterator[str]:
    for one in file.facts:
        yield f"{one.number}. {one.ground}-grond, {one.status}, {day(one.on)}: {one.offence}"
        yield f"    {one.about}: {one.description} Bewijs: {', '.join(one.evidence)}"
        if one.connection:
            yield f"    samenhang met de activiteit: {one.connection}"
        if one.severity:
            yield f"    ernst: {one.severity}"
        yield f"    voordeel: {euros(one.benefit_cents)}"


def _money(file: FileView) -> Iterator[str]:
    for one in file.financing:
        about = f", {one.about}" if one.about else ""
        shown = ", ".join(one.documents) or "geen stuk"
        side = word("bibob", one.side)
        yield f"{one.number}. {side}: {one.form}{about}, {euros(one.amount_cents)} ({shown})"
    if file.financing:
        found = file.analysis
        yield f"Nodig {euros(found.needed)}; bronnen {euros(found.sources)}"
        yield f"Gat: {euros(found.gap)}; zonder stuk: {len(found.unshown)} bronnen"


def _refusal(file: FileView, index: int) -> str:
    one = file.refusals[index]
    return f"{one.title}: {word('bibob', one.outcome, unknown='niet gewogen')}"


def _danger(file: FileView) -> Iterator[str]:
    if file.danger is None:
        return
    yield f"{file.danger.conclusion}, {day(file.danger.on)}: {file.danger.reason}"
    yield f"onzeker: {file.danger.uncertainty}"
    yield f"evenredigheid: {file.danger.proportionality}"


def _statements(file: FileView) -> Iterator[str]:
    for one in file.statements:
        came = "open" if not one.is_closed else _came(one.received_on)
        asked = f"gevraagd {day(one.asked_on)}, uiterlijk {day(one.until)}"
        yield f"{one.number}. {one.about}: {asked}; {came}"


def _came(received: date | None) -> str:
    return "geen zienswijze" if received is None else f"ontvangen {day(received)}"


def _decision(file: FileView) -> Iterator[str]:
    if file.decision is not None:
        yield f"{file.decision.outcome}, {day(file.decision.on)}: {file.decision.reason}"
        yield f"grond: {file.decision.ground}"


def _next(file: FileView) -> Iterator[str]:
    for one in file.steps:
        yield f"{one.to} ({one.title})" + (": kan nu" if not one.missing else "")
        yield from (f"    ontbreekt: {text}" for text in one.missing)


def _wrapped(lines: Iterable[str]) -> str:
    folded = (textwrap.wrap(text, _WIDTH, break_long_words=False) for text in lines)
    return "\n".join(text for parts in folded for text in parts)
