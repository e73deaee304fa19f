"""What happens beside the planted scenarios in the smaller registers: transfers, taxes, partners.

Drawn last and from a random source of its own, so that nothing else of the municipality changes.
Rows of gate G3 and G4 (Bibob register, police, partners) are there to show that the weekly scan
never reads them.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from engine.sample import brk_files
from engine.sample.companies import Enterprise
from engine.sample.people import People
from engine.sample.records import Row, unit_of
from engine.sample.stage import Stage
from engine.sample.world import Unit

_PROFILES = ("overbewoning", "leegstand", "retourpost", "geen inschrijving")
_LENT = (0.0, 0.5, 0.7, 0.9)
_LENT_TO_COMPANY = (0.5, 0.6, 0.7)
"""Share of the price that was borrowed, from a bank."""


def fill(stage: Stage, *, seed: int) -> None:
    """Add the rows of every smaller export."""
    _Further(stage, Random(f"{seed}:further")).fill()


class _Further:
    """Fills the smaller exports of one municipality."""

    def __init__(self, stage: Stage, random: Random) -> None:
        self._stage, self._random = stage, random
        self._people = People(Random(f"{random.random()}:further people"))
        self._free = [s for s in stage.world.sites if not s.taken and s.kind != "gone"]

    def fill(self) -> None:
        """Add transfers, attachments, signals, returns, reports, contracts, lodgings and more."""
        self._transfers()
        self._attachments()
        self._signals()
        self._returns()
        self._partners()
        self._companies([e for e in self._stage.companies.all if e.form == "bv" and not e.ended])
        self._lodgings()

    def _past(self, days: int) -> date:
        return self._stage.as_of - timedelta(days=self._random.randint(1, days))

    def _units(self, *kinds: str) -> list[Unit]:
        """Units of free sites of these kinds, of any free site when there is none."""
        found = [site.unit for site in self._free if site.kind in kinds]
        return found or [site.unit for site in self._free]

    def _pick(self, units: Sequence[Unit], count: int) -> list[Unit]:
        return [self._random.choice(units) for _ in range(count)]

    def _transfers(self) -> None:
        """One transfer for every title of the last ten years, and one purchase that lapsed.

        What a message of the Kadaster or a scenario tells is not told again here.
        """
        since = self._stage.as_of - timedelta(days=3650)
        told = {row["parcel_id"] for row, _ in brk_files.told(self._stage)}
        told |= self._planted()
        titles = [
            row
            for row in self._stage.records.titles
            if _started(row) > since and row["parcel_id"] not in told
        ]
        for row in titles or self._stage.records.titles[:1]:
            self._transfer(row)
        signed = self._stage.as_of - timedelta(days=400)
        older = [row for row in self._stage.records.titles if _started(row) < signed]
        last = (older or self._stage.records.titles)[-1]
        self._stage.records.add(
            "transfers", "A", parcel_id=last["parcel_id"], kind="registered_purchase",
            signed_on=signed, lapsed_on=signed + timedelta(days=183), unit=last["unit"],
            buyer_name=self._people.make().name,
        )  # fmt: skip

    def _planted(self) -> set[object]:
        """Give the deeds of scenarios their parcel; returns these parcels."""
        parcels = {id(row["unit"]): row["parcel_id"] for row in self._stage.records.titles}
        for row in self._stage.records.transfers:
            row["parcel_id"] = parcels.get(id(row["unit"]), "")
        return {row["parcel_id"] for row in self._stage.records.transfers}

    def _transfer(self, title: Row) -> None:
        """A sale around the WOZ value of its year, by a company with a loan; or an inheritance."""
        random, company = self._random, title.get("holder_kvk")
        kind = "inheritance" if random.random() < 0.15 and not company else "sale"
        row = self._stage.records.add(
            "transfers", "A", parcel_id=title["parcel_id"], kind=kind, unit=title["unit"],
            signed_on=_started(title), buyer_kvk=company,
            buyer_name=title["holder_name"], seller_name=self._people.make().name,
        )  # fmt: skip
        is_valued = unit_of(title).kind == "unit"
        if kind == "sale" and is_valued and random.random() < 0.9:
            worth = self._stage.registers.worth(unit_of(title), _started(title).year)
            price = round(worth * random.uniform(0.88, 1.2), -3)
            lent = round(price * random.choice(_LENT_TO_COMPANY if company else _LENT), -3)
            row |= {"price_eur": price, "mortgage_eur": lent}
            row["lender_supervised"] = True if lent else None

    def _attachments(self) -> None:
        """One attachment that ended without a sale."""
        title = self._stage.records.titles[-1]
        started = self._stage.as_of - timedelta(days=700)
        self._stage.records.add(
            "attachments", "B", parcel_id=title["parcel_id"], unit=title["unit"],
            started_on=started, ended_on=started + timedelta(days=120),
        )  # fmt: skip

    def _signals(self) -> None:
        units = self._units("house", "flat", "ribbon")
        for unit in self._pick(units, max(2, len(units) // 1500)):
            status = self._random.choice(("in onderzoek", "adres juist"))
            self._stage.records.add(
                "signals", "LAA", profile=self._random.choice(_PROFILES), status=status,
                received_on=self._past(400), unit=unit,
            )  # fmt: skip

    def _returns(self) -> None:
        for unit in self._units("recreation")[:12]:
            places = self._random.randint(4, 60)
            for year in (self._stage.as_of.year - 2, self._stage.as_of.year - 1):
                nights = self._random.randint(45, 150) * places
                self._stage.records.add(
                    "returns", "TB", year=year, nights=nights, capacity=places, unit=unit
                )

    def _partners(self) -> None:
        for unit in self._pick(self._units("house", "flat"), 2):
            self._stage.records.add(
                "police", "BR", kind="drugs_found", drugs="hennep", weapons="",
                received_on=self._past(300), unit=unit,
            )  # fmt: skip
        for unit in self._pick(self._units("farm", "ribbon"), 2):
            self._stage.records.add(
                "partners", "PM", partner="netbeheerder", kind="grid_anomaly",
                received_on=self._past(300), unit=unit,
            )  # fmt: skip

    def _companies(self, companies: Sequence[Enterprise]) -> None:
        kinds = ("procurement", "subsidy", "property")
        for at, company in enumerate(companies[:9:3]):
            self._stage.records.add(
                "contracts", "C", kind=kinds[at % len(kinds)], signed_on=self._past(900),
                party_kvk=company.kvk, party_name=company.name,
            )  # fmt: skip
        for company in companies[4:5] or companies[:1]:
            self._stage.records.add(
                "bibob", "BB", conclusion="mindere mate van gevaar", role="aanvrager",
                decided_on=self._past(700), subject_kvk=company.kvk, subject_name=company.name,
            )  # fmt: skip

    def _lodgings(self) -> None:
        """Growers who house their people with a permit; the largest has its fire notice too."""
        for at, unit in enumerate(self._units("greenhouse")[:5]):
            decided = self._past(1200)
            papers: list[tuple[str, str, int | None]] = [
                ("housing_migrants", "lodging", 14 if at == 0 else 6)
            ]
            papers += [("fire_safe_use", "business", None)] if at == 0 else []
            for kind, use, places in papers:
                self._stage.records.add(
                    "permits", "Z-VTH", kind=kind, use=use, status="granted", unit=unit,
                    requested_on=decided - timedelta(days=80), decided_on=decided,
                    applicant_name=self._people.make().name, bibob_hook=False, capacity=places,
                )  # fmt: skip


def _started(title: Row) -> date:
    started = title["started_on"]
    if not isinstance(started, date):
        raise TypeError("a title without a date")
    return started
