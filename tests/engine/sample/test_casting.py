"""Which sites play in which scenario."""

import math
from random import Random

import pytest

from engine.sample import casting, municipality
from engine.sample.companies import Companies
from engine.sample.daily_life import DailyLife
from engine.sample.homes import Registers
from engine.sample.people import People
from engine.sample.records import Records
from engine.sample.stage import Stage
from engine.sample.stories import LOOKALIKES, PLANTED
from engine.sample.truth import Expectation
from tests.engine.sample.conftest import AS_OF


def _stage(addresses: int) -> Stage:
    world = municipality.make(seed=4, addresses=addresses, as_of=AS_OF)
    people, records = People(Random(1)), Records()
    registers = Registers(records, people, Random(2), AS_OF)
    life = DailyLife(records, people, Random(3), AS_OF)
    return Stage(world, Companies(), people, records, registers, life, AS_OF)


def _told(addresses: int) -> list[Expectation]:
    return casting.plant(_stage(addresses), addresses=addresses)


def test_each_scenario_has_a_look_alike_in_the_same_order() -> None:
    assert [s.name for s in PLANTED] == [s.name for s in LOOKALIKES]


@pytest.mark.parametrize(("addresses", "pairs"), [(100, 2), (300, 3), (600, 6), (3000, 6)])
def test_a_smaller_municipality_has_the_first_scenarios(addresses: int, pairs: int) -> None:
    told = _told(addresses)
    assert [e.scenario for e in told] == [s.name for s in PLANTED[:pairs]] * 2
    assert [e.kind for e in told] == ["planted"] * pairs + ["lookalike"] * pairs


def test_the_full_size_has_all_and_the_strongest_are_ranked() -> None:
    told = _told(5000)
    assert len(told) == len(PLANTED) + len(LOOKALIKES)
    assert all(expected.kind == "planted" for expected in told if expected.eligible)
    ranked = [expected.strength for expected in told if expected.ranked]
    others = [expected.strength for expected in told if not expected.ranked]
    assert 1 <= len(ranked) <= 6
    assert min(ranked) > max(others)


def test_a_site_plays_once_and_outer_ones_lie_far_apart() -> None:
    told = _told(3000)
    sites = [expected.site for expected in told]
    assert len({id(site) for site in sites}) == len(sites)
    farms = [site for site in sites if site.kind in ("farm", "greenhouse")]
    for k, site in enumerate(farms):
        for other in farms[k + 1 :]:
            assert math.hypot(site.x - other.x, site.y - other.y) > 600


def test_all_scored_rules_of_the_catalogue_are_told_at_full_size() -> None:
    rules = {
        rule for expected in _told(5000) if expected.kind == "planted" for rule in expected.rules
    }
    wanted = {f"GEN-{k:02d}" for k in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12)}
    wanted |= {f"DRG-{k:02d}" for k in (1, 2, 3, 4, 5, 8, 9, 10, 11)}
    wanted |= {f"FRD-{k:02d}" for k in (1, 3, 4, 5, 7, 8)}
    wanted |= {f"ADR-{k:02d}" for k in range(1, 8)}
    assert wanted <= rules


def test_two_planted_farms_have_one_owner() -> None:
    stage = _stage(5000)
    casting.plant(stage, addresses=5000)
    owners = [company.name for company in stage.registers.owners.values()]
    assert owners.count("Nergensland Vastgoed B.V.") == 2


def test_without_a_fitting_site_the_scenario_is_left_out() -> None:
    stage = _stage(100)
    stage.world.sites = [site for site in stage.world.sites if site.kind != "farm"]
    assert [e.scenario for e in casting.plant(stage, addresses=100)] == []
