"""Facts of one location as blocks: neutral ones first, and what rules say only when it may be seen.

No names of people, no number of a sole trader, and no points: a paper lists what was found.
"""

import dataclasses
from collections.abc import Iterable
from datetime import date

from engine.exports.assessment import Assessment
from engine.exports.dossier import Dossier, Source
from engine.exports.fact_sheet import Building, Business
from engine.exports.outcomes import RuleOutcome
from engine.exports.papers.paper import Block, Column, Fields, Notice, Table, Text
from engine.exports.timeline import Event
from engine.exports.words import day, number, word

NONE = "geen bekend"
_NOT_SEEN = "Treffers en band worden getoond na het eerste oordeel."


def is_dwelling(found: Dossier) -> bool | None:
    """True when the BAG gives the location a dwelling function; None when it gives no function.

    A boat, caravan or chalet that is used as a home is a dwelling too, which the BAG does not say.
    """
    uses = found.sheet.use_purposes
    return None if not uses else "woonfunctie" in uses


def where(found: Dossier, *, first: tuple[tuple[str, str], ...] = ()) -> Fields:
    """Place and use of the location, after the fields of `first`."""
    place, sheet = found.place, found.sheet
    proof = word("land_use_proof", place.land_use_proof)
    rows = [
        *first,
        ("Soort", f"{word('kind', place.kind)}, {word('zone', place.zone)}"),
        ("Adressen", "\n".join(sheet.addresses) or NONE),
        ("Gebruiksdoelen (BAG)", ", ".join(sheet.use_purposes) or NONE),
        ("Gebruik", f"{word('land_use', place.land_use)} (bron: {proof})"),
    ]
    if sheet.berths or sheet.pitches:
        rows.append(("Ligplaatsen, standplaatsen", f"{sheet.berths}, {sheet.pitches}"))
    return Fields(tuple(rows))


def neutral(
    found: Dossier,
    *,
    most_events: int,
    tables: frozenset[str] | None = None,
    first: tuple[tuple[str, str], ...] = (),
) -> list[Block]:
    """What the registers say, without any rule: place, buildings, businesses, events.

    Args:
        found: a dossier; its assessment is not read.
        most_events: the newest so many events; how many are left out is told.
        tables: only events of these, for who may not see the others; None: all of them.
        first: fields that stand above the others.
    """
    if tables is not None:
        kept = tuple(event for event in found.events if event.table in tables)
        found = dataclasses.replace(found, events=kept)
    blocks: list[Block] = [where(found, first=first)]
    if found.sheet.buildings:
        blocks.append(_buildings(found.sheet.buildings))
    if found.sheet.businesses:
        blocks.append(_businesses(found.sheet.businesses))
    else:
        blocks.append(Text("Bedrijven op het adres: geen bekend."))
    if found.events:
        blocks.append(_events(found, most_events))
        if len(found.events) > most_events:
            left = len(found.events) - most_events
            told = (
                "1 oudere gebeurtenis staat" if left == 1 else f"{left} oudere gebeurtenissen staan"
            )
            blocks.append(Text(f"{told} in het dossier."))
    else:
        blocks.append(Text("Gebeurtenissen: geen bekend."))
    return blocks


def assessed(found: Dossier) -> list[Block]:
    """What rules say, what pleads against it and what is not known; or that it is not shown."""
    told = found.assessment
    if told is None:
        return [Notice(_NOT_SEEN)]
    blocks: list[Block] = [Notice(text) for text in told.notices]
    blocks += [
        Text(
            f"Band: {word('band', told.band)}. Een hulp bij het ordenen, geen kans en geen oordeel."
        ),
        hits(told),
        against(told),
    ]
    if told.unknown:
        blocks.append(unknown(told))
    return blocks


def hits(told: Assessment) -> Block:
    """Every hit with its innocent explanations beside it; routes to a person first."""
    rows = [_hit(outcome) for outcome in (*told.routes, *told.hits)]
    if not rows:
        return Text("Wat zien we: geen treffers.")
    columns = (
        Column("Wat zien we", 3), Column("Nieuwste feit", 1.1),
        Column("Onschuldige verklaring kan zijn", 2),
    )  # fmt: skip
    return Table("Wat zien we", columns, tuple(rows))


def against(told: Assessment) -> Block:
    """What pleads against the hits."""
    if not told.mitigating:
        return Text("Wat pleit ertegen: geen ontlastende feiten gevonden in de registers.")
    rows = tuple(
        (_sentence(outcome), day(outcome.newest), _rule(outcome)) for outcome in told.mitigating
    )
    columns = (Column("Wat pleit ertegen", 3), Column("Nieuwste feit", 1.1), Column("Regel", 2))
    return Table("Wat pleit ertegen", columns, rows)


def unknown(told: Assessment) -> Block:
    """What could not be judged, and why."""
    rows = tuple(
        (f"{outcome.title}. {_rule(outcome)}", outcome.reason or "") for outcome in told.unknown
    )
    return Table(
        "Wat weten we niet", (Column("Wat weten we niet", 3), Column("Waarom niet", 2)), rows
    )


def rule_ids(told: Assessment | None) -> tuple[str, ...]:
    """Rules that speak in the assessment, sorted."""
    if told is None:
        return ()
    groups: tuple[Iterable[RuleOutcome], ...] = (
        told.routes, told.hits, told.mitigating, told.unknown,
    )  # fmt: skip
    return tuple(sorted({outcome.rule_id for group in groups for outcome in group}))


def sources(found: Dossier) -> Table:
    """The deliveries that the run used, with their age."""
    return source_table(found.sources)


def source_table(used: Iterable[Source]) -> Table:
    """Deliveries with their age and privacy check."""
    rows = []
    for source in used:
        days = "dag" if source.age_days == 1 else "dagen"
        age = "niet bekend" if source.age_days is None else f"{source.age_days} {days}"
        registers = ", ".join(word("register", name) for name in source.registers)
        check = source.privacy_check or "geen"
        rows.append((f"{source.source} ({registers})", day(source.delivered_on), age, check))
    columns = (
        Column("Bron", 2), Column("Geleverd", 1.4), Column("Leeftijd"), Column("Privacytoets"),
    )  # fmt: skip
    return Table("Bronnen", columns, tuple(rows))


def _buildings(buildings: Iterable[Building]) -> Table:
    rows = tuple(
        (
            building.building_id,
            building.status or "niet bekend",
            str(building.built_year or "niet bekend"),
            number(building.footprint_m2),
        )
        for building in buildings
    )
    columns = (
        Column("Pand (BAG)", 1.6), Column("Status", 1.6), Column("Bouwjaar", 1),
        Column("Grondvlak in m²", 1, "right"),
    )  # fmt: skip
    return Table("Panden", columns, rows)


def _businesses(businesses: Iterable[Business]) -> Table:
    rows = []
    for one in businesses:
        kvk = f" (KVK {one.enterprise_id})" if one.enterprise_id else ""
        since = one.started_partial or day(one.started_on)
        ended = f", tot {day(one.ended_on)}" if one.ended_on else ""
        does = "; ".join(one.activities) or "niet bekend"
        rows.append((f"{one.name}{kvk}", does, f"{since}{ended}", number(one.employees)))
    columns = (
        Column("Bedrijf", 2), Column("Activiteit (SBI)", 2.6), Column("Ingeschreven", 1.6),
        Column("Werkzame personen", 1, "right"),
    )  # fmt: skip
    return Table("Bedrijven", columns, tuple(rows))


def _events(found: Dossier, most: int) -> Table:
    rows = tuple(
        (day(event.on), event.text, word("table", event.table)) for event in _newest(found, most)
    )
    columns = (Column("Datum", 1.2), Column("Wat gebeurde er", 3.4), Column("Bron", 1.4))
    return Table("Gebeurtenissen", columns, rows)


def _newest(found: Dossier, most: int) -> list[Event]:
    dated = [event for event in found.events if event.on is not None]
    rest = [event for event in found.events if event.on is None]
    newest = sorted(dated, key=lambda event: (event.on or date.min, event.record_key), reverse=True)
    return [*newest, *rest][:most]


def _hit(outcome: RuleOutcome) -> tuple[str, str, str]:
    route = f"\nGaat naar: {outcome.route_to}." if outcome.route_to else ""
    innocent = "; ".join(outcome.false_positives) or "geen genoemd"
    told = f"{_sentence(outcome)}{route}\n{_rule(outcome)}"
    return told, day(outcome.newest), innocent


def _sentence(outcome: RuleOutcome) -> str:
    return f"{outcome.title}: {outcome.sentence}" if outcome.sentence else outcome.title


def _rule(outcome: RuleOutcome) -> str:
    return f"Regel {outcome.rule_id}, versie {outcome.version}"
