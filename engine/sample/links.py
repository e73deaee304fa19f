"""One company, person or place written differently in two registers, and two that only look alike.

Drawn last and without chance, so that nothing else of the municipality changes. What is one stands
in `truth.json` under `links`; `places` there says where every row with a number happened.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.sample.companies import Enterprise, Officer
from engine.sample.people import Person
from engine.sample.records import Row, unit_of
from engine.sample.stage import Stage
from engine.sample.world import Address, Unit

_PAIRS = 3
"""So many pairs of directors are one person; one pair more are two with one name."""
_MANAGER = "R990001"
"""Reference of the director in the register of managers, which knows nothing of the other one."""
_PLACED = {
    "permits": ("permit", "permit_id"),
    "licences": ("licence", "licence_id"),
    "inspections": ("inspection", "inspection_id"),
    "notifications": ("environment_notification", "notification_id"),
    "transfers": ("transfer", "transfer_id"),
}
"""Canonical table and its key, by export that writes a place in words."""


@dataclass(frozen=True, slots=True)
class Side:
    """Rows of one table in which a side stands.

    Attributes:
        role: of a party in these rows; empty for their place.
        where: column and value that the rows have.
    """

    table: str
    role: str
    where: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """A pair and whether it is one.

    Attributes:
        verdict: same or different.
        kind: address, company or person.
        other: a KVK number, a BAG id of a unit, or the rows of the other person.
        why: how it was written, for whoever tests or shows it.
    """

    verdict: str
    kind: str
    subject: Side
    other: str | Side
    why: str

    def as_json(self) -> dict[str, object]:
        """The entry of `truth.json`."""
        sides = {"subject": _as_json(self.subject), "other": _as_json(self.other)}
        return {"verdict": self.verdict, "kind": self.kind, **sides, "why": self.why}


def plant(stage: Stage) -> list[Link]:
    """Add the rows of every link; companies first, then people, then places."""
    return [*_companies(stage), *_people(stage), *_managers(stage), *_places(stage)]


def places(stage: Stage) -> dict[str, dict[str, str]]:
    """BAG id of the unit where each numbered row happened, by canonical table and row."""
    return {
        table: {str(row["id"]): unit_of(row).object_id for row in getattr(stage.records, export)}
        for export, (table, _) in _PLACED.items()
    }


def _as_json(side: str | Side) -> object:
    if isinstance(side, str):
        return side
    return {"table": side.table, "role": side.role, "where": dict(side.where)}


def _quiet(stage: Stage) -> list[Enterprise]:
    """Active companies away from every scenario, with one director who has no other company."""
    taken = {id(unit) for site in stage.world.sites if site.taken for unit in site.units}
    known: dict[str, int] = {}
    for enterprise in stage.companies.all:
        for reference in {o.person.reference for o in enterprise.officers if o.person}:
            known[reference] = known.get(reference, 0) + 1
    return [
        enterprise
        for enterprise in stage.companies.all
        if enterprise.form == "bv" and enterprise.ended is None and enterprise.branches
        and not any(id(branch.unit) in taken for branch in enterprise.branches)
        and {o.person.reference for o in enterprise.officers if o.person}
        and all(o.person and known[o.person.reference] == 1 for o in enterprise.officers)
        and len({o.person.reference for o in enterprise.officers if o.person}) == 1
    ]  # fmt: skip


def _companies(stage: Stage) -> Iterator[Link]:
    """Applicants by name only: written otherwise, and one that the register does not have."""
    ways: tuple[tuple[Callable[[str], str], str], ...] = (
        (lambda name: name.replace(" B.V.", ""), "zonder rechtsvorm"),
        (lambda name: _slip(name.replace(" B.V.", " BV")), "een letter te weinig"),
        (lambda name: " ".join(reversed(name.replace(" B.V.", "").split())), "andere volgorde"),
    )
    found = [e for e in _quiet(stage) if len(e.name.split()) == 3]
    for enterprise, (write, why) in zip(found[::-1], ways, strict=False):
        row = _permit(stage, enterprise.branches[0].unit, write(enterprise.name))
        yield Link("same", "company", _of_permit(row, "applicant"), enterprise.kvk, why)
    for enterprise in found[:1]:
        name = f"{enterprise.name.split()[0]} Muziekschool B.V."
        row = _permit(stage, enterprise.branches[0].unit, name)
        why = "zelfde eerste woord, ander bedrijf dat niet in het register staat"
        yield Link("different", "company", _of_permit(row, "applicant"), enterprise.kvk, why)


def _people(stage: Stage) -> Iterator[Link]:
    """Directors of two companies: one person written twice, or two people with one name."""
    quiet = [e for e in _quiet(stage) if len(e.name.split()) != 3] or _quiet(stage)
    pairs = list(zip(quiet[0::2], quiet[1::2], strict=False))[-_PAIRS - 1 :]
    for number, (first, second) in enumerate(pairs):
        person = _director(first)
        is_same = number > 0
        name = _slip(person.name) if is_same else person.name
        surname = name.removeprefix(person.name.removesuffix(person.surname)) if is_same else ""
        born = person.born if is_same else _other_day(person.born)
        other = replace(
            person, reference=f"{person.reference}9", name=name, born=born,
            surname=surname or person.surname,
        )  # fmt: skip
        second.officers[:] = [replace(officer, person=other) for officer in second.officers]
        why = "een letter te weinig" if is_same else "twee personen met één naam"
        yield Link(
            "same" if is_same else "different", "person",
            _of_officer(first), _of_officer(second), why,
        )  # fmt: skip


def _managers(stage: Stage) -> Iterator[Link]:
    """A director who manages a bar too, with the first name as a letter."""
    licences = [
        row for row in stage.records.licences if row["kind"] == "alcohol" and not row["valid_until"]
    ]
    quiet = _quiet(stage)
    for row, enterprise in zip(licences[-1:], quiet[:1], strict=False):
        person = _director(enterprise)
        began = stage.ago(5)
        stage.records.add(
            "licence_managers", "", licence_id=row["id"], manager_ref=_MANAGER,
            manager_name=_initial(person), started_on=began, ended_on=None,
        )  # fmt: skip
        where = {"licence_id": str(row["id"]), "started_on": began.isoformat()}
        subject = Side("licence_manager", "manager", where)
        yield Link("same", "person", subject, _of_officer(enterprise), "alleen een voorletter")


def _places(stage: Stage) -> Iterator[Link]:
    """Visits whose place was typed: a street misspelled, without its town, of the wrong street."""
    sites = [s for s in stage.world.sites if s.kind == "house" and not s.taken]
    streets = [street.name for street in stage.world.streets]
    chosen = sites[2 :: max(1, len(sites) // 5)][:5]
    for number, site in enumerate(chosen):
        delivered, why = _typed(site.unit.address, number, streets)
        row = stage.records.add(
            "inspections", "C", unit=site.unit, held_on=stage.ago(6 + number), domain="apv",
            outcome="clean", violations=0, delivered=delivered,
        )  # fmt: skip
        subject = Side("inspection", "", {"inspection_id": str(row["id"])})
        yield Link("same", "address", subject, site.unit.object_id, why)


def _typed(address: Address, number: int, streets: Sequence[str]) -> tuple[Row, str]:
    """The place as somebody typed it, and what is wrong with it."""
    name = address.street.name
    after = streets[(streets.index(name) + 1) % len(streets)]
    ways: tuple[tuple[Row, str], ...] = (
        ({"street": _slip(_slip(name)), "postcode": ""}, "straat verkeerd gespeld"),
        ({"postcode": "", "town": ""}, "zonder postcode en plaats"),
        ({"street": after}, "postcode en straat spreken elkaar tegen"),
        ({"street": f"{name[: len(name) // 2]}.", "postcode": ""}, "straat afgekort"),
        ({"postcode": "", "town": "K en B"}, "gemeente in plaats van dorp"),
    )
    return ways[number % len(ways)]


def _permit(stage: Stage, unit: Unit, applicant: str) -> Row:
    """A small permit, asked for by somebody whose number nobody typed."""
    return stage.records.add(
        "permits", "Z-VTH", kind="other", use="", status="granted", unit=unit,
        requested_on=stage.ago(9), decided_on=stage.ago(8), applicant_name=applicant,
        bibob_hook=False, floor_area_m2=None,
    )  # fmt: skip


def _of_permit(row: Row, role: str) -> Side:
    return Side("permit", role, {"permit_id": str(row["id"])})


def _of_officer(enterprise: Enterprise) -> Side:
    return Side("officer", "party", {"enterprise_id": enterprise.kvk})


def _director(enterprise: Enterprise) -> Person:
    officer: Officer = enterprise.officers[0]
    if officer.person is None:
        raise TypeError(f"{enterprise.kvk} has no person as its first officer")
    return officer.person


def _slip(text: str) -> str:
    """The text with the last but one letter of its longest word left out."""
    word = max(text.split(), key=len)
    return text.replace(word, word[:-2] + word[-1], 1)


def _initial(person: Person) -> str:
    return f"{person.name[0]}. {person.surname}"


def _other_day(born: date) -> date:
    """The birth date of somebody else: years apart."""
    return born.replace(year=born.year + 11, day=min(born.day, 28))
