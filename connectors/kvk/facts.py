"""What one answer says about one company: its own columns, its branches, its activities.

Nothing is decided here between answers; `connectors.kvk.merge` does that.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from connectors.kvk import activities, addresses, values
from connectors.kvk.activities import Activity
from connectors.kvk.response import Response
from connectors.kvk.shapes import Kind, surplus
from connectors.kvk.tables import Tables
from connectors.kvk.values import Body, Unreadable

_PATH_NUMBER = re.compile(r"/(?:basisprofielen|kvknummer)/([0-9]{8})(?:/|\?|$)")
_PAGE = re.compile(r"[?&]pagina=([0-9]+)")


@dataclass(frozen=True, slots=True)
class BranchFacts:
    """What one answer says about one branch.

    Attributes:
        columns: columns of `branch` without place.
        listed: True when an answer about something else names it (a list of branches, the
            company, a line of changed addresses), so that its own profile goes before.
    """

    branch_id: str
    columns: Mapping[str, object]
    address: addresses.Address
    activities: tuple[Activity, ...] = ()
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What one answer says.

    Attributes:
        number: the company's KVK number.
        subject: what the answer is about, to tell versions of one answer apart.
        company: columns of `enterprise`.
        activities: of the company as a whole.
        total_branches: how many branches the company has, when the answer says so.
        is_person: True when the owner is a natural person, False when it is not, None when the
            answer does not say.
        notes: what the run report must say, with counts.
    """

    response: Response
    kind: Kind
    number: str
    subject: str
    company: Mapping[str, object] = field(default_factory=dict)
    branches: tuple[BranchFacts, ...] = ()
    activities: tuple[Activity, ...] = ()
    total_branches: int | None = None
    is_person: bool | None = None
    notes: Counter[str] = field(default_factory=Counter)

    @property
    def age(self) -> tuple[date, int]:
        """Later sorts higher; on one day a product of its own goes before a block in another."""
        return self.response.recorded_on or date.min, self.kind is not Kind.PROFILE


def read(response: Response, kind: Kind, tables: Tables) -> Facts:
    """Read an answer about one company.

    Args:
        response: the answer; its keys were checked.
        kind: PROFILE, OWNER, BRANCH, BRANCHES or NAMES.
        tables: code lists that count.

    Raises:
        Unreadable: a value is not what it should be.
    """
    body = response.body
    number = _number(response)
    branch_id = values.digits(body, "vestigingsnummer", 12)
    reader = _Reader(response.fetched_on, tables, Counter(checks(number, branch_id)))
    company, branches = reader.read(kind, body, number)
    own = reader.activities(body) if kind is Kind.PROFILE else ()
    total = values.whole(body, "totaalAantalVestigingen") if kind is Kind.BRANCHES else None
    page = _PAGE.search(response.uri) if kind is Kind.BRANCHES else None
    subject = f"{kind}/{branch_id or number}{f'/{page[1]}' if page else ''}"
    return Facts(response, kind, number, subject, company, branches, own, total, notes=reader.notes)


@dataclass(frozen=True, slots=True)
class _Reader:
    fetched_on: date | None
    tables: Tables
    notes: Counter[str]

    def read(
        self, kind: Kind, body: Body, number: str
    ) -> tuple[Mapping[str, object], tuple[BranchFacts, ...]]:
        """Return the columns of the company and its branches."""
        if kind is Kind.PROFILE:
            embedded = values.member(body, "_embedded")
            self._report("embedded", embedded)
            main = values.member(embedded, "hoofdvestiging")
            owner = self.owner(values.member(embedded, "eigenaar"), "eigenaar")
            rsin = filled({"rsin": values.digits(main, "rsin", 9)})
            company = {**rsin, **_company(body), **owner}
            return company, (self.branch(main, number),) if main else ()
        if kind is Kind.OWNER:
            return self.owner(body, Kind.OWNER), ()
        if kind is Kind.BRANCH:
            names = {"statutory_name": values.text(body, "statutaireNaam")}
            company = filled({"rsin": values.digits(body, "rsin", 9), **names})
            return company, (self.branch(body, number),)
        block = "listed branch" if kind is Kind.BRANCHES else "named branch"
        parts = values.members(body, "vestigingen")
        listed = tuple(self.listed(part, number, block) for part in parts)
        return ({} if kind is Kind.BRANCHES else _naming(body)), listed

    def owner(self, body: Body, block: str) -> dict[str, object]:
        """Return what the owner's block says about the company."""
        self._report(block, body)
        name = values.text(body, "rechtsvorm") or values.text(body, "uitgebreideRechtsvorm")
        form = None if name is None else self.tables.legal_form(name)
        if name is not None and form is None:
            self.notes[f"legal forms not listed/{name[:80]}"] += 1
        rsin = values.digits(body, "rsin", 9)
        ended = values.day(body, "datumUitschrijving", "ended_on")
        return {**filled({"legal_form": form, "rsin": rsin}), **ended}

    def branch(self, body: Body, number: str) -> BranchFacts:
        """Return a branch from its own profile or from the block of the main branch."""
        self._report(Kind.BRANCH, body)
        branch_id = values.digits(body, "vestigingsnummer", 12)
        if branch_id is None:
            raise Unreadable("a vestiging without vestigingsnummer")
        address = addresses.visiting(values.members(body, "adressen"))
        self.notes.update(address.notes)
        registration = values.member(body, "materieleRegistratie")
        columns = {
            "enterprise_id": number,
            "is_main": values.flag(body, "indHoofdvestiging"),
            "employees": values.whole(body, "totaalWerkzamePersonen"),
            "shop_name": values.text(body, "eersteHandelsnaam"),
            **values.day(registration, "datumAanvang", "started_on"),
            **values.day(registration, "datumEinde", "ended_on"),
        }
        return BranchFacts(branch_id, filled(columns), address, self.activities(body))

    def listed(self, body: Body, number: str, block: str) -> BranchFacts:
        """Return a branch as a list of branches or of names gives it."""
        self._report(block, body)
        branch_id = values.digits(body, "vestigingsnummer", 12)
        if branch_id is None:
            raise Unreadable("a vestiging without vestigingsnummer")
        names = ["eersteHandelsnaam", "naam"]
        columns = {
            "enterprise_id": number,
            "is_main": values.flag(body, "indHoofdvestiging"),
            "shop_name": next(filter(None, (values.text(body, key) for key in names)), None),
        }
        shielded = values.flag(body, "indAdresAfgeschermd")
        place = {} if shielded else addresses.from_text(values.text(body, "volledigAdres"))
        return BranchFacts(
            branch_id, filled(columns), addresses.Address(place, shielded), listed=True
        )

    def activities(self, body: Body) -> tuple[Activity, ...]:
        """Return the SBI codes of a company or branch, each with the list it is from."""
        found = activities.read(
            values.members(body, "sbiActiviteiten"),
            "indHoofdactiviteit",
            self.fetched_on,
            self.tables,
        )
        self.notes.update(found.notes)
        return found.activities

    def _report(self, block: str, body: Body) -> None:
        self.notes.update(f"unknown keys/{block}/{key[:40]}" for key in surplus(block, body))


def _company(body: Body) -> dict[str, object]:
    registration = values.member(body, "materieleRegistratie")
    statutory = values.text(body, "statutaireNaam")
    trade_names = _trade_names(body)
    name = values.text(body, "naam")
    if name is not None and name not in (statutory, *trade_names):
        trade_names.insert(0, name)
    return {
        **filled({"statutory_name": statutory, "trade_names": trade_names}),
        **filled({"employees": values.whole(body, "totaalWerkzamePersonen")}),
        **values.day(body, "formeleRegistratiedatum", "registered_on"),
        **values.day(registration, "datumAanvang", "started_on"),
        **values.day(registration, "datumEinde", "ended_on"),
    }


def _naming(body: Body) -> dict[str, object]:
    names = [values.text(body, key) for key in ("naam", "ookGenoemd")]
    rsin = values.digits(body, "rsin", 9)
    columns = {
        "statutory_name": values.text(body, "statutaireNaam"),
        "trade_names": [name for name in names if name],
        "rsin": rsin,
    }
    started = values.day(body, "startdatum", "started_on")
    return {**filled(columns), **started, **values.day(body, "einddatum", "ended_on")}


def _trade_names(body: Body) -> list[str]:
    parts = values.members(body, "handelsnamen")
    order = sorted(parts, key=lambda part: values.whole(part, "volgorde") or 0)
    names = (values.text(part, "naam") for part in order)
    return list(dict.fromkeys(name for name in names if name))


def _number(response: Response) -> str:
    """Return the KVK number: in the body, else in the address asked, else in the links."""
    number = values.digits(response.body, "kvkNummer", 8)
    for address in (response.uri, *sorted(values.links(response.body).values())):
        found = _PATH_NUMBER.search(address)
        number = number or (found[1] if found else None)
    if number is None:
        raise Unreadable("no kvkNummer, in the answer or in its links")
    return number


def checks(number: str, branch: str | None) -> list[str]:
    """Name the numbers that fail their check digit: a soft warning, never a reason to refuse."""
    failed = []
    if number >= "5" and sum(int(d) * w for d, w in zip(number, range(8, 0, -1), strict=True)) % 11:
        failed.append("check digits/kvkNummer")
    if branch and sum(int(d) * w for d, w in zip(branch, range(12, 0, -1), strict=True)) % 11:
        failed.append("check digits/vestigingsnummer")
    return failed


def filled(columns: Mapping[str, object]) -> dict[str, object]:
    """The columns that have a value."""
    return {name: value for name, value in columns.items() if value is not None and value != []}
