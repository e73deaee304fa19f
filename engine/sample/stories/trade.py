"""Rogue business activity: no licence, violations, missing notifications, branch hopping."""

from engine.sample.companies import Enterprise, appoint, end, own
from engine.sample.stage import Stage
from engine.sample.stories.story import Story, innocent, planted
from engine.sample.truth import Expectation
from engine.sample.world import Site, Unit


def _boxes(stage: Stage, site: Site) -> list[Unit]:
    """Cut the largest barn into three units with a number of their own."""
    barn, main = site.barns[0], site.unit.address
    (x, y), (to_x, to_y) = barn.ring[0], barn.ring[2]
    for number, letter in enumerate("cde", start=1):
        share = number / 4
        at = (round(x + (to_x - x) * share, 3), round(y + (to_y - y) * share, 3))
        address = stage.world.add_address(main.street, main.number, letter=letter)
        box = stage.world.add_unit(address, [barn], uses=("industriefunctie",), area_m2=180, at=at)
        site.units.append(box)
    return site.units[-3:]


def _order(stage: Stage, site: Site, subject: Enterprise, months: int) -> None:
    """A penalty order that has not ended."""
    stage.records.add(
        "measures", "H", kind="penalty_order", unit=site.unit, decided_on=stage.ago(months),
        ended_on=None, reopened_on=None, subject_kvk=subject.kvk,
    )  # fmt: skip


def _notify(stage: Stage, company: Enterprise, unit: Unit, activity: str) -> None:
    """A Bal notification from a month before the start."""
    stage.records.add(
        "notifications", "ODWH", kind="bal_notification", activity=activity, unit=unit,
        notified_on=company.started, notifier_kvk=company.kvk, notifier_name=company.name,
    )  # fmt: skip


def _late_bar(stage: Stage, site: Site) -> Expectation:
    unit = site.unit
    company = stage.company("Nachtcafé Windvaan", unit, "56300", stage.ago(9), staff=3)
    licence = stage.life.license(company, unit, since=stage.ago(9), operating=False)
    for months in (6, 3):
        person = stage.people.make()
        stage.records.add(
            "licence_managers", "", licence_id=licence, manager_ref=person.reference,
            manager_name=person.name, started_on=stage.ago(months + 2), ended_on=stage.ago(months),
        )  # fmt: skip
    stage.inspection(site, stage.ago(8, 9), domain="alcohol", violations=1)
    stage.inspection(site, stage.ago(4), domain="apv", violations=1)
    stage.inspection(site, stage.ago(1), domain="alcohol", violations=1)
    why = (
        "café zonder exploitatievergunning, twee overtredingen van de Alcoholwet en een van de APV"
    )
    return planted("late_bar", site, "MAL-01 MAL-02 MAL-07 GEN-10", why, strength=9)


def _car_boxes(stage: Stage, site: Site) -> Expectation:
    boxes = _boxes(stage, site)
    for name, box, sbi, months in zip(
        ("Kladblok Schadeherstel", "Wolkenpost Garage", "Denkraam Autohandel"),
        boxes, ("95315", "95311", "46710"), (10, 9, 3), strict=True,
    ):  # fmt: skip
        stage.company(name, box, sbi, stage.ago(months), staff=1)
    why = "schuur met drie boxen en drie autobedrijven zonder melding of vergunning"
    return planted("car_boxes", site, "MAL-03 MAL-05 GEN-04", why, strength=6.5)


def _branch_hopper(stage: Stage, site: Site) -> Expectation:
    boss, unit = stage.people.make(), site.unit
    first = stage.company(
        "Slagroom Mode", unit, "47711", stage.ago(20), people=[boss], owners=False
    )
    _order(stage, site, first, 15)
    end(first, stage.ago(14))
    for name, sbi, begin, gone in (
        ("Poppenkast Schoonmaak", "81210", 13, 9), ("Knipoog Salon", "96210", 8, 5),
    ):  # fmt: skip
        end(stage.company(name, unit, sbi, stage.ago(begin), staff=1), stage.ago(gone))
    last = stage.company(
        "Slagroom Koeriers", unit, "49410", stage.ago(4), people=[boss], owners=False
    )
    stage.permit(site, "use_change", "business", stage.ago(0, 9), applicant=last)
    why = (
        "vier bedrijven in vier branches; de bestuurder van het eerste, met een open last, vraagt "
        "met het laatste een vergunning aan"
    )
    return planted("branch_hopper", site, "MAL-04 MAL-08 GEN-02", why, strength=8)


def _tank_storage(stage: Stage, site: Site) -> Expectation:
    for name, begin, gone in (("Wolkenpost", 40, 20), ("Nevelzicht", 34, 11)):
        company = stage.company(f"{name} Opslag", site.unit, "52109", stage.ago(begin), staff=1)
        end(company, stage.ago(gone, 15), kind="turbo_liquidation")
    stage.company("Luchtkasteel Tankopslag", site.unit, "52101", stage.ago(11), staff=2)
    stage.inspection(site, stage.ago(4), domain="environment", violations=2)
    stage.inspection(site, stage.ago(2), domain="fire", violations=1)
    why = (
        "opslag in tanks zonder milieumelding, overtredingen op twee terreinen, eerder twee "
        "turboliquidaties"
    )
    return planted("tank_storage", site, "MAL-02 MAL-03 GEN-07 GEN-08", why, strength=10.3)


def _village_bar(stage: Stage, site: Site) -> Expectation:
    unit = site.unit
    company = stage.company("Dorpscafé Proeftuin", unit, "56300", stage.ago(40), staff=4)
    stage.life.license(company, unit, since=stage.ago(40), managers=2)
    stage.inspection(site, stage.ago(14), domain="fire", violations=1)
    stage.inspection(site, stage.ago(5), domain="alcohol", violations=1)
    stage.records.add(
        "measures", "H", kind="warning", unit=unit, decided_on=stage.ago(4, 20), ended_on=None,
        reopened_on=None, subject_kvk=company.kvk,
    )  # fmt: skip
    stage.inspection(site, stage.ago(3), domain="alcohol")
    why = "café met beide vergunningen; de brief gaat over dezelfde overtreding, daarna in orde"
    return innocent("late_bar", site, "MAL-01 MAL-02 MAL-07", why, rules="CTR-02")


def _boat_repairers(stage: Stage, site: Site) -> Expectation:
    farm = stage.working_farm(site)
    for name, box, months in zip(
        ("Spiegelbeeld", "Zandloper", "Inktvlek"), _boxes(stage, site), (30, 24, 14), strict=True
    ):
        stage.company(f"{name} Scheepsreparatie", box, "33150", stage.ago(months), staff=1)
    stage.permit(site, "use_change", "business", stage.ago(32), applicant=farm, area=540.0)
    why = "drie scheepsreparateurs in een schuur waarvoor ander gebruik is vergund"
    return innocent("car_boxes", site, "MAL-03 MAL-05 GEN-04", why, rules="CTR-DRG-01")


def _family_shop(stage: Stage, site: Site) -> Expectation:
    parent = stage.people.make()
    holding = stage.companies.found("bv", f"{parent.surname} Holding B.V.", stage.ago(20))
    stage.companies.open_branch(holding, site.unit, ["64210"], employees=0)
    appoint(holding, [parent], owners=True)
    works = holding
    for months, word, sbi in ((19, "Mode", "47711"), (12, "Kapper", "96210"), (8, "Post", "49410")):
        works = stage.companies.found("bv", f"{parent.surname} {word} B.V.", stage.ago(months))
        stage.companies.open_branch(works, site.unit, [sbi], employees=1)
        own(holding, works)
    _order(stage, site, works, 6)
    stage.permit(site, "use_change", "business", stage.ago(0, 9), applicant=works)
    why = "drie bv's van één familie; de bv met de last vraagt zelf aan om die op te lossen"
    return innocent("branch_hopper", site, "MAL-04 MAL-08 GEN-02", why)


def _notified_tanks(stage: Stage, site: Site) -> Expectation:
    company = stage.company("Tankopslag Voorbeeld", site.unit, "52101", stage.ago(44), staff=8)
    _notify(stage, company, site.unit, "hazardous_storage")
    stage.inspection(site, stage.ago(9), domain="environment", violations=3)
    stage.inspection(site, stage.ago(7), domain="environment", violations=3)
    stage.inspection(site, stage.ago(2), domain="environment")
    why = "gemelde opslag in tanks; drie overtredingen na één verbouwing, inmiddels opgelost"
    return innocent("tank_storage", site, "MAL-02 MAL-03 GEN-08", why, rules="CTR-02")


PLANTED: tuple[Story, ...] = (
    Story("late_bar", "restaurant", _late_bar),
    Story("car_boxes", "farm", _car_boxes),
    Story("branch_hopper", "shop", _branch_hopper),
    Story("tank_storage", "business", _tank_storage),
)

LOOKALIKES: tuple[Story, ...] = (
    Story("late_bar", "restaurant", _village_bar),
    Story("car_boxes", "farm", _boat_repairers),
    Story("branch_hopper", "shop", _family_shop),
    Story("tank_storage", "business", _notified_tanks),
)
"""One for each planted story, in the same order."""
