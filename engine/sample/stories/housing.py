"""Housing of labour migrants: overcrowding, lodging in sheds, agencies without admission."""

from collections.abc import Sequence
from datetime import date, timedelta

from engine.sample.companies import Enterprise
from engine.sample.stage import Stage
from engine.sample.stories.story import Story, innocent, planted
from engine.sample.truth import Expectation
from engine.sample.world import Site, Unit


def _lodging(
    stage: Stage, site: Site, decided: date, *, places: int | None = None, status: str = "granted",
    until: date | None = None, kind: str = "housing_migrants", applicant: Enterprise | None = None,
) -> None:  # fmt: skip
    """A decision about housing labour migrants, or about the fire-safe use of that."""
    who = (
        {"applicant_name": stage.people.make().name}
        if applicant is None
        else {"applicant_kvk": applicant.kvk, "applicant_name": applicant.name}
    )
    stage.records.add(
        "permits", "Z-VTH", kind=kind, use="lodging" if kind == "housing_migrants" else "business",
        status=status, unit=site.unit, requested_on=decided - timedelta(days=70),
        decided_on=decided, valid_until=until, capacity=places, bibob_hook=False, **who,
    )  # fmt: skip


def _agency(stage: Stage, name: str, unit: Unit, started: date, *, admitted: bool) -> Enterprise:
    """An agency that was looked up in the register a month ago."""
    company = stage.company(f"{name} Uitzendbureau", unit, "78201", started, staff=6)
    stage.records.add(
        "registry", "", register="SNA_Wtta", subject_kvk=company.kvk, checked_on=stage.ago(1),
        status="geregistreerd" if admitted else "niet gevonden",
    )  # fmt: skip
    return company


def _office(stage: Stage) -> Unit:
    """Somewhere to sit: an office where nothing else is told."""
    return next(s.unit for s in stage.world.sites if s.kind == "office" and not s.taken)


def _buy(stage: Stage, site: Site, owner: Enterprise, months: Sequence[int]) -> None:
    """Let a company own this house and others of the street, one for each number of months."""
    street = site.unit.address.street
    others = [
        other
        for other in stage.world.sites
        if other.kind == "house" and not other.taken and other.unit.address.street is street
    ]
    for place, ago in zip((site, *others), months, strict=False):
        place.taken = True
        number = sum(str(row["parcel_id"]).startswith("KBN01-Y") for row in stage.records.titles)
        stage.records.add(
            "titles", "T", parcel_id=f"KBN01-Y-{number + 1}", right="ownership", share="1/1",
            unit=place.unit, started_on=stage.ago(ago), holder_kvk=owner.kvk, holder_kind="legal",
            holder_lives_here=False, holder_name=owner.name,
        )  # fmt: skip


def _guests(stage: Stage, site: Site, *, places: int, a_night: int) -> None:
    """Last year's return of the tourist tax."""
    stage.records.add(
        "returns", "TB", year=stage.as_of.year - 1, nights=365 * a_night, capacity=places,
        unit=site.unit,
    )  # fmt: skip


def _agency_street(stage: Stage, site: Site) -> Expectation:
    agency = _agency(stage, "Hinkelbaan", _office(stage), stage.ago(60), admitted=True)
    _buy(stage, site, agency, (8, 20, 14, 3))
    places = max(12, site.unit.area_m2 // 10)
    _lodging(stage, site, stage.ago(5), places=places, applicant=agency)
    _guests(stage, site, places=places, a_night=places * 5 // 4)
    rules = "HAM-01 HAM-02 HAM-03 HAM-08 MAL-03 HUISVESTER"
    why = "uitzendbureau met vier woningen in één straat; deze is vol, klein en zonder brandmelding"
    return planted("agency_street", site, rules, why, strength=8.7)


def _sleeping_shed(stage: Stage, site: Site) -> Expectation:
    grower = stage.company("Ganzenbord Tulpen", site.unit, "01192", stage.ago(40), staff=1)
    shed = stage.shed(site)
    _lodging(stage, site, stage.ago(5), places=16, status="refused", applicant=grower)
    stage.reports(
        site, ("illegal_lodging", 3, 6, "M90201"), ("overcrowding", 1, 12, "M90202"),
    )  # fmt: skip
    stage.records.add(
        "inspections", "C", unit=shed, held_on=stage.ago(1), domain="housing", outcome="violation",
        violations=2,
    )  # fmt: skip
    stage.alteration(site, area=48.0, seen=stage.ago(2))
    why = "geweigerde huisvesting, daarna meldingen, verblijf gezien in de schuur, verbouwing"
    return planted("sleeping_shed", site, "HAM-04 HAM-06 DRG-10", why, strength=9)


def _agency_house(stage: Stage, site: Site) -> Expectation:
    _agency(stage, "Rijmelarij", site.unit, stage.ago(14), admitted=False)
    for name, sbi, months in (
        ("Fabelhoek Schoonmaak", "81210", 11), ("Windvaan Koeriers", "49410", 7),
        ("Mijmering Schoonmaak", "81210", 2),
    ):  # fmt: skip
        stage.company(name, site.unit, sbi, stage.ago(months), staff=1)
    _lodging(stage, site, stage.ago(30), places=6, status="lapsed", until=stage.ago(4))
    stage.reports(
        site, ("overcrowding", 3, 3, "M90211"), ("overcrowding", 1, 20, "M90212"),
    )  # fmt: skip
    why = (
        "uitzendbureau buiten het register en drie andere bedrijven in een woning, vergunning "
        "vervallen, meldingen"
    )
    return planted("agency_house", site, "HAM-05 HAM-06 GEN-01", why, strength=8)


def _hall_lodging(stage: Stage, site: Site) -> Expectation:
    stage.company("Sterrenstof Opslag", site.unit, "52109", stage.ago(30), staff=1)
    _guests(stage, site, places=16, a_night=9)
    stage.reports(
        site, ("illegal_lodging", 4, 2, "M90221"), ("illegal_lodging", 2, 9, "M90222"),
    )  # fmt: skip
    stage.inspection(site, stage.ago(3), domain="fire", violations=2)
    stage.inspection(site, stage.ago(1), domain="building", violations=1)
    stage.inspection(site, stage.ago(1, 9), domain="housing", violations=1)
    why = "loods met aangifte voor zestien slaapplaatsen, meldingen van verblijf, overtredingen"
    return planted("hall_lodging", site, "HAM-04 HAM-08 MAL-02", why, strength=10.1)


def _spread_policy(stage: Stage, site: Site) -> Expectation:
    agency = _agency(stage, "Toverbal", _office(stage), stage.ago(80), admitted=True)
    _buy(stage, site, agency, (30, 16))
    _lodging(stage, site, stage.ago(5), places=4, applicant=agency)
    why = "uitzendbureau met twee woningen in de straat, ruim vergund voor vier personen"
    return innocent("agency_street", site, "HAM-01 HAM-02 HAM-03 HAM-08 MAL-03 HUISVESTER", why)


def _canteen(stage: Stage, site: Site) -> Expectation:
    grower = stage.working_farm(site, sbi="01192", staff=5)
    _lodging(stage, site, stage.ago(26), places=8, applicant=grower)
    stage.reports(site, ("illegal_lodging", 2, 4, "M90231"))
    stage.inspection(site, stage.ago(1), domain="housing")
    why = "teler met vergunde kamers; de melding ging over de kantine, de controle was schoon"
    return innocent("sleeping_shed", site, "HAM-02 HAM-04 HAM-06", why, rules="CTR-02 CTR-DRG-01")


def _own_staff(stage: Stage, site: Site) -> Expectation:
    _agency(stage, "Vliegwerk", site.unit, stage.ago(50), admitted=True)
    _lodging(stage, site, stage.ago(40), places=4, status="lapsed", until=stage.ago(4))
    _lodging(stage, site, stage.ago(5), places=4)
    stage.reports(
        site, ("overcrowding", 3, 3, "M90241"), ("overcrowding", 1, 20, "M90241"),
    )  # fmt: skip
    why = "toegelaten uitzendbureau, vergunning op tijd verlengd, één buur meldt twee keer"
    return innocent("agency_house", site, "HAM-05 HAM-06 GEN-01", why, rules="CTR-04")


def _converted_hall(stage: Stage, site: Site) -> Expectation:
    owner = stage.company("Kaleidoscoop Logies", site.unit, "55900", stage.ago(50), staff=5)
    _lodging(stage, site, stage.ago(48), places=24, applicant=owner)
    _lodging(stage, site, stage.ago(47), kind="fire_safe_use", applicant=owner)
    _guests(stage, site, places=24, a_night=20)
    stage.inspection(site, stage.ago(2), domain="fire")
    why = "vergunde huisvesting in een verbouwde loods, met brandmelding en schone controle"
    rules = "HAM-01 HAM-02 HAM-04 HAM-08 MAL-02 MAL-03"
    return innocent("hall_lodging", site, rules, why, rules="CTR-02 CTR-03")


PLANTED: tuple[Story, ...] = (
    Story("agency_street", "house", _agency_street),
    Story("sleeping_shed", "greenhouse", _sleeping_shed),
    Story("agency_house", "ribbon", _agency_house),
    Story("hall_lodging", "business", _hall_lodging),
)

LOOKALIKES: tuple[Story, ...] = (
    Story("agency_street", "house", _spread_policy),
    Story("sleeping_shed", "greenhouse", _canteen),
    Story("agency_house", "ribbon", _own_staff),
    Story("hall_lodging", "business", _converted_hall),
)
"""One for each planted story, in the same order."""
