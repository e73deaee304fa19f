"""The dossier as plain Dutch text, at most 100 characters wide."""

import textwrap
from collections.abc import Iterable

from engine.exports import care
from engine.exports.assessment import Assessment
from engine.exports.dossier import Dossier
from engine.exports.fact_sheet import Building, Business
from engine.exports.outcomes import RuleOutcome
from engine.exports.words import amount, day, number, on, word
from engine.translatable import joined, sentence

_WIDTH = 100


def to_text(dossier: Dossier) -> str:
    """The dossier as lines of text, ending without a newline."""
    place = dossier.place
    lines = [
        f"{place.label}  ({place.location_id})",
        f"{word('kind', place.kind)}, {word('zone', place.zone)}, gebruik "
        f"{word('land_use', place.land_use)} "
        f"(bron: {word('land_use_proof', place.land_use_proof)})",
        f"peildatum {day(dossier.as_of)}, run {dossier.run}",
    ]
    lines += _sheet(dossier)
    if dossier.assessment is None:
        lines += section("Treffers en band", ["worden getoond na het eerste oordeel"])
    else:
        lines += _assessment(dossier.assessment)
    lines += section("Bronnen", [_source_line(dossier, i) for i in range(len(dossier.sources))])
    return "\n".join(lines)


def _sheet(dossier: Dossier) -> list[str]:
    sheet = dossier.sheet
    events = [f"{day(e.on)}: {e.text} [{e.record_key}]" for e in dossier.events]
    return [
        *section("Adressen", sheet.addresses),
        *section("Gebruiksdoelen", sheet.use_purposes),
        *section("Panden", [building_line(b) for b in sheet.buildings]),
        *section("Bedrijven", [business_line(b) for b in sheet.businesses]),
        *section("Gebeurtenissen", events),
    ]


def _assessment(found: Assessment) -> list[str]:
    head = f"{number(found.score, 1)} punten, band {word('band', found.band)}"
    listed = "komt in aanmerking voor de werklijst" if found.eligible else "komt niet in aanmerking"
    steps = [f"{number(float(s.points), 1):>6}  {s.text}" for s in found.waterfall]
    routes = [*found.notices, *(line for o in found.routes for line in _hit(o))]
    return [
        *(section("Eerst naar een mens", routes) if routes else ()),
        *section("Wat zien we", [line for o in found.hits for line in _hit(o)]),
        *section("Wat pleit ertegen", [line for o in found.mitigating for line in _hit(o)]),
        *section(
            "Wat weten we niet", [f"{o.rule_id} {o.title}: {o.reason}" for o in found.unknown]
        ),
        *section("Optelling", [*steps, f"{head}; {listed}. Een hulp bij het ordenen, geen kans."]),
    ]


def _hit(outcome: RuleOutcome) -> list[str]:
    lines = [
        f"{outcome.rule_id} {outcome.title}: {outcome.sentence}",
        f"    {_weight(outcome)}; nieuwste feit {day(outcome.newest)}; versie {outcome.version}",
        f"    onschuldige verklaringen: {', '.join(outcome.false_positives) or 'geen genoemd'}",
        f"    bronnen: {', '.join(e.record_key for e in outcome.evidence) or 'geen'}",
    ]
    if outcome.instruments:
        lines.append(f"    instrumenten: {'; '.join(outcome.instruments)}")
    if outcome.unverified:
        lines.append(f"    te verifiëren: {'; '.join(outcome.unverified)}")
    if outcome.action:
        lines.append(f"    voorstel, een mens besluit: {outcome.action}")
    return lines


def _weight(outcome: RuleOutcome) -> str:
    """What a hit counted for, or to whom a route goes: a route has no points."""
    why = f" ({outcome.reason})" if outcome.reason else ""
    if outcome.role == care.ROUTE:
        return f"gaat naar: {outcome.route_to}, zonder punten{why}"
    counted = f"{number(outcome.applied_points, 1)} van {number(outcome.points, 1)} punten"
    return f"{counted}{why}"


def building_line(building: Building) -> str:
    """A building in one line."""
    return sentence(
        "{building}: {status}, bouwjaar {year}, grondvlak {size} m²",
        building=building.building_id,
        status=str(building.status),
        year=str(building.built_year) if building.built_year else sentence("niet bekend"),
        size=amount(building.footprint_m2),
    )


def business_line(business: Business) -> str:
    """A business in one line; a sole trader without name and number."""
    ended = business.ended_on
    does = joined(business.activities, between="; ")
    kvk = f" (KVK {business.enterprise_id})" if business.enterprise_id else ""
    return sentence(
        "{name}{kvk}: {does}; sinds {since}{until}; werkzame personen {people}",
        name=business.name,
        kvk=kvk,
        does=does if business.activities else sentence("activiteit niet bekend"),
        since=business.started_partial or on(business.started_on),
        until=sentence(", uitgeschreven {day}", day=ended) if ended else "",
        people=amount(business.employees),
    )


def _source_line(dossier: Dossier, index: int) -> str:
    source = dossier.sources[index]
    days = "dag" if source.age_days == 1 else "dagen"
    age = "leeftijd niet bekend" if source.age_days is None else f"{source.age_days} {days} oud"
    check = source.privacy_check or "geen"
    registers = ", ".join(word("register", name) for name in source.registers)
    return (
        f"{source.source} ({registers}): geleverd {day(source.delivered_on)}, {age}; "
        f"privacytoets {check}"
    )


def section(title: str, rows: Iterable[str]) -> list[str]:
    """A title and its rows, wrapped; an indented row keeps its indent."""
    shown = list(rows) or ["geen bekend"]
    lines = ["", title]
    for row in shown:
        indent = "  " + " " * (len(row) - len(row.lstrip()))
        lines += textwrap.wrap(
            row.strip(), _WIDTH, initial_indent=indent, subsequent_indent=indent + "    ",
            break_long_words=False,
        )  # fmt: skip
    return lines
