"""Address fraud: crowded, churning, unregistered and letterbox dwellings."""

from datetime import date

from engine.sample.companies import appoint
from engine.sample.stage import Stage
from engine.sample.stories.fraud import workplaces
from engine.sample.stories.story import Story, innocent, planted
from engine.sample.truth import Expectation
from engine.sample.world import Site, Unit


def _trader(stage: Stage, unit: Unit, word: str, sbi: str, started: date) -> None:
    """Somebody who works alone, registered at `unit`."""
    person = stage.people.make()
    enterprise = stage.companies.found("sole_trader", f"{word} {person.surname}", started)
    stage.companies.open_branch(enterprise, unit, [sbi])
    appoint(enterprise, [person], role="sole_trader")


def _signal(stage: Stage, site: Site, profile: str, status: str, received: date) -> None:
    """A signal of the LAA."""
    stage.records.add(
        "signals", "LAA", profile=profile, status=status, received_on=received, unit=site.unit
    )


def _crowded_home(stage: Stage, site: Site) -> Expectation:
    for number, (word, sbi) in enumerate(
        (("Klussen", "43990"), ("Schoonmaak", "81210"), ("Koerier", "53201"),
         ("Metselwerken", "43910"), ("Schilderwerken", "43340")), start=1,
    ):  # fmt: skip
        _trader(stage, site.unit, word, sbi, stage.ago(4 * number - 1))
    stage.registers.count(site.unit, 15, arrivals=11, departures=8)
    why = (
        "vijftien volwassenen in een eengezinswoning, negentien in- en uitschrijvingen in een jaar"
    )
    return planted("crowded_home", site, "ADR-01 ADR-03 GEN-01", why, strength=10)


def _letterbox(stage: Stage, site: Site) -> Expectation:
    for number, word in enumerate(
        ("Advies", "Reclame", "Software", "Webwinkel", "Coaching", "Handel"), start=1
    ):
        _trader(stage, site.unit, word, "70201", stage.ago(5 * number - 3))
    stage.registers.count(site.unit, 1, postal=5, returned=2)
    _signal(stage, site, "geen inschrijving", "in onderzoek", stage.ago(3))
    why = "zes eenmanszaken en vijf briefadressen bij één bewoner, LAA-signaal"
    return planted("letterbox", site, "ADR-02 ADR-06 ADR-07 GEN-01", why, strength=10)


def _empty_dwelling(stage: Stage, site: Site) -> Expectation:
    stage.landlord(site, "Leegwater", since=stage.ago(30))
    for name, months in (("Rijmelarij", 26), ("Zandloper", 15), ("Wolkenpost", 4)):
        stage.company(f"{name} Administratie", site.unit, "82990", stage.ago(months), staff=0)
    stage.registers.count(site.unit, 0, on=stage.ago(14))
    stage.registers.count(site.unit, 0, returned=4)
    stage.reports(site, ("unknown_company", 2, 3, "M90451"))
    why = "woning van een bv, al ruim een jaar niemand ingeschreven, drie bedrijven en retourpost"
    return planted("empty_dwelling", site, "ADR-05 ADR-06 FRD-03", why, strength=7)


def _living_in_hall(stage: Stage, site: Site) -> Expectation:
    stage.company("Schimmenspel Logistiek", site.unit, "52109", stage.ago(14), staff=0)
    workplaces(stage, site, 16, stage.ago(40))
    stage.registers.count(site.unit, 6, arrivals=2)
    why = "zes personen ingeschreven in een bedrijfshal waar volgens KVK niemand werkt"
    return planted("living_in_hall", site, "ADR-04 FRD-07", why, strength=4)


def _rooms_with_permit(stage: Stage, site: Site) -> Expectation:
    stage.permit(site, "rental", "housing", stage.ago(30))
    stage.registers.count(site.unit, 5, arrivals=5, departures=4)
    _signal(stage, site, "overbewoning", "adres juist", stage.ago(7))
    why = "vergunde kamerverhuur aan vijf studenten; het adresonderzoek vond niets"
    return innocent("crowded_home", site, "ADR-01 ADR-02 ADR-03", why)


def _working_family(stage: Stage, site: Site) -> Expectation:
    for number, word in enumerate(("Timmerwerken", "Kapsalon", "Bijles", "Fotografie"), start=1):
        _trader(stage, site.unit, word, "43320", stage.ago(20 + 15 * number))
    stage.registers.count(site.unit, 3, postal=1, returned=1)
    why = "gezin van zelfstandigen: vier eenmanszaken, drie volwassenen, een zoon met briefadres"
    return innocent("letterbox", site, "ADR-02 ADR-06 ADR-07 GEN-01", why)


def _renovation(stage: Stage, site: Site) -> Expectation:
    stage.landlord(site, "Woningbeheer", since=stage.ago(200))
    _trader(stage, site.unit, "Hoveniers", "81301", stage.ago(70))
    stage.company("Keramiek Ooit", site.unit, "23410", stage.ago(50), staff=1)
    stage.registers.count(site.unit, 2, on=stage.ago(10))
    stage.registers.count(site.unit, 0, departures=2)
    stage.permit(site, "building", "housing", stage.ago(6), area=40.0)
    why = (
        "verhuurde woning in verbouwing: de bewoners zijn tijdelijk weg, hun zaken nog ingeschreven"
    )
    return innocent("empty_dwelling", site, "ADR-05 ADR-06 FRD-03", why)


def _company_dwelling(stage: Stage, site: Site) -> Expectation:
    site.unit.uses = ("industriefunctie", "woonfunctie")
    stage.company("Glasblazerij Vermoeden", site.unit, "23130", stage.ago(90), staff=8)
    workplaces(stage, site, 12, stage.ago(80))
    stage.registers.count(site.unit, 2)
    why = "bedrijfswoning met woonfunctie boven een werkplaats waar acht mensen werken"
    return innocent("living_in_hall", site, "ADR-04 FRD-07", why)


PLANTED: tuple[Story, ...] = (
    Story("crowded_home", "house", _crowded_home),
    Story("letterbox", "house", _letterbox),
    Story("empty_dwelling", "ribbon", _empty_dwelling),
    Story("living_in_hall", "business", _living_in_hall),
)

LOOKALIKES: tuple[Story, ...] = (
    Story("crowded_home", "house", _rooms_with_permit),
    Story("letterbox", "house", _working_family),
    Story("empty_dwelling", "ribbon", _renovation),
    Story("living_in_hall", "business", _company_dwelling),
)
"""One for each planted story, in the same order."""
