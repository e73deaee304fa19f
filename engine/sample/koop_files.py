"""Notices of the invented municipality: what its permits were published as, and other matters.

Half of them are titled as this municipality does it, half in another style. The permits that are
published lie where no scenario is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from engine.sample.koop_xml import Notice, pages
from engine.sample.records import Row, unit_of
from engine.sample.stage import Stage
from engine.sample.world import Site, Unit

SOURCE = "announcements"
_MONTHS = 18
_EVERY = 3
_FIRST_NUMBER = 900_001
_WHAT = {
    "building": ("bouwen", "het plaatsen van een dakkapel"),
    "demolition": ("slopen", "het slopen van een schuur"),
    "use_change": ("ruimtelijke ordening", "het wijzigen van de functie"),
    "fire_safe_use": ("brandveilig gebruik", "het brandveilig gebruiken van een pand"),
    "environment": ("milieu", "het veranderen van een inrichting"),
    "housing_migrants": ("ruimtelijke ordening", "het huisvesten van arbeidsmigranten"),
    "event": ("", "het houden van een zomerfeest"),
    "other": ("kappen", "het kappen van een boom"),
}
_OWN = {
    "requested": "Kennisgeving ingekomen aanvraag {permit}: {what} - {line} - {number}",
    "granted": "Kennisgeving verleende {permit}: {what} - {line} - {number}",
    "refused": "Kennisgeving geweigerde {permit}: {what} - {line} - {number}",
    "withdrawn": "Kennisgeving ingetrokken aanvraag {permit}: {what} - {line} - {number}",
}
_OTHER = {
    "requested": "Aanvraag {permit} ontvangen, {door} in {town}, {what} (zaaknummer {number})",
    "granted": "{Permit} verleend, {door} in {town}, {what} (zaaknummer {number})",
    "refused": "{Permit} geweigerd, {door} in {town}, {what} (zaaknummer {number})",
    "withdrawn": "Aanvraag {permit} ingetrokken, {door} in {town}, {what} (zaaknummer {number})",
}


def write(stage: Stage, out: Path, seed: int) -> str:
    """Write the answers below `koop/`; returns the entry for sources.yaml."""
    (out / "koop").mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(pages(notices(stage, seed)), start=1):
        file = out / "koop" / f"antwoord_{number:03}.xml"
        file.write_text(page, encoding="utf-8", newline="\n")
    return f"""\
  - id: {SOURCE}
    connector: koop_sru
    path: koop/*.xml
    delivered_on: {stage.as_of - timedelta(days=1)}
    privacy_check: "PT-2026-14"
    options: {{creator: "Kaag en Braassem"}}
"""


def notices(stage: Stage, seed: int) -> list[Notice]:
    """Every notice in order of publication, numbered in that order; broken ones come last."""
    random = Random(f"{seed}:koop")
    homes = [s for s in stage.world.sites if not s.taken and s.kind in ("house", "ribbon")]
    told = [
        *_published(stage),
        *_own_matters(homes, stage.as_of, random),
        *_areas(homes, stage.as_of),
    ]
    known = [notice for notice in told if notice.day <= str(stage.as_of - timedelta(days=1))]
    known.sort(key=lambda notice: (notice.day, notice.title))
    numbered = [
        replace(notice, number=f"gmb-{notice.day[:4]}-{number}")
        for number, notice in enumerate(known, start=_FIRST_NUMBER)
    ]
    return [*numbered, *_odd(numbered[-1], stage.as_of)]


@dataclass(frozen=True, slots=True)
class _Step:
    """One notice about a permit: what was decided, and when it was published."""

    status: str
    day: date


def _published(stage: Stage) -> Iterator[Notice]:
    """Notices of recent permits of the municipality's own register, with their case numbers."""
    taken = {id(unit) for site in stage.world.sites if site.taken for unit in site.units}
    recent = [
        row
        for row in stage.records.permits
        if id(unit_of(row)) not in taken and _day(row, "requested_on") > stage.ago(_MONTHS)
    ]
    for count, row in enumerate(recent[::_EVERY]):
        steps = [_Step("requested", _day(row, "requested_on") + timedelta(days=7))]
        if isinstance(row.get("decided_on"), date):
            steps.append(_Step(str(row["status"]), _day(row, "decided_on") + timedelta(days=5)))
        for step in steps:
            yield _permit(
                unit_of(row), str(row["kind"]), step, str(row["id"]), is_own=count % 2 == 0
            )


def _own_matters(homes: Sequence[Site], as_of: date, random: Random) -> Iterator[Notice]:
    """Permits that are known from their publication only."""
    for number, kind in enumerate(("event", "other", "event", "other", "building"), start=1):
        unit = random.choice(homes).unit
        day = as_of - timedelta(days=random.randint(30, 300))
        yield _permit(unit, kind, _Step("granted", day), f"{610_000 + number}", is_own=True)


def _permit(unit: Unit, kind: str, step: _Step, number: str, *, is_own: bool) -> Notice:
    activity, what = _WHAT[kind]
    rubric = "evenementenvergunning" if kind == "event" else "omgevingsvergunning"
    address = unit.address
    town = (address.town or address.street.town).name
    postcode = f"{address.postcode[:4]} {address.postcode[4:]}"
    door = f"{address.street.name} {address.house}"
    title = (_OWN if is_own else _OTHER)[step.status].format(
        permit=rubric,
        Permit=rubric.capitalize(),
        what=what,
        line=f"{door}, {postcode} {town}",
        door=door,
        town=town,
        number=number,
    )
    return Notice(
        "",
        str(step.day),
        title,
        rubric,
        activity,
        abstract="" if is_own else what,
        places=((unit.x, unit.y),),
        address=None if is_own else (address.street.name, address.house, address.postcode, town),
    )


def _areas(homes: Sequence[Site], as_of: date) -> Iterator[Notice]:
    """Notices that are about no single object."""
    one, two, *_ = homes
    street = one.unit.address.street.name
    around = tuple((one.x + dx, one.y + dy) for dx, dy in ((0, 0), (40, 10), (15, 60)))
    month = timedelta(days=30)
    yield Notice(
        "", str(as_of - month), f"Verkeersbesluit gehandicaptenparkeerplaats {street}",
        "verkeersbesluit of -mededeling", places=((one.x, one.y),),
    )  # fmt: skip
    yield Notice(
        "", str(as_of - 2 * month), "Verordening op de heffing van leges Kaag en Braassem 2026",
        "algemeen verbindend voorschrift (verordening)",
    )  # fmt: skip
    yield Notice(
        "", str(as_of - 3 * month), f"Ingekomen melding milieubelastende activiteit – {street}",
        "omgevingsmelding", "milieu", places=around,
    )  # fmt: skip
    yield Notice(
        "", str(as_of - 4 * month),
        "Kennisgeving last onder bestuursdwang achtergelaten vaartuig, nabij "
        f"{two.unit.address.street.name} {two.unit.address.house} in {two.town.name}",
        "overige overheidsinformatie", places=((two.x, two.y),),
    )  # fmt: skip


def _odd(last: Notice, as_of: date) -> Iterator[Notice]:
    """One notice of a province that the search finds too, and two broken records."""
    day = str(as_of - timedelta(days=10))
    yield replace(
        last, number=f"prb-{as_of.year}-901", day=day, title="Ontwerpbesluit natuur",
        creator=("Kaag en Braassem", "Provincie"),
    )  # fmt: skip
    yield replace(last, number="", day=day)
    yield replace(last, number=f"gmb-{as_of.year}-999999", day=f"{as_of.year}-02-31")


def _day(row: Row, name: str) -> date:
    day = row[name]
    assert isinstance(day, date)
    return day
