"""Which sites play in which scenario: outer ones far apart, so that stories do not mix."""

import math
from collections.abc import Sequence
from dataclasses import replace

from engine.sample.stage import Stage
from engine.sample.stories import LOOKALIKES, PLANTED
from engine.sample.stories.story import Story
from engine.sample.truth import Expectation
from engine.sample.world import Site, ring_area

_FULL = 5000
"""From this many addresses on, every story is planted."""
_BARN_M2 = 400.0
_ONE_OF_MANY = frozenset({"restaurant", "recreation", "pitch", "harbour"})
"""Sites that play with all their units; elsewhere only those with one unit do."""
_RANKED_PLACES = 6
"""Ranked places of a weekly list. Source: rules/settings.yml, worklist."""


def plant(stage: Stage, *, addresses: int) -> list[Expectation]:
    """Tell the scenarios and their look-alikes; returns what to expect, planted ones first."""
    count = len(PLANTED) if addresses >= _FULL else min(6, max(2, addresses // 100))
    told: list[tuple[Story, Site]] = []
    for scenario in (*PLANTED[:count], *LOOKALIKES[:count]):
        site = _pick(stage.world.sites, scenario.site_kind, [chosen for _, chosen in told])
        if site is not None:
            site.taken = True
            told.append((scenario, site))
    return _rank([scenario.tell(stage, site) for scenario, site in told])


def _rank(found: Sequence[Expectation]) -> list[Expectation]:
    """Mark the planted ones that have a ranked place for sure: stronger than all that have none."""
    strengths = sorted((e.strength for e in found if e.eligible), reverse=True)
    limit = strengths[_RANKED_PLACES] if len(strengths) > _RANKED_PLACES else 0.0
    return [replace(expected, ranked=expected.strength > limit) for expected in found]


def _pick(sites: Sequence[Site], kind: str, chosen: Sequence[Site]) -> Site | None:
    """The free site of that kind that lies farthest from all chosen ones."""
    free = [site for site in sites if site.kind == kind and not site.taken and _fits(site)]
    return max(free, key=lambda site: _distance(site, chosen), default=None)


def _fits(site: Site) -> bool:
    if site.kind == "farm":
        return bool(site.barns) and ring_area(site.barns[0].ring) > _BARN_M2
    return len(site.units) == 1 or site.kind in _ONE_OF_MANY


def _distance(site: Site, chosen: Sequence[Site]) -> float:
    """Metres to the nearest chosen site, rounded, so that ties go to the first."""
    away = (math.hypot(site.x - other.x, site.y - other.y) for other in chosen)
    return round(min(away, default=0.0), 1)
