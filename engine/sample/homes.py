"""What registers know about places and their owners: parcels, titles, plan, value, residents.

A WOZ value of an earlier year is there where a title is or where a scenario set the value, because
that is where sales are.
"""

from datetime import date, timedelta
from random import Random

import numpy as np
import shapely

from engine.sample.companies import Enterprise
from engine.sample.people import People
from engine.sample.records import Records, Row
from engine.sample.world import BAG_START, Site, Unit, World

PLAN = {
    "house": "Wonen", "flat": "Wonen", "ribbon": "Wonen", "gone": "Wonen", "shop": "Detailhandel",
    "restaurant": "Horeca", "office": "Kantoor", "care": "Maatschappelijk - Zorg",
    "school": "Maatschappelijk", "farm": "Agrarisch", "greenhouse": "Agrarisch - Glastuinbouw",
    "business": "Bedrijventerrein", "recreation": "Recreatie - Verblijfsrecreatie",
    "pitch": "Recreatie - Verblijfsrecreatie", "harbour": "Recreatie - Jachthaven",
    "berth": "Water",
}  # fmt: skip
"""Function in the omgevingsplan by kind of site."""
_VALUE_CODE = {
    "farm": "20",
    "greenhouse": "glastuinbouw",
    "house": "10",
    "flat": "10",
    "ribbon": "10",
}
_WITH_PARCEL = frozenset({"farm", "greenhouse", "ribbon", "recreation"})
_PLAN_SINCE = date(2024, 1, 1)
_COUNTED = timedelta(days=20)
"""Age of the newest count of residents."""
_MOST_ADULTS = 4
_GROWTH = 1.05
"""Value of a year against that of the year before."""
_EARLIER_YEARS = 2


class Registers:
    """Fills the exports about places, site by site."""

    def __init__(self, records: Records, people: People, random: Random, as_of: date) -> None:
        self._records, self._people, self._random = records, people, random
        self._as_of = as_of
        self.owners: dict[int, Enterprise] = {}
        self._counts: dict[int, list[Row]] = {}
        self._bought: dict[int, date] = {}
        self._worth: dict[str, float] = {}

    def sell(self, site: Site, company: Enterprise, *, on: date | None = None) -> None:
        """Make a company the owner of a site, instead of whoever lives there.

        Args:
            site: a site with a parcel.
            company: the new owner.
            on: day of the deed; by default 500 days ago, or the start of a younger company.
        """
        self.owners[id(site)] = company
        self._bought[id(site)] = on or max(company.started, self._as_of - timedelta(days=500))

    def appraise(self, unit: Unit, value_eur: float) -> None:
        """Set this year's WOZ value of a unit, which is drawn otherwise."""
        self._worth[unit.object_id] = value_eur

    def worth(self, unit: Unit, year: int) -> float:
        """WOZ value of a unit in a year, rounded to thousands; known once `fill` was called."""
        years = self._as_of.year - year
        return float(round(self._worth[unit.object_id] / _GROWTH**years, -3))

    def count(
        self, unit: Unit, adults: int, *, arrivals: int = 0, departures: int = 0, postal: int = 0,
        returned: int = 0, on: date | None = None,
    ) -> None:  # fmt: skip
        """Say what was counted in a unit, instead of what is usual there; by default lately."""
        row: Row = {
            "object_id": unit.object_id, "counted_on": on or self._as_of - _COUNTED,
            "registered_adults": adults, "arrivals_12m": arrivals, "departures_12m": departures,
            "postal_addresses": postal, "returned_mail_6m": returned,
        }  # fmt: skip
        self._counts.setdefault(id(unit), []).append(row)

    def fill(self, world: World) -> None:
        """Add plan, value, residents, parcel and title of every site."""
        for site in world.sites:
            for unit in site.units:
                self._plan(site, unit)
                if unit.kind == "unit":
                    self._value(site, unit)
                if id(unit) in self._counts:
                    for row in self._counts[id(unit)]:
                        self._records.add("occupancy", "", **row)
                elif "woonfunctie" in unit.uses and site.kind != "gone":
                    self._residents(unit)
            if site.kind in _WITH_PARCEL:
                self._land(site)

    def _plan(self, site: Site, unit: Unit) -> None:
        self._records.add(
            "plan", "", object_id=unit.object_id, function=PLAN[site.kind], since=_PLAN_SINCE
        )

    def _value(self, site: Site, unit: Unit) -> None:
        base = 4200 if "woonfunctie" in unit.uses else 1500
        drawn = round(unit.area_m2 * base * self._random.uniform(0.8, 1.25), -3)
        has_sales = site.kind in _WITH_PARCEL or unit.object_id in self._worth
        self._worth.setdefault(unit.object_id, drawn)
        code = _VALUE_CODE.get(site.kind, "") if unit is site.unit else ""
        last = self._as_of.year
        first = last - _EARLIER_YEARS if has_sales else last
        for year in range(first, last + 1):
            self._records.add(
                "valuations", "", object_id=unit.object_id, year=year,
                value_eur=self.worth(unit, year), object_code=code,
            )  # fmt: skip

    def _residents(self, unit: Unit) -> None:
        """A household; where one moved, its adults came and a couple left, or one before many."""
        random = self._random
        adults = random.choices((0, 1, 2, 3, 4), (4, 29, 55, 10, 2))[0]
        moved = random.random() < 0.09
        left = 0 if not moved else 2 if adults < _MOST_ADULTS else 1
        postal, returned = random.random() < 0.004, random.random() < 0.01
        self._records.add(
            "occupancy", "", object_id=unit.object_id, counted_on=self._as_of - _COUNTED,
            registered_adults=adults, arrivals_12m=adults if moved else 0, departures_12m=left,
            postal_addresses=int(postal), returned_mail_6m=int(returned),
        )  # fmt: skip

    def _land(self, site: Site) -> None:
        """One parcel around the site and one title on it."""
        number = len(self._records.parcels) + 1
        parcel_id = f"KBN01-Z-{number}"
        points = [point for building in site.buildings for point in building.ring]
        hull = shapely.convex_hull(shapely.multipoints(np.array(points))).buffer(3.0, quad_segs=1)
        wkt = shapely.to_wkt(hull, rounding_precision=2)
        self._records.add("parcels", "", parcel_id=parcel_id, geometry=wkt)
        owner = self.owners.get(id(site))
        days = (self._as_of - BAG_START).days - 30
        since = BAG_START + timedelta(days=self._random.randint(0, days))
        row = self._records.add(
            "titles", "T", parcel_id=parcel_id, right="ownership", share="1/1", unit=site.unit,
            started_on=since,
        )  # fmt: skip
        if owner is not None:
            row |= {"holder_kvk": owner.kvk, "holder_kind": "legal"}
            row["started_on"] = self._bought[id(site)]
            row |= {"holder_lives_here": False, "holder_name": owner.name}
            return
        person = self._people.make()
        lives_here = site.kind != "recreation" and self._random.random() < 0.97
        row |= {"holder_ref": f"K{number:06d}", "holder_name": person.name}
        row |= {"holder_kind": "natural", "holder_lives_here": lives_here}
