"""Innocent look-alikes of the yards: they share the outline of a story and must not be listed."""

from datetime import timedelta

from engine.sample.companies import appoint, end, own
from engine.sample.stage import Stage
from engine.sample.stories.story import Story, innocent
from engine.sample.truth import Expectation
from engine.sample.world import Site, Version, ended, months_before


def _farming_family(stage: Stage, site: Site) -> Expectation:
    farm = stage.stopped_farm(site, stage.ago(10))
    parent, child = (officer.person for officer in farm.officers)
    family = [person for person in (child, parent) if person is not None]
    name = f"Melkvee {family[0].surname}"
    successor = stage.company(name, site.unit, "01411", stage.ago(10), staff=2, people=family)
    successor.family = farm.kvk
    why = "maatschap opgevolgd door de bv van het kind: zelfde bedrijf, zelfde familie"
    return innocent("vacated_farm", site, "DRG-01 DRG-04 GEN-01 VAB-K1", why, rules="CTR-DRG-01")


def _permitted_shed(stage: Stage, site: Site) -> Expectation:
    farm = stage.working_farm(site, staff=4)
    stage.permit(site, "building", "agriculture", stage.ago(4), applicant=farm, area=310.0)
    stage.alteration(site, area=310.0, seen=stage.ago(1))
    stage.reports(
        site, ("chemical_smell", 1, 2, "M90101"), ("hemp_smell", 2, 3, "M90101"),
        ("chemical_smell", 3, 1, "M90101"), ("hemp_smell", 4, 8, "M90101"),
    )  # fmt: skip
    why = "vergunde nieuwe stal, en kuilgeur waarover steeds dezelfde buur meldt"
    return innocent("alteration", site, "DRG-05 DRG-10 VAB-K2", why, rules="CTR-DRG-01")


def _accountant(stage: Stage, site: Site) -> Expectation:
    office = stage.company("Rekenkamer Wolkenveld", site.unit, "69201", stage.ago(90), staff=3)
    for number in range(1, 8):
        name = f"{('Een', 'Twee', 'Drie', 'Vier', 'Vijf', 'Zes', 'Zeven')[number - 1]} Klant"
        stage.company(name, site.unit, "70202", stage.ago(3 * number - 1), staff=1)
    stage.records.add(
        "declared", "", unit=site.unit, reason="accountant", owner="regisseur ondermijning",
        expires_on=months_before(stage.as_of, -14),
    )  # fmt: skip
    why = f"{office.name}: klanten op het adres van hun accountant, verklaard adres"
    return innocent("crowded_dwelling", site, "DRG-05 SPOOK", why, rules="CTR-06")


def _one_takeover(stage: Stage, site: Site) -> Expectation:
    unit = site.unit
    old = stage.company("Brasserie Papierman", unit, "56111", stage.ago(120), staff=6)
    end(old, stage.ago(10))
    stage.life.license(old, unit, since=stage.ago(120), until=stage.ago(10))
    new = stage.company("Bistro Vermoeden", unit, "56111", stage.ago(10), staff=6)
    stage.life.license(new, unit, since=stage.ago(10), managers=2)
    why = "na tien jaar een gewone overname, nieuwe vergunning op naam van de nieuwe exploitant"
    return innocent("carousel", site, "GEN-07 GEN-09 GEN-10 GEN-12 CARROUSEL", why)


def _grower_at_work(stage: Stage, site: Site) -> Expectation:
    stage.working_farm(site, sbi="01192", staff=5)
    stage.company("Caravanstalling Knikker", site.unit, "52109", stage.ago(40), staff=1)
    stage.company("Botenstalling Tol", site.unit, "52109", stage.ago(30), staff=1)
    why = "teler met vijf mensen aan het werk, stalling als nevenactiviteit van anderen"
    return innocent("empty_greenhouse", site, "DRG-01 DRG-04 DRG-11", why, rules="CTR-DRG-01")


def _storage_operator(stage: Stage, site: Site) -> Expectation:
    stage.stopped_farm(site, stage.ago(44))
    operator = stage.company("Opslagruimte Puzzelaar", site.unit, "52109", stage.ago(20), staff=2)
    stage.registers.sell(site, operator)
    stage.permit(site, "storage", "storage", stage.ago(19), applicant=operator, area=900.0)
    stage.inspection(site, stage.ago(5), domain="fire")
    why = "bekende verhuurder van opslag, eigenaar van het erf, met precies passende vergunning"
    return innocent("storage_permit", site, "DRG-01 DRG-02 DRG-04", why, rules="CTR-02 CTR-03")


def _family_group(stage: Stage, site: Site) -> Expectation:
    parent = stage.people.make()
    holding = stage.companies.found("bv", f"{parent.surname} Holding B.V.", stage.ago(18))
    stage.companies.open_branch(holding, site.unit, ["64210"], employees=0)
    appoint(holding, [parent], owners=True)
    for months, word, sbi in (
        (18, "Bouw", "41000"), (15, "Beheer", "68203"), (12, "Techniek", "43212"),
        (6, "Pensioen", "64210"), (4, "Advies", "70202"),
    ):  # fmt: skip
        works = stage.companies.found("bv", f"{parent.surname} {word} B.V.", stage.ago(months))
        stage.companies.open_branch(works, site.unit, [sbi], employees=1)
        own(holding, works)
    for number, months in enumerate((50, 37, 9), start=7):
        project = stage.company(
            f"Bouwplan {number}", stage.seat(number), "41000", stage.ago(months, 400),
            people=[parent], owners=False,
        )  # fmt: skip
        gone = stage.ago(months)
        deposited = gone + timedelta(days=9)
        end(project, gone, kind="turbo_liquidation", deposited=deposited)
    why = (
        "holding met vijf werkmaatschappijen van één persoon telt als één cluster; drie lege "
        "project-bv's zijn met gedeponeerde stukken afgewikkeld"
    )
    return innocent("young_storage", site, "GEN-01 GEN-02 GEN-06 GEN-08", why)


def _closed_long_ago(stage: Stage, site: Site) -> Expectation:
    stage.closure(site, stage.ago(76), stage.ago(70))
    stage.working_farm(site, sbi="01451", staff=2)
    stage.company("Zorgboerderij Maanlicht", site.unit, "88991", stage.ago(4), staff=3)
    stage.inspection(site, stage.ago(3), domain="building")
    why = "sluiting van meer dan vijf jaar geleden, nieuwe eigenaar, schone controle"
    return innocent("reopened", site, "DRG-09 GEN-01", why, rules="CTR-02 CTR-DRG-01")


def _notified_trade(stage: Stage, site: Site) -> Expectation:
    unit = site.unit
    company = stage.company("Chemtrade Voorbeeld", unit, "46851", stage.ago(26), staff=9)
    stage.records.add(
        "notifications", "ODWH", kind="bal_notification", activity="chemical_trade", unit=unit,
        notified_on=stage.ago(27), notifier_kvk=company.kvk, notifier_name=company.name,
    )  # fmt: skip
    stage.inspection(site, stage.ago(6), domain="environment")
    why = "chemiehandel op het bedrijventerrein, gemeld en gecontroleerd"
    return innocent("chemical_trade", site, "DRG-08 GEN-04", why, rules="CTR-02")


def _heirs(stage: Stage, site: Site) -> Expectation:
    stage.stopped_farm(site, stage.ago(26))
    why = "boer gestopt, familie woont er nog: leeg, maar van niemand anders"
    return innocent("idle_shed", site, "DRG-01 DRG-02 DRG-03 DRG-10", why)


def _succession(stage: Stage, site: Site) -> Expectation:
    parent = stage.people.make()
    company = stage.company(
        "Hoveniersbedrijf Toeval", site.unit, "81301", stage.ago(110), staff=4, people=[parent]
    )
    stage.change_directors(company, [stage.ago(5)])
    why = "één wisseling van bestuurder: opvolging"
    return innocent("board_churn", site, "GEN-05 GEN-06 DRG-10", why)


def _renumbered(stage: Stage, site: Site) -> Expectation:
    """The unit got another number 40 days ago; the company still names the old one."""
    unit, day = site.unit, stage.as_of - timedelta(days=40)
    old = unit.address
    company = stage.company(
        "Klokkenmaker Ooit", unit, "95250", stage.ago(96), staff=1, place="text"
    )
    old.versions = ended(old.versions, day, "Naamgeving ingetrokken")
    fresh = (Version(day, None, "Naamgeving uitgegeven"),)
    unit.address = stage.world.add_address(old.street, old.number, letter="x", versions=fresh)
    company.branches[0].name = "Klokkenmaker Ooit"
    why = "huisnummer veertig dagen geleden gewijzigd, bedrijf nog niet bijgewerkt"
    return innocent("ghosts", site, "GEN-01 GEN-03 SPOOK", why)


LOOKALIKES: tuple[Story, ...] = (
    Story("vacated_farm", "farm", _farming_family),
    Story("alteration", "farm", _permitted_shed),
    Story("crowded_dwelling", "ribbon", _accountant),
    Story("carousel", "restaurant", _one_takeover),
    Story("empty_greenhouse", "greenhouse", _grower_at_work),
    Story("storage_permit", "farm", _storage_operator),
    Story("young_storage", "ribbon", _family_group),
    Story("reopened", "farm", _closed_long_ago),
    Story("chemical_trade", "business", _notified_trade),
    Story("idle_shed", "farm", _heirs),
    Story("board_churn", "house", _succession),
    Story("ghosts", "house", _renumbered),
)
"""One for each planted scenario, in the same order."""
