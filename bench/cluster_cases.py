"""Invented ownership of every kind that is known to be hard, with whose each enterprise is."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.tables import TABLES

_UNDATED = 0.1
"""Share of officers whose start the register does not tell."""


@dataclass(slots=True)
class Cases:
    """Rows of a register, and the truth.

    Attributes:
        rows: rows by canonical table.
        hand: whose it is, by enterprise; equal means one controlling party.
        kind: the case that an enterprise was made for.
        left_out: enterprises that must not be counted.
    """

    random: Random
    rows: dict[str, list[dict[str, object]]] = field(default_factory=lambda: defaultdict(list))
    hand: dict[str, str] = field(default_factory=dict)
    kind: dict[str, str] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    _case: str = ""
    _number: int = 0

    def begin(self, kind: str) -> None:
        """Start a case; what follows is of that kind."""
        self._case = kind

    def person(self) -> str:
        """Somebody new."""
        self._number += 1
        return f"P{self._number:020d}"

    def company(
        self, hand: str, *, form: str = "bv", code: str = "6420", place: str = "", staff: int = 1,
        name: str = "Proef", counts: bool = True,
    ) -> str:  # fmt: skip
        """Register an enterprise with one branch; `hand` says whose it is."""
        self._number += 1
        number, place = f"{90_000_000 + self._number}", place or f"L{self._number}"
        started = date(1990, 1, 1) + timedelta(days=self.random.randrange(12_000))
        self.rows["enterprise"].append(
            {"enterprise_id": number, "legal_form": form, "started_on": started,
             "employees": staff, "statutory_name": name}
        )  # fmt: skip
        branch = f"{number}1"
        self.rows["branch"].append(
            {"branch_id": branch, "enterprise_id": number, "location_id": place}
        )
        self.rows["activity"].append(
            {"branch_id": branch, "code": code, "version": "2008", "is_main": True}
        )
        self.kind[number] = self._case
        if counts:
            self.hand[number] = hand
        else:
            self.left_out.add(number)
        return number

    def officer(self, company: str, role: str, party: str, *, ended: date | None = None) -> None:
        """Give a person or company a role."""
        is_legal = party.isdigit()
        since = date(1995, 1, 1) + timedelta(days=self.random.randrange(9_000))
        is_dated = self.random.random() >= _UNDATED
        self.rows["officer"].append(
            {"enterprise_id": company, "role": role, "party_id": party,
             "party_kind": "legal" if is_legal else "natural",
             "party_enterprise_id": party if is_legal else None,
             "started_on": since if is_dated else None, "ended_on": ended}
        )  # fmt: skip


def fill(con: DuckDBPyConnection, cases: Cases) -> None:
    """Put the rows into canonical tables, made here."""
    for name in ("enterprise", "branch", "activity", "officer", "enterprise_cluster"):
        table = TABLES[name]
        columns = ", ".join(f'"{c.name}" {c.type.value}' for c in table.stored())
        con.execute(f"CREATE OR REPLACE TABLE {name} ({columns})")
        if rows := cases.rows.get(name, []):
            keyed = [{"source": "hr", "record_id": str(at), **row} for at, row in enumerate(rows)]
            con.register("incoming_cases", pa.Table.from_pylist(keyed))
            con.execute(f"INSERT INTO {name} BY NAME FROM incoming_cases")
            con.unregister("incoming_cases")


def _owned(cases: Cases, holding: str, works: str) -> None:
    cases.officer(works, "director", holding)
    cases.officer(works, "sole_shareholder", holding)


def _holding(cases: Cases) -> None:
    """Holding, works company and pension company."""
    owner = cases.person()
    holding, works = cases.company(owner), cases.company(owner, code="4321")
    pension = cases.company(owner, name="Proef Pensioen B.V.", staff=0)
    cases.officer(holding, "sole_shareholder", owner)
    for below in (works, pension):
        _owned(cases, holding, below)


def _director_only(cases: Cases) -> None:
    owner = cases.person()
    holding, works = cases.company(owner), cases.company(owner, code="4321")
    cases.officer(holding, "director", owner)
    cases.officer(works, "director", holding)


def _director_of_two(cases: Cases) -> None:
    owner = cases.person()
    holding = cases.company(owner)
    cases.officer(holding, "director", owner)
    for _ in range(2):
        cases.officer(cases.company(owner, code="4321"), "director", holding)


def _one_owner(cases: Cases) -> None:
    owner = cases.person()
    for _ in range(2):
        cases.officer(cases.company(owner), "sole_shareholder", owner)
    cases.officer(cases.company(owner, form="sole_trader"), "sole_trader", owner)


def _foundation_above(cases: Cases) -> None:
    owner = cases.person()
    above = cases.company(owner, form="foundation", staff=0, counts=False)
    cases.officer(above, "director", owner)
    for _ in range(2):
        cases.officer(cases.company(owner), "sole_shareholder", above)


def _family(cases: Cases, *, code: str = "0141") -> None:
    partner, other, place = cases.person(), cases.person(), cases.person().replace("P", "L")
    farm = cases.company(partner, form="general_partnership", code="0141", place=place)
    company = cases.company(partner, code=code, place=place)
    for one in (partner, other):
        cases.officer(farm, "partner", one)
    cases.officer(company, "director", partner)


def _family_other_trade(cases: Cases) -> None:
    _family(cases, code="5530")


def _partner_companies(cases: Cases) -> None:
    hand, place = cases.person(), cases.person().replace("P", "L")
    farm = cases.company(hand, form="professional_partnership", code="0141", place=place)
    for _ in range(2):
        company = cases.company(hand, code="0141", place=place)
        cases.officer(company, "director", cases.person())
        cases.officer(farm, "partner", company)


def _trust_office(cases: Cases) -> None:
    office = cases.company(cases.person(), code="6910")
    for _ in range(5):
        cases.officer(cases.company(cases.person()), "director", office)


def _straw_man(cases: Cases) -> None:
    man, place = cases.person(), cases.person().replace("P", "L")
    for _ in range(4):
        cases.officer(cases.company(cases.person(), place=place), "director", man)


def _joint_venture(cases: Cases) -> None:
    works = cases.company(cases.person(), code="4321")
    for _ in range(2):
        owner = cases.person()
        holding = cases.company(owner)
        cases.officer(holding, "sole_shareholder", owner)
        cases.officer(works, "director", holding)


def _sold(cases: Cases) -> None:
    seller, buyer = cases.person(), cases.person()
    cases.officer(cases.company(seller), "sole_shareholder", seller)
    sold = cases.company(buyer)
    cases.officer(sold, "sole_shareholder", seller, ended=date(2024, 1, 1))
    cases.officer(sold, "sole_shareholder", buyer)


def _not_counted(cases: Cases) -> None:
    manager = cases.person()
    for form in ("owners_association", "foundation", "association"):
        number = cases.company(manager, form=form, staff=0, counts=False)
        cases.officer(number, "director", manager)


def _neighbours(cases: Cases) -> None:
    """Two farming partnerships and an unrelated company on one yard."""
    place = cases.person().replace("P", "L")
    for form in ("general_partnership", "general_partnership", "bv"):
        number = cases.company(cases.person(), form=form, code="0141", place=place)
        cases.officer(number, "partner" if form != "bv" else "director", cases.person())


KINDS: dict[str, Callable[[Cases], None]] = {
    "holding, werkmaatschappij en pensioen-bv": _holding,
    "holding is alleen bestuurder": _director_only,
    "holding is bestuurder van twee, aandeelhouder onbekend": _director_of_two,
    "twee bv's en een eenmanszaak van één eigenaar": _one_owner,
    "stichting boven twee bv's": _foundation_above,
    "boerenfamilie: maatschap en bv": _family,
    "boerenfamilie: bv met een ander vak": _family_other_trade,
    "maatschap van twee bv's": _partner_companies,
    "trustkantoor bestuurt vijf klanten": _trust_office,
    "katvanger bestuurt vier bv's": _straw_man,
    "twee holdings met één werkmaatschappij": _joint_venture,
    "verkochte bv": _sold,
    "vve en lege stichtingen": _not_counted,
    "buren op één erf": _neighbours,
}


def make(kinds: Sequence[str], *, each: int, seed: int) -> Cases:
    """`each` cases of every kind, shuffled; the same seed gives the same cases."""
    cases = Cases(Random(seed))
    todo = [kind for kind in kinds for _ in range(each)]
    cases.random.shuffle(todo)
    for kind in todo:
        cases.begin(kind)
        KINDS[kind](cases)
    return cases
