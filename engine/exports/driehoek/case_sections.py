"""The sections of a paper that fill themselves from the case and the run."""

from collections.abc import Callable, Mapping
from datetime import datetime

from connectors.dates import dutch_day
from engine.casework.meetings.compartments import NOT_VERIFIED, PARTNER_ANSWERS
from engine.casework.process.models import Answer
from engine.exports.dossier import Dossier
from engine.exports.driehoek.content import Section, Table
from engine.exports.driehoek.matter import Spot
from engine.exports.driehoek.signals import Signal, Standing
from engine.exports.driehoek.view import View
from engine.exports.words import day, number, word

_BLIND = "De treffers van deze week worden pas getoond na het eerste oordeel over de locatie."
_MASKED = "De locatie is afgeschermd: eerst zorg en veiligheid; sluiten wordt niet voorgesteld."


def _occasion(view: View, heading: str) -> Section:
    case = view.matter.case
    text = (
        f"Zaak {case.id}, {case.kind.label}, herkomst {case.origin.label}, geopend op "
        f"{day(dutch_day(case.opened_at))}.",
        view.hidden(case.purpose),
    )
    return Section("occasion", heading, text)


def _picture(view: View, heading: str) -> Section:
    text = (_MASKED,) if view.matter.is_masked else ()
    return Section(
        "picture", heading, text, tables=tuple(_spot(view, s) for s in view.matter.spots)
    )


def _spot(view: View, spot: Spot) -> Table:
    """Kind and size of a location, without names; where it is only with a legal basis."""
    place, sheet = spot.dossier.place, spot.dossier.sheet
    land_use = word("land_use", place.land_use)
    proof = word("land_use_proof", place.land_use_proof)
    rows = [
        ("Code", spot.code, ""),
        ("Kern", place.town or "niet bekend", "BAG"),
        ("Soort", word("kind", place.kind), "BAG"),
        ("Ligging", word("zone", place.zone), "gebiedsindeling"),
        ("Gebruik", land_use, proof),
        ("Gebruiksdoelen", ", ".join(sheet.use_purposes) or "niet bekend", "BAG"),
        ("Panden", number(len(sheet.buildings)), "BAG"),
        ("Bedrijven", _businesses(spot.dossier), "handelsregister"),
    ]
    if view.shows_address:
        rows.insert(1, ("Adres", "; ".join(sheet.addresses) or place.label, "BAG"))
    return Table(("Kenmerk", "Wat bekend is", "Bron"), tuple(rows))


def _businesses(dossier: Dossier) -> str:
    now = [one for one in dossier.sheet.businesses if one.ended_on is None]
    ended = len(dossier.sheet.businesses) - len(now)
    return f"{number(len(now))} ingeschreven, {number(ended)} uitgeschreven"


def _signals(view: View, heading: str) -> Section:
    rows = [_signal_row(view, s) for s in view.signals() if not s.is_mitigating]
    if view.compartment.shows(PARTNER_ANSWERS, view.allows):
        rows += [
            (
                "",
                f"{view.hidden(one.partner)}: hit op een vraag",
                "",
                f"antwoord; {_when(one.answered_at)}",
            )
            for one in view.matter.file.requests
            if one.answer is Answer.HIT
        ]
    text = [_BLIND] if view.matter.is_blind else []
    if not rows:
        text.append("Er zijn geen signalen die met deze ontvanger mogen worden gedeeld.")
    columns = ("Vastgesteld", "Gemeld", "Niet bekend", "Bron en datum")
    tables = (Table(columns, tuple(rows)),) if rows else ()
    return Section("signals", heading, tuple(text), tables=tables)


def _signal_row(view: View, signal: Signal) -> tuple[str, ...]:
    told = f"{view.hidden(signal.text)} ({signal.rule_id})"
    cells = [told if signal.standing is standing else "" for standing in Standing]
    return (*cells, _source(signal))


def _source(signal: Signal) -> str:
    sources = ", ".join(signal.sources) or "afgeleid: geen bronrecord"
    return f"{sources}; {day(signal.newest)}"


def _mitigating(view: View, heading: str) -> Section:
    """As many columns and words as the signals have: what pleads against is as plain to see."""
    rows = [
        (f"{view.hidden(s.text)} ({s.rule_id})", "ontlastend feit", _source(s))
        for s in view.signals()
        if s.is_mitigating and s.standing is not Standing.UNKNOWN
    ]
    rows += [
        (text, f"gewone verklaring bij {s.rule_id}", "regelpakket")
        for s in view.signals()
        if not s.is_mitigating and s.standing is not Standing.UNKNOWN
        for text in s.explanations
    ]
    if view.compartment.shows(PARTNER_ANSWERS, view.allows):
        rows += [
            (f"{view.hidden(one.partner)}: geen hit", "antwoord op een vraag",
             _when(one.answered_at))
            for one in view.matter.file.requests
            if one.answer is Answer.NO_HIT
        ]  # fmt: skip
    text = () if rows else ("Er zijn geen ontlastende feiten gevonden; dat is geen bewijs.",)
    tables = (Table(("Wat pleit ertegen", "Aard", "Bron en datum"), tuple(rows)),) if rows else ()
    return Section("mitigating", heading, text, tables=tables)


def _steps(view: View, heading: str) -> Section:
    file = view.matter.file
    rows = [
        (_when(one.moved_at), file.process.states[one.to_state].label,
         "systeem" if one.role is None else word("user.role", one.role))
        for one in file.history
    ]  # fmt: skip
    rows += [
        (day(one.decided_on), f"maatregel: {_instrument(view, one.instrument)}", "gemeente")
        for one in file.measures
    ]
    rows += [
        (day(one.item.meeting.day), f"besloten: {view.hidden(one.text)}", one.lead)
        for one in view.matter.decisions
        if one.item.meeting_id != view.item.meeting_id
    ]
    return Section("steps", heading, tables=(Table(("Datum", "Stap", "Wie"), tuple(rows)),))


def _instrument(view: View, code: str) -> str:
    name = view.matter.instruments.get(code)
    return code if name is None else name.marked


def _powers(view: View, heading: str) -> Section:
    """Instruments that rules of the seen signals name; none that closes where care is first."""
    rows: list[tuple[str, ...]] = []
    for signal in view.signals():
        if signal.is_mitigating or signal.standing is Standing.UNKNOWN:
            continue
        for text in signal.instruments:
            code = text.partition(":")[0].strip()
            row = (code, _instrument(view, code))
            if row not in rows:
                rows.append(row)
    notes = ("Wat een regel noemt is een mogelijkheid; een mens kiest.",) if rows else ()
    tables = (Table(("Instrument", "Wat het is"), tuple(sorted(rows))),) if rows else ()
    return Section("powers", heading, notes, tables=tables)


def _capacity(view: View, heading: str) -> Section:
    tasks = [one for one in view.matter.file.tasks if one.done_at is None]
    rows = tuple((day(one.due_on), view.hidden(one.title)) for one in tasks)
    tables = (Table(("Uiterlijk", "Taak"), rows),) if rows else ()
    return Section("capacity", heading, tables=tables)


def _privacy(view: View, heading: str) -> Section:
    matter = view.matter
    rows: list[tuple[str, ...]] = [
        ("Grondslag voor deze ontvanger", view.compartment.grants["picture"].basis),
        ("Gedeeld met", view.compartment.label),
        ("Bewaren tot uiterlijk", day(matter.keep_until())),
        ("Algoritme", f"regels over feiten, run {matter.run.path.name}; een mens koos dit punt"),
    ]
    for step, form in matter.file.process.privacy_checks.items():
        found = [check for check in matter.file.checks if check.step == step]
        verdict = "niet vastgelegd"
        if found:
            verdict = "toegestaan" if found[-1].allows else "niet toegestaan"
            verdict += f", {_when(found[-1].checked_at)}"
        rows.append((form.label, verdict))
        if found and found[-1].allows:
            rows += [
                (form.questions[key].capitalize(), view.hidden(text))
                for key, text in found[-1].answers.items()
                if key in form.questions
            ]
    note = f"Artikelen met '{NOT_VERIFIED}' zijn niet door een jurist nagekeken."
    return Section(
        "privacy", heading, (note,), tables=(Table(("Onderwerp", "Vastgelegd"), tuple(rows)),)
    )


def _annexes(view: View, heading: str) -> Section:
    del view
    return Section("annexes", heading, bullets=("Kwartaalcijfers, zonder kleine aantallen",))


def _when(moment: datetime | None) -> str:
    return day(None if moment is None else dutch_day(moment))


SECTIONS: Mapping[str, Callable[[View, str], Section]] = {
    "occasion": _occasion,
    "picture": _picture,
    "signals": _signals,
    "mitigating": _mitigating,
    "steps": _steps,
    "powers": _powers,
    "capacity": _capacity,
    "privacy": _privacy,
    "annexes": _annexes,
}
"""Sections that know something by themselves, by id; the others people write."""
