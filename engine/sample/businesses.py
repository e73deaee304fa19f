"""Ordinary business life: who works where, with holdings, families and long-ended companies."""

from datetime import date, timedelta
from random import Random

from engine.sample import trades
from engine.sample.companies import Branch, Companies, Enterprise, appoint, end, own
from engine.sample.people import People, Person
from engine.sample.trades import Trade
from engine.sample.world import Site, Unit, World

_HOME_SHARE = 0.27
"""Homes with a company, so that about 28 of 100 addresses have a branch."""
_MARINA_SINCE = date(1996, 4, 1)
_PLACES = {"ids": 84, "text": 8, "sloppy": 3, "box": 2, "shielded": 3}


class Economy:
    """Founds the companies of ordinary life, site by site, away from scenario sites."""

    def __init__(
        self, companies: Companies, people: People, random: Random, as_of: date
    ) -> None:  # fmt: skip
        self._companies, self._people, self._random = companies, people, random
        self._as_of = as_of
        self._names = 0

    def settle(self, world: World) -> None:
        """Found companies at every site that no scenario has taken."""
        makers = {
            "house": self._home, "ribbon": self._home, "flat": self._flat, "shop": self._shop,
            "restaurant": self._shop, "office": self._office, "care": self._care,
            "school": self._club, "farm": self._farm, "greenhouse": self._glass,
            "business": self._halls, "recreation": self._park, "pitch": self._park,
            "harbour": self._marina,
        }  # fmt: skip
        for site in world.sites:
            if not site.taken and site.kind in makers:
                makers[site.kind](site)

    def name(self, word: str) -> str:
        """An invented company name; the tails of the words take turns."""
        self._names += 1
        tail = trades.TAILS[self._names % len(trades.TAILS)]
        return f"{self._random.choice(trades.HEADS)}{tail} {word}"

    def _started(self, years: float = 22.0) -> date:
        """A start in the past: many recent, few old, none in the last two months."""
        days = 60 + int(self._random.random() ** 1.6 * years * 365)
        return self._as_of - timedelta(days=days)

    def _sole(self, unit: Unit, trade: Trade, started: date, *, place: str = "") -> Enterprise:
        person = self._people.make()
        enterprise = self._companies.found("sole_trader", f"{trade.word} {person.surname}", started)
        appoint(enterprise, [person], role="sole_trader")
        self._place(self._companies.open_branch(enterprise, unit, [trade.sbi]), place)
        return enterprise

    def _bv(
        self, unit: Unit, trade: Trade, started: date, *, employees: int = 2, at_home: bool = False
    ) -> Enterprise:  # fmt: skip
        """A works company, half the time under its own holding at the same address.

        At home it is named after its owner, so that nobody there seems to imitate a known name.
        """
        invented, person = self.name(trade.word), self._people.make()
        name = f"{trade.word} {person.surname}" if at_home else invented
        works = self._companies.found("bv", f"{name} B.V.", started)
        self._place(self._companies.open_branch(works, unit, [trade.sbi], employees=employees))
        if self._random.random() < 0.5:
            holding = self._companies.found("bv", f"{person.surname} Holding B.V.", started)
            self._companies.open_branch(holding, unit, ["64210"], employees=0)
            appoint(holding, [person], owners=True)
            own(holding, works)
        else:
            appoint(works, [person], owners=True)
        return works

    def _firm(
        self, unit: Unit, form: str, trade: Trade, people: list[Person], *, staff: int
    ) -> Enterprise:
        label = {"general_partnership": "V.O.F.", "professional_partnership": "Maatschap"}[form]
        name = f"{label} {trade.word} {people[0].surname}"
        enterprise = self._companies.found(form, name, self._started(34))
        appoint(enterprise, people, role="partner")
        self._companies.open_branch(enterprise, unit, [trade.sbi], employees=staff)
        return enterprise

    def _place(self, branch: Branch, place: str = "") -> None:
        drawn = self._random.choices(list(_PLACES), list(_PLACES.values()))[0]
        branch.place = place or drawn

    def _home(self, site: Site) -> None:
        random = self._random
        if random.random() >= _HOME_SHARE:
            return
        trade, started = random.choice(trades.AT_HOME), self._started()
        if random.random() < 0.8:
            enterprise = self._sole(site.unit, trade, started)
        else:
            enterprise = self._bv(site.unit, trade, started, employees=1, at_home=True)
        years = (self._as_of - started).days / 365
        if years > 3.5 and random.random() < 0.28:
            self._stop(enterprise, started, years)

    def _stop(self, enterprise: Enterprise, started: date, years: float) -> None:
        """End after at least two years, with whoever owns it."""
        gone = started + timedelta(days=int(365 * self._random.uniform(2.1, years - 0.2)))
        if len(enterprise.officers) and enterprise.officers[0].company:
            return
        if enterprise.form != "bv":
            end(enterprise, gone)
            return
        is_turbo = self._random.random() < 0.4
        kind = "turbo_liquidation" if is_turbo else "dissolution"
        deposited = gone + timedelta(days=self._random.randint(2, 13)) if is_turbo else None
        end(enterprise, gone, kind=kind, deposited=deposited)

    def _flat(self, site: Site) -> None:
        enterprise = self._companies.found(
            "owners_association", f"Vereniging van Eigenaars {site.unit.address.street.name}",
            self._started(30),
        )  # fmt: skip
        enterprise.seat = site.unit
        for unit in site.units[1:]:
            if self._random.random() < 0.05:
                self._sole(unit, self._random.choice(trades.AT_HOME), self._started())

    def _shop(self, site: Site) -> None:
        offer = trades.IN_RESTAURANT if site.kind == "restaurant" else trades.IN_SHOP
        trade, random = self._random.choice(offer), self._random
        if random.random() < 0.45:
            self._bv(site.unit, trade, self._started(15), employees=random.randint(2, 14))
        elif random.random() < 0.5:
            pair = [self._people.make(), self._people.make()]
            self._firm(site.unit, "general_partnership", trade, pair, staff=3)
        else:
            self._sole(site.unit, trade, self._started(15), place="ids")

    def _office(self, site: Site) -> None:
        for _ in range(self._random.randint(1, 3)):
            trade = self._random.choice(trades.IN_OFFICE)
            self._bv(site.unit, trade, self._started(), employees=self._random.randint(1, 12))

    def _care(self, site: Site) -> None:
        enterprise = self._companies.found(
            "foundation", f"Stichting {self.name('Zorg')}", self._started()
        )
        appoint(enterprise, [self._people.make() for _ in range(3)])
        self._companies.open_branch(enterprise, site.unit, ["86930"], employees=12)

    def _club(self, site: Site) -> None:
        enterprise = self._companies.found(
            "association", f"Vereniging {self.name('Vrienden')}", self._started(30)
        )
        appoint(enterprise, [self._people.make() for _ in range(2)])
        self._companies.open_branch(enterprise, site.unit, ["94991"], employees=0)

    def _farm(self, site: Site) -> None:
        random, trade = self._random, self._random.choice(trades.ON_FARM)
        if random.random() < 0.08:
            return
        family = self._people.make()
        relative = self._people.make(surname=family.surname)
        form = random.choices(("professional_partnership", "general_partnership"), (6, 4))[0]
        if random.random() < 0.35:
            enterprise = self._sole(site.unit, trade, self._started(34), place="ids")
        else:
            enterprise = self._firm(site.unit, form, trade, [family, relative], staff=2)
            if random.random() < 0.3:
                self._family_bv(site.unit, trade, family, enterprise)
        if random.random() < 0.09 and not enterprise.name.endswith("B.V."):
            self._retire(enterprise)

    def _family_bv(self, unit: Unit, trade: Trade, partner: Person, firm: Enterprise) -> None:
        company = self._companies.found(
            "bv", f"{partner.surname} {trade.word} B.V.", self._started(9)
        )
        company.family = firm.kvk
        appoint(company, [partner], owners=True)
        self._companies.open_branch(company, unit, [trade.sbi], employees=0)

    def _retire(self, enterprise: Enterprise) -> None:
        gone = self._as_of - timedelta(days=self._random.randint(900, 4000))
        if gone > enterprise.started + timedelta(days=400):
            end(enterprise, gone)

    def _glass(self, site: Site) -> None:
        random, trade = self._random, self._random.choice(trades.UNDER_GLASS)
        if random.random() < 0.12:
            return
        if random.random() < 0.5:
            people = [self._people.make()]
            people.append(self._people.make(surname=people[0].surname))
            self._firm(site.unit, "general_partnership", trade, people, staff=random.randint(2, 8))
        else:
            self._bv(site.unit, trade, self._started(20), employees=random.randint(2, 10))

    def _halls(self, site: Site) -> None:
        """Works companies in the halls; an empty unit is at times a second branch of one."""
        works: Enterprise | None = None
        for unit in site.units:
            if self._random.random() < 0.82:
                trade = self._random.choice(trades.IN_HALL)
                works = self._bv(
                    unit, trade, self._started(18), employees=self._random.randint(1, 18)
                )
            elif works is not None:
                code, since = works.branches[0].sbi[0], works.started + timedelta(days=50)
                self._companies.open_branch(
                    works, unit, [code], employees=2, started=since, name=f"{works.name} loods"
                )

    def _park(self, site: Site) -> None:
        if self._random.random() < 0.7:
            self._sole(site.unit, trades.IN_PARK[0], self._started(), place="ids")

    def _marina(self, site: Site) -> None:
        """The company that runs it, always the same one."""
        name = f"{trades.IN_MARINA.word} {site.unit.address.street.name} B.V."
        company = self._companies.found("bv", name, _MARINA_SINCE)
        self._companies.open_branch(company, site.unit, [trades.IN_MARINA.sbi], employees=3)
        appoint(company, [self._people.make()], owners=True)
