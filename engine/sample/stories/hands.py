"""One hand behind several places: what only a scan inside a case or a Bibob file joins."""

from collections.abc import Sequence
from datetime import date, timedelta

from engine.sample.companies import Enterprise, appoint, end, own
from engine.sample.people import Person
from engine.sample.stage import Stage
from engine.sample.stories.story import Story, innocent, planted
from engine.sample.truth import Expectation
from engine.sample.world import Site, Unit


def _directed(
    stage: Stage, boss: Person, *firms: tuple[str, Unit, str, int], staff: int = 1
) -> list[Enterprise]:
    """Companies with one director and owners that nobody knows: name, place, SBI, months ago."""
    return [
        stage.company(name, unit, sbi, stage.ago(months), staff=staff, people=[boss], owners=False)
        for name, unit, sbi, months in firms
    ]


def _free(stage: Stage, site: Site, kind: str, count: int, *, street: bool = False) -> list[Site]:
    """Other sites of a kind for the same story, perhaps in the same street; they are taken."""
    found = [
        other
        for other in stage.world.sites
        if other.kind == kind and not other.taken and len(other.units) == 1
    ]
    if street:
        here = site.unit.address.street
        found = [other for other in found if other.unit.address.street is here]
    chosen = found[:count] if street else [found[-1 - at] for at in range(count)]
    for other in chosen:
        other.taken = True
    return chosen


def _deed(
    stage: Stage, site: Site, signed: date, buyer: Enterprise, seller: Enterprise | None = None
) -> None:
    """A sale to a company at the WOZ value, with a loan of a bank."""
    stage.registers.appraise(site.unit, 620_000.0)
    row = stage.records.add(
        "transfers", "A", kind="sale", unit=site.unit, signed_on=signed, price_eur=630_000.0,
        mortgage_eur=378_000.0, lender_supervised=True, buyer_kvk=buyer.kvk, buyer_name=buyer.name,
    )  # fmt: skip
    if seller is None:
        row["seller_name"] = stage.people.make().name
    else:
        row |= {"seller_kvk": seller.kvk, "seller_name": seller.name}
    stage.registers.sell(site, buyer, on=signed)


def _contract(stage: Stage, company: Enterprise, kind: str, signed: date) -> None:
    stage.records.add(
        "contracts", "C", kind=kind, signed_on=signed, party_kvk=company.kvk,
        party_name=company.name,
    )  # fmt: skip


def _attached(stage: Stage, site: Site, started: date) -> None:
    stage.records.add(
        "attachments", "B", parcel_id="", unit=site.unit, started_on=started, ended_on=None
    )


def _young_entities(stage: Stage, site: Site) -> Expectation:
    _spread(stage, site, stage.people.make(), ("Zeepbel", "Luchtbel", "Waterbel", "Fietsbel"))
    why = "vijf bv's jonger dan anderhalf jaar op vijf adressen, één bestuurder zonder verleden"
    return planted("young_entities", site, "FRD-02", why)


def _spread(stage: Stage, site: Site, boss: Person, names: Sequence[str]) -> None:
    """A young company at the site, and one in a hall for each name."""
    firms = [(f"{name} Advies", stage.seat(at), "70201", 3 + at) for at, name in enumerate(names)]
    _directed(stage, boss, ("Deurbel Advies", site.unit, "70201", 8), *firms, staff=0)


def _young_grant(stage: Stage, site: Site) -> Expectation:
    boss = stage.people.make()
    old, young = _directed(
        stage, boss, ("Draaimolen Sport", stage.seat(5), "93192", 90),
        ("Windwijzer Sport", site.unit, "93192", 9),
    )  # fmt: skip
    _contract(stage, old, "subsidy", stage.ago(30))
    _contract(stage, young, "subsidy", stage.ago(3))
    why = "subsidie voor een bv van zes maanden met de bestuurder van een eerdere ontvanger"
    return planted("young_grant", site, "FRD-06", why)


def _three_roles(stage: Stage, site: Site, boss: Person, driver: Person) -> None:
    """Employer and transporter at the site, a house of the employer's landlord company."""
    _directed(stage, boss, ("Bloemenhandel Ganzenveer", site.unit, "46220", 120), staff=9)
    _directed(stage, driver, ("Personenvervoer Kladblok", site.unit, "49320", 70))
    (landlord,) = _directed(stage, boss, ("Verhuur Nevelzicht", stage.seat(6), "68202", 110))
    (house,) = _free(stage, site, "ribbon", 1)
    stage.registers.sell(house, landlord, on=stage.ago(100))


def _one_hand(stage: Stage, site: Site) -> Expectation:
    boss = stage.people.make()
    _three_roles(stage, site, boss, boss)
    for name, begin, gone in (("Poppenkast", 40, 27), ("Marionet", 26, 12)):
        agency = stage.company(f"{name} Uitzend", site.unit, "78201", stage.ago(begin), staff=2)
        end(agency, stage.ago(gone))
    why = (
        "werkgever, verhuurder en vervoerder met één bestuurder, twee korte uitzend-bv's na elkaar"
    )
    return planted("one_hand", site, "HAM-09 MEN-02", why)


def _street(stage: Stage, site: Site) -> Expectation:
    boss = stage.people.make()
    neighbours = _free(stage, site, "house", 2, street=True)
    _directed(
        stage, boss, ("Knipoog Reclame", site.unit, "73110", 30),
        *((f"{name} Advies", other.unit, "70201", months) for name, other, months in
          zip(("Spiegelschrift", "Notenkraker"), neighbours, (20, 29), strict=True)),
    )  # fmt: skip
    why = "drie bedrijven in één straat, los van elkaar, met dezelfde bestuurder"
    return planted("one_street", site, "MAL-06", why)


def _bought_up(stage: Stage, site: Site) -> Expectation:
    _buy(stage, site, (20, 12, 5))
    why = "drie vrijgekomen erven in twintig maanden, gekocht door drie bv's van één bestuurder"
    return planted("bought_up", site, "VAS-07", why)


def _buy(stage: Stage, site: Site, months: Sequence[int]) -> None:
    """The site and other yards without a farmer, each for a company of one director."""
    boss = stage.people.make()
    yards = [site, *_free(stage, site, "farm", len(months) - 1)]
    for at, (yard, ago) in enumerate(zip(yards, months, strict=True), start=1):
        name = f"Veldzicht {at} Vastgoed"
        (buyer,) = _directed(stage, boss, (name, stage.seat(6 + at), "68203", 60), staff=0)
        _deed(stage, yard, stage.ago(ago), buyer)


def _attached_sale(stage: Stage, site: Site) -> Expectation:
    boss = stage.people.make()
    seller, buyer = _directed(
        stage, boss, ("Schemering Vastgoed", stage.seat(10), "68203", 80),
        ("Ochtendgloren Vastgoed", stage.seat(11), "68203", 30),
    )  # fmt: skip
    _attached(stage, site, stage.ago(8))
    _deed(stage, site, stage.ago(8) + timedelta(days=41), buyer, seller)
    why = "41 dagen na een beslag verkocht aan een bv met dezelfde bestuurder"
    return planted("attached_sale", site, "VAS-09", why)


def _two_yards(stage: Stage, site: Site) -> Expectation:
    for number, yard in enumerate((site, *_free(stage, site, "farm", 1)), start=1):
        stage.landlord(yard, "Schaduwhof", since=stage.ago(40))
        stage.company(f"Schijnbaar {number} Opslag", yard.unit, "52109", stage.ago(number), staff=0)
    why = "twee erven van één eigenaar, elk met een lege opslag-bv van hooguit twee maanden"
    return planted("two_yards", site, "DRG-04 DRG-12", why)


def _counterparty(stage: Stage, site: Site) -> Expectation:
    unit = site.unit
    for name, begin, gone in (("Zilvervloot", 33, 20), ("Kraaiennest", 19, 9)):
        bar = stage.company(f"Eetcafé {name}", unit, "56300", stage.ago(begin), staff=3)
        end(bar, stage.ago(gone))
        stage.life.license(bar, unit, since=stage.ago(begin), until=None)
    last = stage.company("Eetcafé Papegaai", unit, "56300", stage.ago(8), staff=3)
    _contract(stage, last, "property", stage.ago(8))
    why = "de gemeente verhuurt aan de derde exploitant in drie jaar, op een oude vergunning"
    return planted("counterparty", site, "GEN-09 GEN-12 VAS-11", why)


PLANTED: tuple[Story, ...] = (
    Story("young_entities", "house", _young_entities),
    Story("young_grant", "business", _young_grant),
    Story("one_hand", "business", _one_hand),
    Story("one_street", "house", _street),
    Story("bought_up", "farm", _bought_up),
    Story("attached_sale", "ribbon", _attached_sale),
    Story("two_yards", "farm", _two_yards),
    Story("counterparty", "restaurant", _counterparty),
)


def _chain_founder(stage: Stage, site: Site) -> Expectation:
    boss = stage.people.make()
    _directed(stage, boss, ("Kwartelei Retail", stage.seat(12), "70201", 130))
    _spread(stage, site, boss, ("Haan", "Hen", "Kuiken", "Pauw"))
    why = "vijf jonge franchise-bv's van iemand die al tien jaar een bedrijf bestuurt"
    return innocent("young_entities", site, "FRD-02", why)


def _event_foundation(stage: Stage, site: Site) -> Expectation:
    board = [stage.people.make(), stage.people.make()]
    foundation = stage.companies.found("foundation", "Stichting Proeftuinfeest", stage.ago(8))
    stage.companies.open_branch(foundation, site.unit, ["93192"], employees=0)
    appoint(foundation, board)
    _contract(stage, foundation, "subsidy", stage.ago(2))
    why = "nieuwe stichting voor één evenement, met een eigen bestuur"
    return innocent("young_grant", site, "FRD-06", why)


def _hired_bus(stage: Stage, site: Site) -> Expectation:
    _three_roles(stage, site, stage.people.make(), stage.people.make())
    stage.company("Windvaan Uitzend", site.unit, "78201", stage.ago(60), staff=4)
    why = "werkgever met een eigen huis voor personeel; het vervoer is van een ander"
    return innocent("one_hand", site, "HAM-09 MEN-02", why)


def _concern_in_street(stage: Stage, site: Site) -> Expectation:
    holding = stage.company("Touwladder Holding", site.unit, "64210", stage.ago(90), staff=0)
    for at, other in enumerate(_free(stage, site, "house", 2, street=True), start=1):
        name = f"Touwladder {at} Advies B.V."
        works = stage.companies.found("bv", name, stage.ago(80))
        stage.companies.open_branch(works, other.unit, ["70201"], employees=1)
        own(holding, works)
    why = "holding en twee werkmaatschappijen van een plaatselijk familiebedrijf"
    return innocent("one_street", site, "MAL-06", why)


def _slow_investor(stage: Stage, site: Site) -> Expectation:
    _buy(stage, site, (9, 31))
    why = "belegger die in drie jaar twee erven kocht"
    return innocent("bought_up", site, "VAS-07", why)


def _settled(stage: Stage, site: Site) -> Expectation:
    seller = stage.company("Zonsondergang Vastgoed", stage.seat(13), "68203", stage.ago(80))
    buyer = stage.company("Middaghoogte Vastgoed", stage.seat(14), "68203", stage.ago(90))
    _attached(stage, site, stage.ago(8))
    _deed(stage, site, stage.ago(8) + timedelta(days=41), buyer, seller)
    why = "na een beslag met de schuldeiser geregeld en verkocht aan een onbekende"
    return innocent("attached_sale", site, "VAS-09", why)


def _yard_developer(stage: Stage, site: Site) -> Expectation:
    for number, yard in enumerate((site, *_free(stage, site, "farm", 1)), start=1):
        stage.landlord(yard, "Erfdelers", since=stage.ago(60))
        stage.company(f"Stalling {number} Knikker", yard.unit, "52109", stage.ago(48), staff=2)
    why = "ontwikkelaar met twee erven waar al jaren caravans staan"
    return innocent("two_yards", site, "DRG-04 DRG-12", why)


def _steady_tenant(stage: Stage, site: Site) -> Expectation:
    bar = stage.company("Brasserie Kompas", site.unit, "56111", stage.ago(100), staff=6)
    stage.life.license(bar, site.unit, since=stage.ago(100), managers=2)
    _contract(stage, bar, "property", stage.ago(40))
    why = "de gemeente verhuurt al jaren aan dezelfde exploitant"
    return innocent("counterparty", site, "GEN-09 GEN-12 VAS-11", why)


LOOKALIKES: tuple[Story, ...] = (
    Story("young_entities", "house", _chain_founder),
    Story("young_grant", "business", _event_foundation),
    Story("one_hand", "business", _hired_bus),
    Story("one_street", "house", _concern_in_street),
    Story("bought_up", "farm", _slow_investor),
    Story("attached_sale", "ribbon", _settled),
    Story("two_yards", "farm", _yard_developer),
    Story("counterparty", "restaurant", _steady_tenant),
)
"""One for each planted story, in the same order."""
