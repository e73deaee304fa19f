"""Nuisance and neglect: many reporters, escalation, reports after a warning."""

from datetime import date

from engine.sample.companies import end
from engine.sample.stage import Stage
from engine.sample.stories.story import Story, innocent, planted
from engine.sample.truth import Expectation
from engine.sample.world import Site, ended

_OUT_OF_USE = "Verblijfsobject buiten gebruik"


def _warning(stage: Stage, site: Site, decided: date) -> None:
    stage.records.add(
        "measures", "H", kind="warning", unit=site.unit, decided_on=decided, ended_on=None,
        reopened_on=None,
    )  # fmt: skip


def _nights(stage: Stage, site: Site, nights: int) -> None:
    """The return of last year for two rooms."""
    year = stage.as_of.year - 1
    stage.records.add("returns", "TB", year=year, nights=nights, capacity=4, unit=site.unit)


def _noisy_house(stage: Stage, site: Site) -> Expectation:
    stage.reports(
        site, ("noise", 0, 9, "M90201"), ("foot_traffic", 0, 20, "M90202"),
        ("drug_smell", 1, 3, "M90203"), ("noise", 1, 15, "M90204"),
        ("foot_traffic", 2, 2, "M90201"), ("noise", 2, 12, "M90202"), ("noise", 4, 5, "M90201"),
    )  # fmt: skip
    stage.company("Sleutelgat Autobedrijf", site.unit, "95311", stage.ago(11), staff=1)
    why = (
        "zes meldingen in drie maanden van vier melders over drie soorten overlast, garage aan huis"
    )
    return planted("noisy_house", site, "GEN-04 OVL-01 OVL-02 OVL-03", why, strength=8.4)


def _after_warning(stage: Stage, site: Site) -> Expectation:
    _warning(stage, site, stage.ago(9))
    stage.reports(
        site, ("noise", 7, 3, "M90211"), ("waste", 4, 6, "M90212"), ("noise", 1, 8, "M90211")
    )  # fmt: skip
    _nights(stage, site, 146)
    stage.company("Logement Slaapzak", site.unit, "55102", stage.ago(11), staff=1)
    why = "na een waarschuwing drie nieuwe meldingen, 146 nachten verhuurd, logement in een woning"
    return planted("after_warning", site, "GEN-04 OVL-05 OVL-06", why, strength=5.1)


def _neglected_house(stage: Stage, site: Site) -> Expectation:
    site.unit.versions = ended(site.unit.versions, stage.ago(20), _OUT_OF_USE)
    owner = stage.company("Naklank Vastgoed", stage.seat(7), "68203", stage.ago(150))
    stage.registers.sell(site, owner, on=stage.ago(100))
    end(owner, stage.ago(28), kind="dissolution")
    stage.reports(site, ("building_decay", 2, 6, "M90221"), ("building_decay", 5, 1, "M90222"))
    why = "twintig maanden buiten gebruik, twee meldingen van verval, eigenaar bestaat niet meer"
    return planted("neglected_house", site, "OVL-04 VAS-06", why, strength=4)


PLANTED: tuple[Story, ...] = (
    Story("noisy_house", "ribbon", _noisy_house),
    Story("after_warning", "ribbon", _after_warning),
    Story("neglected_house", "ribbon", _neglected_house),
)


def _one_neighbour(stage: Stage, site: Site) -> Expectation:
    stage.reports(
        site, *(("noise", months, 4, "M90231") for months in range(6)), ("waste", 3, 9, "M90232")
    )  # fmt: skip
    why = "iedere maand een melding van steeds dezelfde buur, en één van een ander"
    return innocent("noisy_house", site, "OVL-01 OVL-02 OVL-03", why)


def _it_helped(stage: Stage, site: Site) -> Expectation:
    stage.reports(
        site, ("noise", 8, 2, "M90241"), ("noise", 7, 5, "M90242"), ("noise", 6, 3, "M90241"),
        ("noise", 3, 7, "M90243"),
    )  # fmt: skip
    _warning(stage, site, stage.ago(5))
    _nights(stage, site, 44)
    why = "drie meldingen voor en één na de waarschuwing, kamerverhuur onder de grens"
    return innocent("after_warning", site, "OVL-05 OVL-06", why)


def _being_renovated(stage: Stage, site: Site) -> Expectation:
    site.unit.versions = ended(site.unit.versions, stage.ago(7), _OUT_OF_USE)
    owner = stage.company("Opknapper Vastgoed", stage.seat(8), "68203", stage.ago(90), staff=2)
    stage.registers.sell(site, owner, on=stage.ago(40))
    stage.reports(site, ("building_decay", 9, 3, "M90251"))
    stage.permit(site, "building", "housing", stage.ago(6), applicant=owner, area=40.0)
    why = "zeven maanden buiten gebruik voor een vergunde verbouwing"
    return innocent("neglected_house", site, "OVL-04 VAS-06", why)


LOOKALIKES: tuple[Story, ...] = (
    Story("noisy_house", "ribbon", _one_neighbour),
    Story("after_warning", "ribbon", _it_helped),
    Story("neglected_house", "ribbon", _being_renovated),
)
"""One for each planted story, in the same order."""
