"""Control over a business: a long chain of holdings, and a group that is no more than a group."""

from engine.sample.companies import appoint, own
from engine.sample.stage import Stage
from engine.sample.stories.story import Story, innocent, planted
from engine.sample.truth import Expectation
from engine.sample.world import Site


def _group(stage: Stage, site: Site, works: str, sbi: str, *holdings: str) -> None:
    """A business at the site under holdings that have their seat in halls elsewhere."""
    since = stage.ago(5)
    below = stage.companies.found("bv", f"{works} B.V.", since)
    stage.companies.open_branch(below, site.unit, [sbi], employees=1)
    for number, name in enumerate(holdings):
        above = stage.companies.found("bv", f"{name} B.V.", since)
        stage.companies.open_branch(above, stage.seat(number), ["64210"], employees=0)
        own(above, below)
        below = above
    appoint(below, [stage.people.make()], owners=True)


def _layered_control(stage: Stage, site: Site) -> Expectation:
    stage.stopped_farm(site, stage.ago(60))
    names = ("Matroesjka Beheer", "Ladenkast Holding", "Sluier Invest")
    _group(stage, site, "Matroesjka Import", "46902", *names)
    stage.alteration(site, area=47.0, seen=stage.ago(2))
    why = "bedrijf onder drie houdstermaatschappijen boven elkaar, verbouwing zonder melding"
    return planted("layered_control", site, "GEN-15 DRG-10", why, strength=4)


def _grower_group(stage: Stage, site: Site) -> Expectation:
    stage.working_farm(site, sbi="01192", staff=4)
    _group(stage, site, "Tulpenvaas Export", "46220", "Tulpenvaas Groep", "Tulpenvaas Familie")
    why = "handelstak van een kweker onder de houdster van het bedrijf en die van de familie"
    return innocent("layered_control", site, "GEN-06 GEN-15 DRG-10", why, rules="CTR-DRG-01")


PLANTED: tuple[Story, ...] = (Story("layered_control", "farm", _layered_control),)

LOOKALIKES: tuple[Story, ...] = (Story("layered_control", "farm", _grower_group),)
"""One for each planted story, in the same order."""
