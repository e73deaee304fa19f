"""Laundering through property: quick resale, odd prices, unsupervised money."""

from datetime import date, timedelta

from engine.sample.companies import Enterprise, end
from engine.sample.stage import Stage
from engine.sample.stories.story import Story, innocent, planted
from engine.sample.truth import Expectation
from engine.sample.world import Site


def _deed(
    stage: Stage, site: Site, signed: date, buyer: Enterprise | None = None, *,
    kind: str = "sale", price: float | None = None, loan: float | None = None,
    supervised: bool = True, lapsed: date | None = None,
) -> None:  # fmt: skip
    """A deed about the main unit of a site, by somebody new unless a company buys."""
    row = stage.records.add(
        "transfers", "A", kind=kind, unit=site.unit, signed_on=signed, lapsed_on=lapsed,
        price_eur=price, mortgage_eur=loan, lender_supervised=supervised if loan else None,
        seller_name=stage.people.make().name,
    )  # fmt: skip
    if buyer is None:
        row["buyer_name"] = stage.people.make().name
    else:
        row |= {"buyer_kvk": buyer.kvk, "buyer_name": buyer.name}


def _property_company(stage: Stage, name: str, number: int, started: date) -> Enterprise:
    """A property company in one of the halls."""
    return stage.company(f"{name} Vastgoed", stage.seat(number), "68203", started)


def _holding(stage: Stage, site: Site, name: str, *, filed_year: int) -> Enterprise:
    """A company at the site that owns three houses far apart."""
    holding = stage.company(f"{name} Holding", site.unit, "64210", stage.ago(52), staff=0)
    holding.filed_year = filed_year
    free = [s for s in stage.world.sites if s.kind == "ribbon" and not s.taken]
    free = [s for s in free if id(s) not in stage.registers.owners]
    for at in range(3):
        stage.registers.sell(free[at * len(free) // 3], holding, on=stage.ago(40 + at))
    return holding


def _quick_resale(stage: Stage, site: Site) -> Expectation:
    stage.registers.appraise(site.unit, 620_000.0)
    first = _property_company(stage, "Tussenstap", 0, stage.ago(31))
    _deed(stage, site, stage.ago(4, 6), first, price=640_000.0, loan=448_000.0)
    last = _property_company(stage, "Slotsom", 1, stage.ago(5))
    _deed(stage, site, stage.ago(1, 9), last, price=1_060_000.0, loan=0.0)
    stage.registers.sell(site, last, on=stage.ago(1, 9))
    why = "in drie maanden twee keer verkocht, de tweede keer veel boven de WOZ-waarde en contant"
    return planted("quick_resale", site, "VAS-01 VAS-03 VAS-04 ABC-RISK", why, strength=7)


def _private_loan(stage: Stage, site: Site) -> Expectation:
    stage.registers.appraise(site.unit, 900_000.0)
    owner = _property_company(stage, "Zilverberg", 2, stage.ago(44))
    _deed(
        stage, site, stage.ago(3, 4), owner, price=470_000.0, loan=640_000.0, supervised=False
    )  # fmt: skip
    stage.company("Krukas Autobedrijf", site.unit, "95311", stage.ago(11), staff=1)
    why = "woning ver onder de WOZ-waarde, onderhandse lening boven de koopsom, garage aan huis"
    return planted("private_loan", site, "GEN-04 VAS-03 VAS-05", why, strength=6.4)


def _lapsed_purchases(stage: Stage, site: Site) -> Expectation:
    for months in (9, 2):
        lapsed = stage.ago(months)
        signed = lapsed - timedelta(days=183)
        _deed(stage, site, signed, kind="registered_purchase", lapsed=lapsed)
    _holding(stage, site, "Stapelaar", filed_year=stage.as_of.year - 3)
    for name, begin, gone in (("Luchtbel", 40, 20), ("Strohalm", 33, 4)):
        company = stage.company(f"{name} Beheer", site.unit, "70202", stage.ago(begin))
        end(company, stage.ago(gone), kind="turbo_liquidation")
    why = "twee vervallen kopen, lege houdster met drie huizen zonder jaarstukken, turboliquidaties"
    return planted("lapsed_purchases", site, "GEN-08 VAS-08 VAS-10", why, strength=4.7)


def _vanished_owner(stage: Stage, site: Site) -> Expectation:
    stage.stopped_farm(site, stage.ago(95))
    owner = _property_company(stage, "Vergeten", 3, stage.ago(140))
    stage.registers.sell(site, owner, on=stage.ago(90))
    end(owner, stage.ago(27), kind="dissolution")
    stage.alteration(site, area=58.0, seen=stage.ago(2))
    why = "eigenaar is een bv die ruim twee jaar geleden ophield, verbouwing zonder vergunning"
    return planted("vanished_owner", site, "DRG-10 VAS-06", why, strength=4)


PLANTED: tuple[Story, ...] = (
    Story("quick_resale", "ribbon", _quick_resale),
    Story("private_loan", "house", _private_loan),
    Story("lapsed_purchases", "house", _lapsed_purchases),
    Story("vanished_owner", "farm", _vanished_owner),
)


def _registered_first(stage: Stage, site: Site) -> Expectation:
    stage.registers.appraise(site.unit, 640_000.0)
    buyer = _property_company(stage, "Kalm", 4, stage.ago(100))
    _deed(stage, site, stage.ago(5), buyer, kind="registered_purchase")
    _deed(stage, site, stage.ago(2), buyer, price=665_000.0, loan=465_000.0)
    stage.registers.sell(site, buyer, on=stage.ago(2))
    why = "koop eerst geregistreerd en daarna geleverd aan dezelfde koper, met een banklening"
    return innocent("quick_resale", site, "VAS-01 VAS-03 VAS-04 VAS-05 ABC-RISK", why)


def _bank_loan(stage: Stage, site: Site) -> Expectation:
    stage.registers.appraise(site.unit, 880_000.0)
    stage.working_farm(site, staff=3)
    _deed(stage, site, stage.ago(10), kind="inheritance", price=150_000.0)
    buyer = _property_company(stage, "Pachthof", 5, stage.ago(80))
    _deed(stage, site, stage.ago(4), buyer, price=840_000.0, loan=980_000.0)
    stage.registers.sell(site, buyer, on=stage.ago(4))
    why = "geërfd voor een lage waarde, daarna verkocht met een banklening en een bouwdepot"
    return innocent(
        "private_loan", site, "VAS-01 VAS-03 VAS-05 GEN-04", why, rules="CTR-DRG-01"
    )  # fmt: skip


def _failed_financing(stage: Stage, site: Site) -> Expectation:
    lapsed = stage.ago(11)
    _deed(
        stage, site, lapsed - timedelta(days=183), kind="registered_purchase", lapsed=lapsed
    )  # fmt: skip
    _holding(stage, site, "Degelijk", filed_year=stage.as_of.year - 1)
    why = "één koop verviel door een afgewezen lening, houdster met drie huizen en jaarstukken"
    return innocent("lapsed_purchases", site, "GEN-08 VAS-08 VAS-10", why)


def _being_settled(stage: Stage, site: Site) -> Expectation:
    stage.working_farm(site, staff=2)
    owner = _property_company(stage, "Boedel", 6, stage.ago(120))
    stage.registers.sell(site, owner, on=stage.ago(84))
    end(owner, stage.ago(10), kind="dissolution")
    why = "eigenaar tien maanden geleden ontbonden, de vereffenaar verkoopt het erf"
    return innocent("vanished_owner", site, "VAS-06 DRG-10", why, rules="CTR-DRG-01")


LOOKALIKES: tuple[Story, ...] = (
    Story("quick_resale", "ribbon", _registered_first),
    Story("private_loan", "farm", _bank_loan),
    Story("lapsed_purchases", "house", _failed_financing),
    Story("vanished_owner", "farm", _being_settled),
)
"""One for each planted story, in the same order."""
