"""Fraud: insolvent, unknown and imitating companies, and permits without people."""

from datetime import date, timedelta

from engine.sample.companies import Enterprise, appoint, end, own
from engine.sample.stage import Stage
from engine.sample.stories.story import Story, innocent, planted
from engine.sample.truth import Expectation
from engine.sample.world import Site, months_before


def workplaces(stage: Stage, site: Site, count: int, decided: date) -> None:
    """A permit for a business with so many workplaces."""
    stage.records.add(
        "permits", "Z-VTH", kind="other", use="business", status="granted", unit=site.unit,
        requested_on=decided - timedelta(days=61), decided_on=decided, capacity=count,
        applicant_name=stage.people.make().name, bibob_hook=False,
    )  # fmt: skip


def _looked_up(
    stage: Stage, company: Enterprise, register: str, *checks: tuple[str, date]
) -> None:  # fmt: skip
    """What a public register said of a company on some days."""
    for status, day in checks:
        stage.records.add(
            "registry", "", register=register, subject_kvk=company.kvk, status=status,
            checked_on=day,
        )  # fmt: skip


def _well_known(stage: Stage, name: str) -> Enterprise:
    """A business that everybody in the municipality knows, at an office that is no story."""
    seat = next(s for s in stage.world.sites if s.kind == "office" and not s.taken)
    return stage.company(name, seat.unit, "10520", stage.ago(330), staff=31)


def _insolvencies(stage: Stage, site: Site) -> Expectation:
    unit = site.unit
    for name, begin, gone in (("Draaimolen", 60, 27), ("Vliegwerk", 40, 13)):
        company = stage.company(f"{name} Metaal", unit, "25110", stage.ago(begin), staff=2)
        stage.bankrupt(company, stage.ago(gone))
    third = stage.company("Luchtkasteel Montage", unit, "33110", stage.ago(24), staff=0)
    end(third, stage.ago(3), kind="turbo_liquidation")
    workplaces(stage, site, 24, stage.ago(41))
    stage.company("Kladblok Productie", unit, "25110", stage.ago(15), staff=0)
    why = (
        "twee faillissementen en een turboliquidatie zonder depot in drie jaar, en een bedrijf "
        "zonder personeel op vergunde werkplekken"
    )
    return planted("insolvencies", site, "FRD-01 FRD-07 GEN-08", why, strength=7)


def _unknown_company(stage: Stage, site: Site) -> Expectation:
    for name, sbi, months in (
        ("Hinkelbaan", "46901", 19), ("Mijmering", "82990", 11), ("Sterrenstof", "70202", 6),
        ("Toverbal", "49410", 2),
    ):  # fmt: skip
        stage.company(f"{name} Services", site.unit, sbi, stage.ago(months, 5), staff=0)
    stage.reports(site, ("unknown_company", 1, 4, "M90401"))
    stage.registers.count(site.unit, 2, returned=5)
    why = "bewoner meldt een onbekend bedrijf: vier nieuwe bv's en vijf keer retourpost"
    return planted("unknown_company", site, "FRD-03 GEN-01 ADR-06", why, strength=10)


def _imitated_name(stage: Stage, site: Site) -> Expectation:
    _well_known(stage, "Kaasmakerij Kwinkslag")
    copy = stage.company("Kaasmakerij Kwinkslagh", site.unit, "46331", stage.ago(8), staff=0)
    day = stage.ago(1)
    _looked_up(
        stage, copy, "VIES", ("ongeldig", day - timedelta(days=50)), ("ongeldig", day)
    )  # fmt: skip
    stage.records.add(
        "signals", "LAA", profile="geen inschrijving", status="in onderzoek", unit=site.unit,
        received_on=stage.ago(2),
    )  # fmt: skip
    why = "nieuwe bv bij een woning onder bijna de naam van een bekend bedrijf, btw-nummer ongeldig"
    return planted("imitated_name", site, "FRD-04 FRD-08 ADR-02", why, strength=5.4)


def _care_entities(stage: Stage, site: Site) -> Expectation:
    for name, sbi, months in (
        ("Ganzenbord", "88101", 14), ("Poppenkast", "86930", 9), ("Knipoog", "88999", 5),
        ("Inktvlek", "87202", 2),
    ):  # fmt: skip
        company = stage.company(f"{name} Begeleiding", site.unit, sbi, stage.ago(months), staff=1)
        _looked_up(stage, company, "Wtza", ("niet gevonden", stage.ago(1)))
        stage.records.add(
            "contracts", "C", kind="procurement", signed_on=stage.ago(months - 1),
            party_kvk=company.kvk, party_name=company.name,
        )  # fmt: skip
    why = "vier nieuwe zorg-bv's bij één woning, geen van alle in het Wtza-register"
    return planted("care_entities", site, "FRD-05 GEN-01", why, strength=6)


def _shared_building(stage: Stage, site: Site) -> Expectation:
    unit = site.unit
    holding = stage.company("Rekenkamer Holding", unit, "64210", stage.ago(80))
    works = stage.companies.found("bv", "Rekenkamer Bouw B.V.", stage.ago(79))
    stage.companies.open_branch(works, unit, ["41000"], employees=2)
    own(holding, works)
    for company, gone in ((holding, 20), (works, 20)):
        stage.bankrupt(company, stage.ago(gone))
    early = stage.company("Denkraam Advies", unit, "70201", stage.ago(90), staff=1)
    stage.bankrupt(early, stage.ago(44))
    workplaces(stage, site, 20, stage.ago(60))
    stage.company("Spiegelbeeld Ontwerp", unit, "74110", stage.ago(50), staff=9)
    stage.company("Zeepbel Teksten", unit, "74300", stage.ago(30), staff=0)
    stage.records.add(
        "declared", "", unit=unit, reason="shared_office", owner="regisseur ondermijning",
        expires_on=months_before(stage.as_of, -10),
    )  # fmt: skip
    why = (
        "bedrijfsverzamelgebouw: één concern failliet, een ander lang geleden, en er wordt gewerkt"
    )
    return innocent("insolvencies", site, "FRD-01 FRD-07", why, rules="CTR-06")


def _former_tenant(stage: Stage, site: Site) -> Expectation:
    stage.company("Windvaan Webwinkel", site.unit, "47110", stage.ago(30), staff=1)
    stage.reports(site, ("unknown_company", 2, 7, "M90401"))
    stage.registers.count(site.unit, 2, arrivals=2, departures=1, returned=2)
    why = "het bedrijf van de vorige huurder staat nog ingeschreven, twee keer post retour"
    return innocent("unknown_company", site, "FRD-03 GEN-01 ADR-06", why)


def _same_concern(stage: Stage, site: Site) -> Expectation:
    brand = _well_known(stage, "Touwslagerij Papierman")
    shop = stage.companies.found("bv", "Touwslagerij Papierman Webwinkel B.V.", stage.ago(14))
    stage.companies.open_branch(shop, site.unit, ["47110"], employees=1)
    own(brand, shop)
    _looked_up(stage, shop, "VIES", ("ongeldig", stage.ago(5)), ("geldig", stage.ago(2)))
    why = "webwinkel van hetzelfde concern bij de directeur thuis, btw-nummer inmiddels geldig"
    return innocent("imitated_name", site, "FRD-04 FRD-08 ADR-02", why)


def _care_collective(stage: Stage, site: Site) -> Expectation:
    for name, months in (("Fabelhoek", 15), ("Proeftuin", 12), ("Nevelzicht", 4)):
        person = stage.people.make()
        company = stage.companies.found("bv", f"{name} Verpleging B.V.", stage.ago(months))
        stage.companies.open_branch(company, site.unit, ["86930"], employees=1)
        appoint(company, [person], owners=True)
        _looked_up(stage, company, "Wtza", ("geregistreerd", stage.ago(1)))
    why = "drie samenwerkende wijkverpleegkundigen, elk gemeld in het Wtza-register"
    return innocent("care_entities", site, "FRD-05 GEN-01", why, rules="CTR-04")


PLANTED: tuple[Story, ...] = (
    Story("insolvencies", "business", _insolvencies),
    Story("unknown_company", "house", _unknown_company),
    Story("imitated_name", "house", _imitated_name),
    Story("care_entities", "house", _care_entities),
)

LOOKALIKES: tuple[Story, ...] = (
    Story("insolvencies", "office", _shared_building),
    Story("unknown_company", "house", _former_tenant),
    Story("imitated_name", "house", _same_concern),
    Story("care_entities", "house", _care_collective),
)
"""One for each planted story, in the same order."""
