"""Extortion and intimidation: the location may be the victim.

The weekly scan judges none of these rules, so nothing is expected to hit; a case finds more.
"""

from engine.sample.companies import Enterprise, end
from engine.sample.stage import Stage
from engine.sample.stories.story import Story, innocent, planted
from engine.sample.truth import Expectation
from engine.sample.world import Site


def _takeover(stage: Stage, site: Site, names: tuple[str, str], *, months: int) -> Enterprise:
    """An old business with its licence, and who took it over so many months ago."""
    unit = site.unit
    old = stage.company(f"{names[0]} Eten", unit, "56111", stage.ago(140), staff=5)
    end(old, stage.ago(months))
    stage.life.license(old, unit, since=stage.ago(140), until=stage.ago(months))
    new = stage.company(f"{names[1]} Eten", unit, "56111", stage.ago(months), staff=5)
    stage.life.license(new, unit, since=stage.ago(months), managers=1)
    return new


def _fire_and_takeover(stage: Stage, site: Site) -> Expectation:
    stage.reports(site, ("vandalism", 8, 4, "M90301"), ("fire", 7, 12, "M90302"))
    _takeover(stage, site, ("Kwakkel", "Nevelzicht"), months=6)
    why = (
        "vernieling en brand, zes weken later een andere exploitant: alleen binnen een dossier "
        "te zien, en eerst bescherming"
    )
    return planted("fire_and_takeover", site, "", why)


def _fire_long_before(stage: Stage, site: Site) -> Expectation:
    stage.reports(site, ("fire", 22, 3, "M90311"))
    _takeover(stage, site, ("Fabelhoek", "Hinkelbaan"), months=9)
    why = "kleine keukenbrand, ruim een jaar later een al lang geplande overname"
    return innocent("fire_and_takeover", site, "GEN-09 CARROUSEL", why)


PLANTED: tuple[Story, ...] = (Story("fire_and_takeover", "restaurant", _fire_and_takeover),)

LOOKALIKES: tuple[Story, ...] = (Story("fire_and_takeover", "restaurant", _fire_long_before),)
"""One for each planted story, in the same order."""
