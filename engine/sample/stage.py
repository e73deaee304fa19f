"""Everything that a scenario may touch, and the moves that several scenarios share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from engine.sample.companies import Companies, Enterprise, Officer, appoint, end
from engine.sample.daily_life import DailyLife
from engine.sample.homes import Registers
from engine.sample.people import People, Person
from engine.sample.records import Records
from engine.sample.world import Site, Unit, Version, World, months_before


@dataclass(slots=True)
class Stage:
    """The municipality while scenarios are being planted in it."""

    world: World
    companies: Companies
    people: People
    records: Records
    registers: Registers
    life: DailyLife
    as_of: date

    def ago(self, months: int, days: int = 0) -> date:
        """A day so many calendar months and days before `as_of`."""
        return months_before(self.as_of, months) - timedelta(days=days)

    def company(
        self, name: str, unit: Unit, sbi: str, started: date, *, staff: int = 0,
        people: Sequence[Person] = (), place: str = "ids", owners: bool = True,
    ) -> Enterprise:  # fmt: skip
        """A BV of its own; without `people` somebody new is director and sole shareholder.

        With `owners` False the people are directors only, so that no ownership joins companies.
        """
        enterprise = self.companies.found("bv", f"{name} B.V.", started)
        branch = self.companies.open_branch(enterprise, unit, [sbi], employees=staff)
        branch.place = place
        appoint(enterprise, list(people) or [self.people.make()], owners=owners)
        return enterprise

    def stopped_farm(self, site: Site, gone: date, *, sbi: str = "01411") -> Enterprise:
        """A farming partnership of two relatives that ended on `gone`."""
        older = self.people.make()
        pair = [older, self.people.make(surname=older.surname)]
        name = f"Maatschap {older.surname}"
        farm = self.companies.found("professional_partnership", name, self.ago(320))
        self.companies.open_branch(farm, site.unit, [sbi], employees=2)
        appoint(farm, pair, role="partner")
        return end(farm, gone)

    def working_farm(self, site: Site, *, sbi: str = "01411", staff: int = 3) -> Enterprise:
        """A farming partnership at work for decades."""
        older = self.people.make()
        farm = self.companies.found("general_partnership", f"V.O.F. {older.surname}", self.ago(280))
        self.companies.open_branch(farm, site.unit, [sbi], employees=staff)
        appoint(farm, [older, self.people.make(surname=older.surname)], role="partner")
        return farm

    def landlord(self, site: Site, name: str, *, since: date) -> Enterprise:
        """Let a property company from elsewhere own the site; one name is one company."""
        known = [e for e in self.companies.all if e.name == f"{name} Vastgoed B.V."]
        seat = next(s for s in self.world.sites if s.kind == "business")
        owner = known[0] if known else self.company(f"{name} Vastgoed", seat.unit, "68203", since)
        self.registers.sell(site, owner)
        return owner

    def seat(self, number: int) -> Unit:
        """The main unit of a hall on a business estate where no scenario is told."""
        halls = [s for s in self.world.sites if s.kind == "business" and not s.taken]
        return halls[number % len(halls)].unit

    def shed(self, site: Site, *, withdrawn: date | None = None) -> Unit:
        """Give the largest barn a unit and number of its own, perhaps withdrawn since."""
        barn, main = site.barns[0], site.unit.address
        versions: tuple[Version, ...] | None = None
        named: tuple[Version, ...] | None = None
        if withdrawn is not None:
            start = self.ago(140)
            versions = (
                Version(start, withdrawn, "Verblijfsobject in gebruik"),
                Version(withdrawn, None, "Verblijfsobject ingetrokken"),
            )
            named = (
                Version(start, withdrawn, "Naamgeving uitgegeven"),
                Version(withdrawn, None, "Naamgeving ingetrokken"),
            )
        address = self.world.add_address(main.street, main.number, letter="b", versions=named)
        at = (barn.ring[0][0] / 2 + barn.ring[2][0] / 2, barn.ring[0][1] / 2 + barn.ring[2][1] / 2)
        unit = self.world.add_unit(
            address, [barn], uses=("overige gebruiksfunctie",), area_m2=900,
            at=(round(at[0], 3), round(at[1], 3)), versions=versions,
        )  # fmt: skip
        site.units.append(unit)
        return unit

    def reports(self, site: Site, *rows: tuple[str, int, int, str]) -> None:
        """Reports about the site: category, months and days ago, and who reported."""
        for category, months, days, reporter in rows:
            self.records.add(
                "reports", "MEL", category=category, reported_on=self.ago(months, days),
                unit=site.unit, reporter_ref=reporter,
            )  # fmt: skip

    def alteration(self, site: Site, *, area: float, seen: date, kind: str = "aanbouw") -> None:
        """A change of the ground seen from the air."""
        self.records.add("topography", "BGT", kind=kind, seen_on=seen, area_m2=area, unit=site.unit)

    def permit(
        self, site: Site, kind: str, use: str, decided: date, *,
        applicant: Enterprise | None = None, area: float | None = None,
    ) -> None:  # fmt: skip
        """A granted permit, asked for two months before."""
        row = self.records.add(
            "permits", "Z-VTH", kind=kind, use=use, status="granted", unit=site.unit,
            requested_on=decided - timedelta(days=61), decided_on=decided,
            floor_area_m2=area, bibob_hook=kind in ("use_change", "storage"),
        )  # fmt: skip
        if applicant is None:
            row["applicant_name"] = self.people.make().name
        else:
            row |= {"applicant_kvk": applicant.kvk, "applicant_name": applicant.name}

    def closure(self, site: Site, decided: date, reopened: date) -> None:
        """A closure on the ground of article 13b, and its end."""
        self.records.add(
            "measures", "H", kind="closure_13b", unit=site.unit, decided_on=decided,
            ended_on=reopened, reopened_on=reopened,
        )  # fmt: skip

    def inspection(
        self, site: Site, held: date, *, domain: str, outcome: str = "clean", violations: int = 0
    ) -> None:
        """A visit of an inspector; with `violations` its outcome is a violation."""
        self.records.add(
            "inspections", "C", unit=site.unit, held_on=held, domain=domain,
            outcome="violation" if violations else outcome, violations=violations,
        )  # fmt: skip

    def sanctioned(self, enterprise: Enterprise, on: date, *, measure: str = "boete") -> None:
        """A sanction of the Labour Inspectorate, published with the company's number."""
        self.records.add(
            "nla", "NLA", programme="NLA", measure=measure, listed_on=on,
            identifiers=f"kvk:{enterprise.kvk}",
        )  # fmt: skip

    def bankrupt(self, enterprise: Enterprise, on: date) -> Enterprise:
        """Declare a company bankrupt and end it a day later; gives it back."""
        number = len(self.records.insolvencies) + 1
        self.records.add(
            "insolvencies", "", case_id=f"F.99/{on:%y}/{number}", enterprise_id=enterprise.kvk,
            kind="bankruptcy", declared_on=on, ended_on=None, end_kind="",
        )  # fmt: skip
        return end(enterprise, on + timedelta(days=1), kind="bankruptcy")

    def change_directors(self, enterprise: Enterprise, days: Sequence[date]) -> None:
        """Replace the sole director on each day."""
        for day in days:
            for officer in enterprise.officers:
                if officer.role == "director":
                    officer.ended = officer.ended or day
            enterprise.officers.append(Officer("director", day, self.people.make()))
