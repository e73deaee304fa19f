"""Vulnerable branches: garages, rental from homes, salons, restaurants, ended nurseries."""

from datetime import date

from engine.sample.companies import Enterprise, end
from engine.sample.stage import Stage
from engine.sample.stories.story import Story, innocent, planted
from engine.sample.truth import Expectation
from engine.sample.world import Site


def _register(stage: Stage, company: Enterprise, register: str, status: str) -> None:
    """What a public register said of a company last month."""
    stage.records.add(
        "registry", "", register=register, subject_kvk=company.kvk, status=status,
        checked_on=stage.ago(1),
    )  # fmt: skip


def _violation(stage: Stage, site: Site, held: date) -> None:
    stage.records.add(
        "inspections", "C", unit=site.unit, held_on=held, domain="alcohol", outcome="violation",
        violations=2,
    )  # fmt: skip


def _barn_boxes(stage: Stage, site: Site) -> Expectation:
    stage.working_farm(site, staff=1)
    stage.company("Opslagboxen Zandloper", site.unit, "52109", stage.ago(40), staff=1)
    for name, sbi, months in (
        ("Toverbal Autoservice", "95311", 9), ("Kladblok Import", "46901", 26),
        ("Mijmering Diensten", "82990", 4),
    ):  # fmt: skip
        stage.company(name, site.unit, sbi, stage.ago(months), staff=1)
    why = "onbemande opslagboxen in een schuur, met een garage zonder melding of erkenning"
    return planted("barn_boxes", site, "BRN-02 BRN-07 GEN-04", why, strength=3.8)


def _rental_homes(stage: Stage, site: Site) -> Expectation:
    for name, sbi, months in (
        ("Windvaan Bootverhuur", "77340", 50), ("Zeepbel Autoverhuur", "77111", 38),
        ("Nevelzicht Verhuur", "77111", 30), ("Denkraam Verhuur", "77111", 14),
        ("Proeftuin Sloepverhuur", "77340", 4),
    ):  # fmt: skip
        stage.company(name, site.unit, sbi, stage.ago(months), staff=1)
    stage.alteration(site, area=44.0, seen=stage.ago(2))
    why = "vijf verhuurders van auto's en boten bij één woning, verandering zonder melding"
    return planted("rental_homes", site, "BRN-01 BRN-03 DRG-10", why, strength=4)


def _salon_and_agent(stage: Stage, site: Site) -> Expectation:
    for name, sbi, begin, gone in (
        ("Haarstudio Knipoog", "96210", 22, 15), ("Beautysalon Inktvlek", "96220", 14, 8),
    ):  # fmt: skip
        end(stage.company(name, site.unit, sbi, stage.ago(begin), staff=1), stage.ago(gone))
    stage.company("Barbershop Poppenkast", site.unit, "96210", stage.ago(7), staff=1)
    agent = stage.company("Sterrenstof Geldservice", site.unit, "66199", stage.ago(5), staff=1)
    _register(stage, agent, "DNB", "niet geregistreerd")
    why = "derde kapsalon in twee jaar, met een geldtransferkantoor zonder registratie bij DNB"
    return planted("salon_and_agent", site, "BRN-04 BRN-09 GEN-02", why, strength=3.7)


def _alcohol_carousel(stage: Stage, site: Site) -> Expectation:
    unit = site.unit
    for name, begin, gone in (("Hinkelbaan", 34, 12), ("Vliegwerk", 11, 5)):
        company = stage.company(f"Eetcafé {name}", unit, "56111", stage.ago(begin), staff=3)
        stage.life.license(company, unit, since=stage.ago(begin), until=stage.ago(gone))
        end(company, stage.ago(gone))
    third = stage.company("Eetcafé Draaimolen", unit, "56111", stage.ago(4), staff=3)
    stage.life.license(third, unit, since=stage.ago(4), managers=2)
    _violation(stage, site, stage.ago(2))
    stage.reports(site, ("quay_loading", 1, 4, "M90221"), ("night_sailing", 2, 9, "M90222"))
    why = "havencafé: drie exploitanten in drie jaar, alcoholovertreding, laden in de nacht"
    return planted("alcohol_carousel", site, "BRN-05 GEN-09 REC-10", why, strength=5)


def _flower_transport(stage: Stage, site: Site) -> Expectation:
    stage.stopped_farm(site, stage.ago(10), sbi="01192")
    stage.landlord(site, "Kralenstreng", since=stage.ago(12))
    stage.company("Spiegelbeeld Bloementransport", site.unit, "49410", stage.ago(4), staff=1)
    why = "jong transportbedrijf op een gestopte kwekerij, eigendom van een bv van elders"
    return planted("flower_transport", site, "BRN-08 DRG-01", why, strength=3)


def _farm_shop(stage: Stage, site: Site) -> Expectation:
    stage.working_farm(site, staff=3)
    stage.company("Caravanstalling Luchtkasteel", site.unit, "52109", stage.ago(70), staff=2)
    dealer = stage.company("Rijmelarij Oldtimers", site.unit, "46710", stage.ago(50), staff=1)
    _register(stage, dealer, "RDW", "erkend")
    stage.company("Ganzenbord Webwinkel", site.unit, "46901", stage.ago(40), staff=1)
    why = "boer met caravanstalling en een erkende handelaar in oldtimers"
    return innocent("barn_boxes", site, "BRN-02 BRN-07 GEN-04", why, rules="CTR-04 CTR-DRG-01")


def _new_rental(stage: Stage, site: Site) -> Expectation:
    stage.company("Fabelhoek Sloepverhuur", site.unit, "77340", stage.ago(2), staff=1)
    why = "één starter met sloepverhuur, nog geen drie maanden bezig"
    return innocent("rental_homes", site, "BRN-01 BRN-03 DRG-10", why)


def _registered_agent(stage: Stage, site: Site) -> Expectation:
    stage.company("Kapsalon Verzinsel", site.unit, "96210", stage.ago(130), staff=3)
    agent = stage.company("Slagroom Telecom", site.unit, "61200", stage.ago(30), staff=2)
    _register(stage, agent, "DNB", "geregistreerd")
    why = "gevestigde kapper en een telecomwinkel die als betaalagent is geregistreerd"
    return innocent("salon_and_agent", site, "BRN-04 BRN-09 GEN-02", why, rules="CTR-04")


def _clean_takeover(stage: Stage, site: Site) -> Expectation:
    unit = site.unit
    old = stage.company("Eetcafé Schimmenspel", unit, "56111", stage.ago(120), staff=4)
    stage.life.license(old, unit, since=stage.ago(120), until=stage.ago(8))
    end(old, stage.ago(8))
    new = stage.company("Restaurant Kaleidoscoop", unit, "56111", stage.ago(8), staff=5)
    stage.life.license(new, unit, since=stage.ago(8), managers=2)
    _violation(stage, site, stage.ago(20))
    stage.inspection(site, stage.ago(3), domain="alcohol")
    why = "één overname na tien jaar; de overtreding was van de vorige en is hersteld"
    return innocent("alcohol_carousel", site, "BRN-05 GEN-09 REC-10", why, rules="CTR-02")


def _growers_son(stage: Stage, site: Site) -> Expectation:
    nursery = stage.stopped_farm(site, stage.ago(9), sbi="01192")
    family = [officer.person for officer in nursery.officers if officer.person is not None]
    name = f"{family[0].surname} Bloemenexport"
    stage.company(name, site.unit, "46220", stage.ago(8), staff=2, people=family[:1])
    why = "kweker stopte met telen en handelt nu zelf in bloemen"
    return innocent("flower_transport", site, "BRN-08 DRG-01", why)


PLANTED: tuple[Story, ...] = (
    Story("barn_boxes", "farm", _barn_boxes),
    Story("rental_homes", "ribbon", _rental_homes),
    Story("salon_and_agent", "shop", _salon_and_agent),
    Story("alcohol_carousel", "harbour", _alcohol_carousel),
    Story("flower_transport", "greenhouse", _flower_transport),
)

LOOKALIKES: tuple[Story, ...] = (
    Story("barn_boxes", "farm", _farm_shop),
    Story("rental_homes", "house", _new_rental),
    Story("salon_and_agent", "shop", _registered_agent),
    Story("alcohol_carousel", "restaurant", _clean_takeover),
    Story("flower_transport", "greenhouse", _growers_son),
)
"""One for each planted story, in the same order."""
