"""Parks, marinas and boat sheds: operators, split ownership, boats lived in."""

from datetime import date, timedelta

from engine.sample.companies import Enterprise, appoint, end, own
from engine.sample.stage import Stage
from engine.sample.stories.story import Story, innocent, planted
from engine.sample.truth import Expectation
from engine.sample.world import Site, Unit, ended

_SEASON_NIGHTS = 183


def _count(stage: Stage, unit: Unit, adults: int) -> None:
    """The newest count of residents on a place where nobody should live."""
    stage.records.add(
        "occupancy", "", object_id=unit.object_id, counted_on=stage.ago(0, 20),
        registered_adults=adults, arrivals_12m=adults, departures_12m=0, postal_addresses=0,
        returned_mail_6m=0,
    )  # fmt: skip


def _tax(stage: Stage, site: Site, places: int, *, used: float) -> None:
    """The return of last year: nights as a share of a full season."""
    nights = round(used * places * _SEASON_NIGHTS)
    stage.records.add(
        "returns", "TB", year=stage.as_of.year - 1, nights=nights, capacity=places, unit=site.unit
    )


def _title(stage: Stage, site: Site, part: int, since: date, holder: Enterprise | str) -> None:
    """Ownership of one plot or apartment right of a park, by a company or a person's reference."""
    row = stage.records.add(
        "titles", "T", parcel_id=f"KBN01-P-{site.unit.address.number}-A-{part}", share="1/1",
        right="ownership", unit=site.units[part % len(site.units)], started_on=since,
        holder_lives_here=False,
    )  # fmt: skip
    if isinstance(holder, str):
        name = stage.people.make().name
        row |= {"holder_ref": holder, "holder_name": name, "holder_kind": "natural"}
    else:
        row |= {"holder_kvk": holder.kvk, "holder_name": holder.name, "holder_kind": "legal"}


def _sold(stage: Stage, site: Site, day: date, seller: Enterprise, buyer: Enterprise) -> None:
    stage.records.add(
        "transfers", "A", kind="sale", signed_on=day, unit=site.unit, price_eur=640000.0,
        mortgage_eur=0.0, seller_kvk=seller.kvk, seller_name=seller.name, buyer_kvk=buyer.kvk,
        buyer_name=buyer.name,
    )  # fmt: skip


def _withdraw(unit: Unit, day: date) -> None:
    """Withdraw a berth and its number from the BAG."""
    unit.versions = ended(unit.versions, day, "Plaats ingetrokken")
    unit.address.versions = ended(unit.address.versions, day, "Naamgeving ingetrokken")


def _holiday_park(stage: Stage, site: Site) -> Expectation:
    for name, begin, gone in (("Zeepbel", 30, 17), ("Nevelzicht", 16, 6)):
        end(stage.company(f"Vakantiepark {name}", site.unit, "55201", stage.ago(begin), staff=1),
            stage.ago(gone))  # fmt: skip
    stage.company("Vakantiepark Toverbal", site.unit, "55201", stage.ago(4), staff=1)
    _count(stage, site.unit, 2)
    _tax(stage, site, 4 * len(site.units), used=0.05)
    why = "drie exploitanten in drie jaar, inschrijvingen op een chalet, bijna geen overnachtingen"
    return planted("holiday_park", site, "REC-01 REC-03 REC-09 PARK", why, strength=5.7)


def _split_park(stage: Stage, site: Site) -> Expectation:
    park = stage.company("Camping Luchtkasteel", site.unit, "55300", stage.ago(150), staff=2)
    stage.company("Windvaan Uitzend", site.unit, "78201", stage.ago(5), staff=2)
    _title(stage, site, 1, stage.ago(150), park)
    for part in range(2, 8):
        holder = f"KP{site.unit.address.number:05d}{part // 2}"
        _title(stage, site, part, stage.ago(part + 1), holder)
    why = "zes plaatsen van een camping apart verkocht, een uitzendbureau op het terrein"
    return planted("split_park", site, "REC-02 REC-03 PARK", why, strength=4)


def _chalet_companies(stage: Stage, site: Site) -> Expectation:
    for name, sbi, months in (
        ("Kladblok Autoservice", "95311", 20), ("Sterrenstof Opslag", "52109", 8),
        ("Ganzenbord Handel", "46901", 3),
    ):  # fmt: skip
        unit = site.units[months % len(site.units)]
        stage.company(name, unit, sbi, stage.ago(months), staff=1)
    why = "garage, opslag en groothandel ingeschreven op chalets"
    return planted("chalet_companies", site, "REC-04 GEN-04", why, strength=3.4)


def _inhabited_boats(stage: Stage, site: Site) -> Expectation:
    for unit, adults in zip(site.units[1:4], (2, 1, 2), strict=True):
        _withdraw(unit, stage.ago(14))
        _count(stage, unit, adults)
    stage.company("Vliegwerk Trading", site.units[1], "46901", stage.ago(8), staff=0)
    stage.reports(
        site, ("night_sailing", 1, 3, "M90201"), ("diving", 2, 8, "M90202"),
        ("quay_loading", 3, 1, "M90201"),
    )  # fmt: skip
    why = "bewoonde boten op ingetrokken ligplaatsen, een bedrijf op zo'n plaats, nachtelijk laden"
    return planted("inhabited_boats", site, "REC-06 REC-10 GEN-03", why, strength=5.4)


def _boat_shed(stage: Stage, site: Site) -> Expectation:
    stage.company("Scheepsservice Draaimolen", site.unit, "33150", stage.ago(180), staff=2)
    for name, sbi, months in (
        ("Poppenkast Groothandel", "46901", 22), ("Inktvlek Bouw", "43212", 15),
        ("Knipoog Koeriers", "49410", 3),
    ):  # fmt: skip
        stage.company(name, site.unit, sbi, stage.ago(months), staff=1)
    stage.alteration(site, area=58.0, seen=stage.ago(1))
    why = "drie bedrijven zonder boten in een botenloods, verbouwing zonder melding"
    return planted("boat_shed", site, "REC-07 DRG-10", why, strength=6)


def _bankrupt_park(stage: Stage, site: Site) -> Expectation:
    old = stage.company("Recreatie Rijmelarij", site.unit, "55202", stage.ago(240), staff=3)
    stage.life.license(old, site.unit, since=stage.ago(120))
    stage.bankrupt(old, stage.ago(9))
    young = stage.company("Spiegelbeeld Recreatie", site.unit, "55202", stage.ago(7), staff=1)
    stage.registers.sell(site, young)
    _sold(stage, site, stage.ago(4), old, young)
    why = "park failliet en verkocht aan een bv van drie maanden, oude vergunning nog van kracht"
    return planted("bankrupt_park", site, "REC-08 GEN-07 GEN-12", why, strength=11.2)


def _succession(stage: Stage, site: Site) -> Expectation:
    older = stage.people.make()
    parents = stage.companies.found(
        "general_partnership", f"V.O.F. {older.surname}", stage.ago(260)
    )
    stage.companies.open_branch(parents, site.unit, ["55201"], employees=2)
    appoint(parents, [older, stage.people.make(surname=older.surname)], role="partner")
    end(parents, stage.ago(20))
    child = stage.people.make(surname=older.surname)
    name = f"Recreatie {older.surname}"
    stage.company(name, site.unit, "55201", stage.ago(20), staff=2, people=[child])
    _tax(stage, site, 4 * len(site.units), used=0.6)
    why = "ouders droegen het park over aan hun kind: één nieuwe exploitant, gewone aangifte"
    return innocent("holiday_park", site, "REC-01 REC-03 REC-09 PARK", why)


def _sold_to_a_chain(stage: Stage, site: Site) -> Expectation:
    old = stage.company("Camping Proeftuin", site.unit, "55300", stage.ago(200), staff=2)
    end(old, stage.ago(10))
    chain = stage.company("Denkraam Parken", site.unit, "55300", stage.ago(190), staff=14)
    chain.branches[0].started = stage.ago(10)
    for part in range(1, 7):
        _title(stage, site, part, stage.ago(10), chain)
    why = "camping in één keer met alle percelen verkocht aan een keten"
    return innocent("split_park", site, "REC-02 REC-03 PARK", why)


def _letting_owners(stage: Stage, site: Site) -> Expectation:
    for months in (60, 34):
        owner = stage.people.make()
        unit = site.units[months % len(site.units)]
        holding = stage.companies.found("bv", f"{owner.surname} Holding B.V.", stage.ago(months))
        stage.companies.open_branch(holding, unit, ["64210"], employees=0)
        appoint(holding, [owner], owners=True)
        letting = stage.companies.found("bv", f"{owner.surname} Verhuur B.V.", stage.ago(months))
        stage.companies.open_branch(letting, unit, ["55201"], employees=1)
        own(holding, letting)
    why = "twee eigenaren verhuren elk hun chalet, ieder met holding en werkmaatschappij"
    return innocent("chalet_companies", site, "REC-04 REC-03 GEN-04", why)


def _houseboats(stage: Stage, site: Site) -> Expectation:
    stage.company("Jachthaven Wolkenpost", site.unit, "93291", stage.ago(230), staff=3)
    for unit in site.units[1:4]:
        _count(stage, unit, 2)
    stage.reports(site, ("diving", 1, 3, "M90211"), ("diving", 1, 3, "M90211"))
    why = "woonboten op aangewezen ligplaatsen, één melder die twee keer belde over sportduikers"
    return innocent("inhabited_boats", site, "REC-06 REC-10 GEN-03", why, rules="CTR-01")


def _boat_yard(stage: Stage, site: Site) -> Expectation:
    yard = stage.company("Jachtbouw Mijmering", site.unit, "30120", stage.ago(170), staff=6)
    for name, sbi, months in (
        ("Zandloper Scheepsservice", "33150", 60), ("Fabelhoek Bootverhuur", "77340", 30),
        ("Verzinsel Zeilmakers", "13920", 18),
    ):  # fmt: skip
        stage.company(name, site.unit, sbi, stage.ago(months), staff=1)
    stage.permit(site, "building", "business", stage.ago(5), applicant=yard, area=60.0)
    stage.alteration(site, area=58.0, seen=stage.ago(1))
    why = "jachtbouwer die aan andere booteigenaren onderverhuurt, met vergunde uitbreiding"
    return innocent("boat_shed", site, "REC-07 DRG-10", why)


def _taken_over(stage: Stage, site: Site) -> Expectation:
    old = stage.company("Recreatie Hinkelbaan", site.unit, "55202", stage.ago(200), staff=3)
    stage.life.license(old, site.unit, since=stage.ago(110), until=stage.ago(9))
    stage.bankrupt(old, stage.ago(9))
    chain = stage.company("Slagroom Parken", site.unit, "55202", stage.ago(180), staff=20)
    chain.branches[0].started = stage.ago(8) + timedelta(days=3)
    stage.life.license(chain, site.unit, since=stage.ago(8))
    stage.registers.sell(site, chain)
    _sold(stage, site, stage.ago(8), old, chain)
    why = "failliet park gekocht door een keten die al vijftien jaar bestaat"
    return innocent("bankrupt_park", site, "REC-08 REC-03 GEN-12", why, rules="GEN-07")


PLANTED: tuple[Story, ...] = (
    Story("holiday_park", "recreation", _holiday_park),
    Story("split_park", "pitch", _split_park),
    Story("chalet_companies", "recreation", _chalet_companies),
    Story("inhabited_boats", "harbour", _inhabited_boats),
    Story("boat_shed", "business", _boat_shed),
    Story("bankrupt_park", "recreation", _bankrupt_park),
)

LOOKALIKES: tuple[Story, ...] = (
    Story("holiday_park", "recreation", _succession),
    Story("split_park", "pitch", _sold_to_a_chain),
    Story("chalet_companies", "recreation", _letting_owners),
    Story("inhabited_boats", "harbour", _houseboats),
    Story("boat_shed", "business", _boat_yard),
    Story("bankrupt_park", "recreation", _taken_over),
)
"""One for each planted story, in the same order."""
