"""Invented companies: enterprises, branches, officers, and the numbers they get.

KVK and RSIN numbers start with 99 and fail the 11-check, so that none can be a real number;
branch numbers start with 9999.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from engine.sample.people import Person
from engine.sample.world import Unit

_FIRST_KVK = 99_000_000
_FIRST_RSIN = 990_000_000
_FIRST_BRANCH = 999_900_000_000
FORMS = {
    "sole_trader": "Eenmanszaak",
    "general_partnership": "Vennootschap onder firma",
    "professional_partnership": "Maatschap",
    "bv": "Besloten Vennootschap",
    "foundation": "Stichting",
    "association": "Vereniging",
    "owners_association": "Vereniging van Eigenaars",
}
"""Legal form -> how KVK writes it."""
LEGAL_PERSONS = frozenset({"bv", "foundation", "association", "owners_association"})


@dataclass(slots=True)
class Officer:
    """Somebody's role: a person, or a company by its KVK number."""

    role: str
    started: date
    person: Person | None = None
    company: str = ""
    ended: date | None = None


@dataclass(slots=True)
class Branch:
    """A vestiging.

    Attributes:
        place: how its address is written: ids, text, sloppy, box or shielded.
        sbi: SBI 2025 codes, the main one first.
    """

    branch_id: str
    unit: Unit
    started: date
    sbi: tuple[str, ...]
    employees: int
    name: str
    ended: date | None = None
    place: str = "ids"


@dataclass(slots=True)
class Enterprise:
    """An inschrijving; an owners' association has no branch, only `seat`.

    Attributes:
        deposited: day of the closing documents.
        filed_year: last book year of which the accounts were filed, 0 when the register says none.
        family: KVK number of the partnership of the farming family that it belongs to.
    """

    kvk: str
    form: str
    name: str
    started: date
    rsin: str = ""
    ended: date | None = None
    end_kind: str = ""
    deposited: date | None = None
    filed_year: int = 0
    branches: list[Branch] = field(default_factory=list)
    officers: list[Officer] = field(default_factory=list)
    seat: Unit | None = None
    family: str = ""

    @property
    def employees(self) -> int:
        """People at all branches together."""
        return sum(branch.employees for branch in self.branches)


class Companies:
    """The trade register under construction."""

    def __init__(self) -> None:
        self.all: list[Enterprise] = []
        self._next = {"kvk": _FIRST_KVK, "rsin": _FIRST_RSIN, "branch": _FIRST_BRANCH}

    def found(self, form: str, name: str, started: date) -> Enterprise:
        """Register an enterprise without branch or officers."""
        kvk = self._number("kvk", (8, 7, 6, 5, 4, 3, 2, 1))
        rsin = "" if form == "sole_trader" else self._number("rsin", (9, 8, 7, 6, 5, 4, 3, 2, -1))
        enterprise = Enterprise(kvk, form, name, started, rsin)
        self.all.append(enterprise)
        return enterprise

    def open_branch(
        self, enterprise: Enterprise, unit: Unit, sbi: Sequence[str], *, employees: int = 1,
        started: date | None = None, name: str | None = None,
    ) -> Branch:  # fmt: skip
        """Register a branch; by default from the start and under the name of the enterprise."""
        self._next["branch"] += 1
        branch = Branch(
            str(self._next["branch"]), unit, started or enterprise.started, tuple(sbi), employees,
            name or enterprise.name,
        )  # fmt: skip
        enterprise.branches.append(branch)
        return branch

    def _number(self, kind: str, weights: Sequence[int]) -> str:
        """The next number that fails the 11-check."""
        while True:
            self._next[kind] += 1
            digits = str(self._next[kind])
            if sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11:
                return digits


def end(
    enterprise: Enterprise, on: date, *, kind: str = "", deposited: date | None = None
) -> Enterprise:
    """End an enterprise with its branches and officers; gives it back."""
    enterprise.ended, enterprise.end_kind, enterprise.deposited = on, kind, deposited
    for branch in enterprise.branches:
        branch.ended = branch.ended or on
    for officer in enterprise.officers:
        officer.ended = officer.ended or on
    return enterprise


def appoint(
    enterprise: Enterprise, people: Sequence[Person], *, role: str = "director",
    started: date | None = None, owners: bool = False,
) -> None:  # fmt: skip
    """Give people a role; with `owners` the first one is sole shareholder too."""
    since = started or enterprise.started
    for person in people:
        enterprise.officers.append(Officer(role, since, person))
    if owners and people:
        enterprise.officers.append(Officer("sole_shareholder", since, people[0]))


def own(holding: Enterprise, works: Enterprise) -> None:
    """Make `holding` director and sole shareholder of `works`."""
    for role in ("director", "sole_shareholder"):
        works.officers.append(Officer(role, works.started, company=holding.kvk))
