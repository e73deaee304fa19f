"""Yards, sheds, shops and dwellings with the signals of the general and the drugs pack."""

from engine.sample.companies import end
from engine.sample.municipality import demolish
from engine.sample.stage import Stage
from engine.sample.stories.story import Story, planted
from engine.sample.truth import Expectation
from engine.sample.world import Site


def _vacated_farm(stage: Stage, site: Site) -> Expectation:
    stage.stopped_farm(site, stage.ago(14))
    stage.landlord(site, "Nergensland", since=stage.ago(20))
    for name, sbi, months in (
        ("Zandloper Handel", "46902", 12), ("Wolkenpost Koeriers", "49410", 9),
        ("Spiegelbeeld Diensten", "81210", 6),
    ):  # fmt: skip
        stage.company(name, site.unit, sbi, stage.ago(months, 9), staff=1)
    stage.company("Luchtkasteel Opslag", site.unit, "52109", stage.ago(3), staff=0)
    stage.reports(
        site, ("night_traffic", 1, 4, "M90001"), ("covered_windows", 2, 11, "M90002"),
        ("night_traffic", 3, 2, "M90003"),
    )  # fmt: skip
    rules = "GEN-01 DRG-01 DRG-04 DRG-05 VAB-K1 VAB-K2"
    why = (
        "gestopt melkveebedrijf, eigendom van een bv van elders, vijf nieuwe gebruikers, meldingen"
    )
    return planted("vacated_farm", site, rules, why, strength=13.7)


def _storage_permit(stage: Stage, site: Site) -> Expectation:
    stage.stopped_farm(site, stage.ago(15))
    stage.landlord(site, "Grondlicht", since=stage.ago(16))
    for name, begin, gone in (("Vliegwerk", 14, 11), ("Windvaan", 10, 7), ("Kladblok", 5, 1)):
        company = stage.company(f"{name} Handel", site.unit, "46901", stage.ago(begin), staff=1)
        end(company, stage.ago(gone))
    seat = next(s for s in stage.world.sites if s.kind == "business")
    outsider = stage.company("Draaimolen Verhuur", seat.unit, "77340", stage.ago(20), staff=1)
    stage.permit(site, "storage", "storage", stage.ago(4), applicant=outsider, area=1056.0)
    why = "opslag vergund aan een buitenstaander, niemand ingeschreven, drie kortlopende bedrijven"
    return planted("storage_permit", site, "DRG-02 GEN-02", why, strength=5)


def _alteration(stage: Stage, site: Site) -> Expectation:
    stage.stopped_farm(site, stage.ago(50))
    shed = stage.shed(site, withdrawn=stage.ago(8))
    stage.company("Schimmenspel Techniek", shed, "43212", stage.ago(30), staff=1)
    stage.alteration(site, area=64.0, seen=stage.ago(2))
    stage.alteration(site, area=14.0, seen=stage.ago(2), kind="container")
    stage.alteration(site, area=14.0, seen=stage.ago(1), kind="container")
    stage.reports(
        site, ("chemical_smell", 1, 3, "M90011"), ("constant_hum", 2, 6, "M90012"),
        ("covered_windows", 1, 20, "M90011"),
    )  # fmt: skip
    why = (
        "schuur zonder adres verbouwd zonder melding, bedrijf op ingetrokken adres, chemische geur"
    )
    return planted("alteration", site, "GEN-03 DRG-05 DRG-10 VAB-K2", why, strength=7.4)


def _empty_greenhouse(stage: Stage, site: Site) -> Expectation:
    stage.stopped_farm(site, stage.ago(16), sbi="01192")
    stage.landlord(site, "Glasheim", since=stage.ago(17))
    stage.company("Toverbal Autobedrijf", site.unit, "95311", stage.ago(10), staff=2)
    stage.company("Slagroom Transport", site.unit, "49410", stage.ago(3), staff=1)
    stage.alteration(site, area=85.0, seen=stage.ago(3))
    why = (
        "kas zonder teler, twee andere bedrijven, een garage die niet in het plan past, verbouwing"
    )
    return planted("empty_greenhouse", site, "GEN-04 DRG-01 DRG-10 DRG-11", why, strength=7.1)


def _crowded_dwelling(stage: Stage, site: Site) -> Expectation:
    for number, (name, sbi) in enumerate(
        (("Rijmelarij", "46901"), ("Knipoog", "82990"), ("Inktvlek", "81210"),
         ("Poppenkast", "49410"), ("Ganzenbord", "43990")), start=1,
    ):  # fmt: skip
        stage.company(f"{name} Groep", site.unit, sbi, stage.ago(4 * number - 2), staff=0)
    stage.reports(
        site, ("hemp_smell", 1, 2, "M90021"), ("night_traffic", 2, 2, "M90022"),
        ("loading_close", 3, 5, "M90023"),
    )  # fmt: skip
    why = "vijf losse bedrijven in twintig maanden bij een woning in het lint, drie melders"
    return planted("crowded_dwelling", site, "GEN-01 DRG-05", why, strength=9)


def _carousel(stage: Stage, site: Site) -> Expectation:
    unit, boss = site.unit, stage.people.make()
    first = stage.company("Eetcafé Zeepbel", unit, "56111", stage.ago(33), staff=5)
    end(first, stage.ago(12))
    stage.life.license(first, unit, since=stage.ago(33), until=stage.ago(12))
    second = stage.company(
        "Restaurant Kaleidoscoop",
        unit,
        "56111",
        stage.ago(11),
        staff=4,
        people=[boss],
        owners=False,
    )
    stage.bankrupt(second, stage.ago(4))
    stage.life.license(second, unit, since=stage.ago(11), managers=2)
    third = stage.company(
        "Restaurant De Kaleidoscoop",
        unit,
        "56111",
        stage.ago(3),
        staff=4,
        people=[boss],
        owners=False,
    )
    licence = stage.life.license(third, unit, since=stage.ago(3), managers=2)
    for months in (2, 1):
        person = stage.people.make()
        stage.records.add(
            "licence_managers", "", licence_id=licence, manager_ref=person.reference,
            manager_name=person.name, started_on=stage.ago(months), ended_on=stage.ago(0, 9),
        )  # fmt: skip
    why = (
        "drie exploitanten in drie jaar, doorstart na faillissement, oude vergunning nog van kracht"
    )
    return planted("carousel", site, "GEN-07 GEN-09 GEN-10 GEN-12 CARROUSEL", why, strength=8)


def _young_storage(stage: Stage, site: Site) -> Expectation:
    stage.stopped_farm(site, stage.ago(70))
    stage.landlord(site, "Nergensland", since=stage.ago(20))
    boss = stage.people.make()
    for name, begin, gone in (("Hinkelbaan", 30, 7), ("Sterrenstof", 24, 2)):
        company = stage.company(
            f"{name} Beheer", site.unit, "82990", stage.ago(begin), people=[boss], owners=False
        )
        end(company, stage.ago(gone), kind="turbo_liquidation")
    third = stage.company(
        "Denkraam Import", site.unit, "46902", stage.ago(40), people=[boss], owners=False
    )
    stage.bankrupt(third, stage.ago(22))
    young = stage.company(
        "Verzinsel Import", site.unit, "46901", stage.ago(2), people=[boss], owners=False
    )
    young.branches[0].employees = 0
    stage.alteration(site, area=38.0, seen=stage.ago(2))
    why = (
        "lege nieuwe groothandel van een bestuurder van drie beëindigde bv's, twee turboliquidaties"
    )
    return planted(
        "young_storage", site, "GEN-06 GEN-07 GEN-08 DRG-04 DRG-10 FRD-01", why, strength=11
    )


def _reopened(stage: Stage, site: Site) -> Expectation:
    stage.stopped_farm(site, stage.ago(90))
    stage.closure(site, stage.ago(15), stage.ago(6))
    for name, months in (("Mijmering", 23), ("Nevelzicht", 21), ("Fabelhoek", 19)):
        stage.company(f"{name} Handel", site.unit, "46220", stage.ago(months), staff=1)
    stage.company("Proeftuin Handel", site.unit, "46220", stage.ago(3), staff=1)
    why = "na sluiting heropend, drie maanden later een nieuw bedrijf, het vierde in twee jaar"
    return planted("reopened", site, "GEN-01 DRG-09", why, strength=6)


def _chemical_trade(stage: Stage, site: Site) -> Expectation:
    stage.company("Zandloper Chemie", site.unit, "46851", stage.ago(5), staff=1)
    stage.company("Wolkenpost Garage", site.unit, "95311", stage.ago(11), staff=1)
    why = "chemiehandel op een erf zonder milieumelding, garage in strijd met het plan"
    return planted("chemical_trade", site, "DRG-08 GEN-04", why, strength=5.1)


def _idle_shed(stage: Stage, site: Site) -> Expectation:
    stage.stopped_farm(site, stage.ago(60))
    stage.landlord(site, "Stilstand", since=stage.ago(40))
    for name, begin, gone in (("Draaimolen", 34, 30), ("Vliegwerk", 28, 14)):
        company = stage.company(f"{name} Invest", site.unit, "70202", stage.ago(begin))
        end(company, stage.ago(gone), kind="turbo_liquidation")
    stage.alteration(site, area=42.0, seen=stage.ago(1))
    why = (
        "grote lege loods van een bv van elders, twee turboliquidaties, verandering zonder melding"
    )
    return planted("idle_shed", site, "GEN-08 DRG-03 DRG-10", why, strength=4.5)


def _board_churn(stage: Stage, site: Site) -> Expectation:
    company = stage.company("Ganzenbord Metaal", site.unit, "95311", stage.ago(20), staff=2)
    stage.change_directors(company, [stage.ago(9), stage.ago(6), stage.ago(2)])
    stage.alteration(site, area=52.0, seen=stage.ago(2))
    why = "drie keer een andere enige bestuurder, garage op een erf, verbouwing zonder melding"
    return planted("board_churn", site, "GEN-04 GEN-05 DRG-10", why, strength=5.2)


def _ghosts(stage: Stage, site: Site) -> Expectation:
    demolish(site, stage.ago(14))
    for number, name in enumerate(("Schim", "Spook", "Zweem", "Waas", "Nevel"), start=1):
        stage.company(f"{name} Trading", site.unit, "46901", stage.ago(4 * number - 1), staff=0)
    why = (
        "vijf bedrijven op een gesloopte woning: eerst de gegevens herstellen, dus niet op de lijst"
    )
    return planted("ghosts", site, "GEN-01 GEN-03 SPOOK", why)


PLANTED: tuple[Story, ...] = (
    Story("vacated_farm", "farm", _vacated_farm),
    Story("alteration", "farm", _alteration),
    Story("crowded_dwelling", "ribbon", _crowded_dwelling),
    Story("carousel", "restaurant", _carousel),
    Story("empty_greenhouse", "greenhouse", _empty_greenhouse),
    Story("storage_permit", "farm", _storage_permit),
    Story("young_storage", "farm", _young_storage),
    Story("reopened", "farm", _reopened),
    Story("chemical_trade", "farm", _chemical_trade),
    Story("idle_shed", "farm", _idle_shed),
    Story("board_churn", "farm", _board_churn),
    Story("ghosts", "house", _ghosts),
)
