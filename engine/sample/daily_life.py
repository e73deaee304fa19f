"""Ordinary permits, licences, reports, inspections and notifications, spread over years."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from engine.sample.companies import Companies, Enterprise
from engine.sample.people import People
from engine.sample.records import Records
from engine.sample.world import Site, Unit, World, months_before

_REPORTS = (
    ("noise", 34), ("waste", 26), ("building_decay", 6), ("vandalism", 8), ("fire", 3),
    ("dumping", 4), ("unknown_company", 1), ("night_traffic", 2), ("foot_traffic", 2),
    ("constant_hum", 2), ("short_stay", 3), ("other", 9),
)  # fmt: skip
_PERMITS = (
    ("building", "housing", 66), ("demolition", "", 8), ("use_change", "housing", 6),
    ("fire_safe_use", "business", 5), ("event", "", 8), ("environment", "business", 1),
    ("other", "", 6),
)  # fmt: skip
_GARAGE = "95311"
_REGISTERS = {_GARAGE: "RDW", "46710": "RDW", "86930": "Wtza"}


class DailyLife:
    """Fills the exports of permits and reports with what happens everywhere."""

    def __init__(self, records: Records, people: People, random: Random, as_of: date) -> None:
        self._records, self._people, self._random = records, people, random
        self._as_of = as_of

    def fill(self, world: World, companies: Companies) -> None:
        """Add the ordinary rows of every export that is about events."""
        sites = [site for site in world.sites if not site.taken and site.kind != "gone"]
        homes = [site for site in sites if site.kind in ("house", "ribbon", "flat", "shop")]
        self._permits(homes, len(world.units) // 13)
        self._reports(homes, len(world.units) // 18)
        self._topography(homes, max(3, len(world.units) // 250))
        taken = {id(unit) for site in world.sites if site.taken for unit in site.units}
        self._of_companies([e for e in companies.all if _is_free(e, taken)])
        self._fixed(sites)

    def _past(self, days: int) -> date:
        return self._as_of - timedelta(days=self._random.randint(1, days))

    def _permits(self, sites: Sequence[Site], count: int) -> None:
        random = self._random
        kinds = [(kind, use) for kind, use, often in _PERMITS for _ in range(often)]
        for _ in range(count):
            kind, use = random.choice(kinds)
            asked = self._past(1500)
            ready = asked + timedelta(days=random.randint(20, 160))
            decided = ready if ready <= self._as_of else None
            status = random.choices(("granted", "refused", "withdrawn"), (88, 5, 7))[0]
            if decided is None:
                status = "requested"
            self._records.add(
                "permits", "Z-VTH", kind=kind, use=use, status=status, requested_on=asked,
                decided_on=decided, unit=random.choice(sites).unit,
                applicant_name=self._people.make().name, bibob_hook=False,
                floor_area_m2=round(random.uniform(6, 60), 1) if kind == "building" else None,
            )  # fmt: skip

    def _reports(self, sites: Sequence[Site], count: int) -> None:
        categories = [name for name, often in _REPORTS for _ in range(often)]
        for _ in range(count):
            site = self._random.choice(sites)
            known = self._random.random() < 0.8
            self._records.add(
                "reports", "MEL", category=self._random.choice(categories), unit=site.unit,
                reported_on=self._past(1300),
                reporter_ref=f"M{self._random.randint(1, 99999):05d}" if known else "",
            )  # fmt: skip

    def _topography(self, sites: Sequence[Site], count: int) -> None:
        """Extensions seen from the air, each with its permit."""
        for _ in range(count):
            site, seen = self._random.choice(sites), self._past(600)
            area = round(self._random.uniform(6, 70), 1)
            self._records.add(
                "topography", "BGT", kind="aanbouw", seen_on=seen, area_m2=area, unit=site.unit
            )
            granted = seen - timedelta(days=self._random.randint(20, 120))
            self._records.add(
                "permits", "Z-VTH", kind="building", use="housing", status="granted",
                requested_on=granted - timedelta(days=50), decided_on=granted, unit=site.unit,
                applicant_name=self._people.make().name, bibob_hook=False, floor_area_m2=area,
            )  # fmt: skip

    def _of_companies(self, enterprises: Sequence[Enterprise]) -> None:
        for enterprise in enterprises:
            branch = enterprise.branches[0]
            code = branch.sbi[0]
            if code.startswith("56"):
                self.license(enterprise, branch.unit, since=branch.started, managers=2)
            if code in _REGISTERS:
                self._records.add(
                    "registry", "", register=_REGISTERS[code], subject_kvk=enterprise.kvk,
                    status="geregistreerd", checked_on=self._past(60),
                )  # fmt: skip
            if code.startswith("014") or code in (_GARAGE, "01192", "01303", "01304", "01132"):
                self._notify(enterprise, branch.unit, branch.started)
            if self._random.random() < 0.05:
                self._inspect(branch.unit)

    def license(
        self, enterprise: Enterprise, unit: Unit, *, since: date, managers: int = 0,
        until: date | None = None, operating: bool = True,
    ) -> str:  # fmt: skip
        """Give an alcohol licence to a company at `unit`; returns the id of that licence.

        With it comes the operating licence that the municipality asks of every bar, unless
        `operating` is False.
        """
        kinds = ("alcohol", "operating") if operating else ("alcohol",)
        row, *_ = [
            self._records.add(
                "licences", "ALC", kind=kind, status="lapsed" if until else "in_force",
                valid_from=since + timedelta(days=5), valid_until=until, holder_kvk=enterprise.kvk,
                operator_kvk=enterprise.kvk, holder_name=enterprise.name, unit=unit,
            )
            for kind in kinds
        ]  # fmt: skip
        for _ in range(managers):
            person = self._people.make()
            self._records.add(
                "licence_managers", "", licence_id=row["id"], manager_ref=person.reference,
                manager_name=person.name, started_on=since + timedelta(days=5), ended_on=until,
            )  # fmt: skip
        return str(row["id"])

    def _notify(self, enterprise: Enterprise, unit: Unit, started: date) -> None:
        code = enterprise.branches[0].sbi[0]
        activity = "livestock" if code.startswith("014") else "greenhouse_growing"
        if code == _GARAGE:
            activity = "vehicle_repair"
        self._records.add(
            "notifications", "ODWH", kind="bal_notification", activity=activity, unit=unit,
            notified_on=max(date(2012, 1, 1), started - timedelta(days=40)),
            notifier_kvk=enterprise.kvk, notifier_name=enterprise.name,
        )  # fmt: skip

    def _inspect(self, unit: Unit) -> None:
        outcome = self._random.choices(("clean", "violation", "no_access"), (78, 18, 4))[0]
        domain = self._random.choice(("building", "fire", "environment", "apv"))
        self._records.add(
            "inspections", "C", unit=unit, held_on=self._past(1000), domain=domain, outcome=outcome,
            violations=self._random.randint(1, 3) if outcome == "violation" else 0,
        )  # fmt: skip

    def _fixed(self, sites: Sequence[Site]) -> None:
        """A few rows that every municipality has: designations, measures, offices, sanctions."""
        for number, branch in ((1, "autobedrijven"), (2, "horeca")):
            self._records.add(
                "designations", "A", branch=branch, municipality="1884" if number == 2 else "0603",
                since=date(2020, 1, 1) + timedelta(days=400 * number),
            )  # fmt: skip
        for site in [s for s in sites if s.kind == "office"][:3]:
            self._records.add(
                "declared", "", unit=site.unit, reason="shared_office", owner="team toezicht",
                expires_on=months_before(self._as_of, -12),
            )  # fmt: skip
        for months, kvk in ((5, "99999979"), (29, "99999987")):
            self._records.add(
                "nla", "NLA", programme="NLA", measure="boete", identifiers=f"kvk:{kvk}",
                listed_on=months_before(self._as_of, months),
            )  # fmt: skip
        for kind in ("warning", "penalty_order", "fine"):
            self._records.add(
                "measures", "H", kind=kind, unit=self._random.choice(sites).unit,
                decided_on=self._past(900), ended_on=None, reopened_on=None,
            )  # fmt: skip


def _is_free(enterprise: Enterprise, taken: set[int]) -> bool:
    """Active, with a branch, and away from scenario sites."""
    return (
        enterprise.ended is None
        and bool(enterprise.branches)
        and id(enterprise.branches[0].unit) not in taken
    )
