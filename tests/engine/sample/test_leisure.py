"""Parks, harbours and vulnerable branches of the sample: what is told, and what stays ordinary."""

from collections import Counter
from random import Random

import pytest

from engine.sample import casting, further, municipality
from engine.sample.businesses import Economy
from engine.sample.companies import Companies
from engine.sample.daily_life import DailyLife
from engine.sample.homes import Registers
from engine.sample.people import People
from engine.sample.records import Records
from engine.sample.stage import Stage
from engine.sample.stories import branches, leisure
from engine.sample.stories.story import Story
from engine.sample.truth import Expectation
from tests.engine.sample.conftest import AS_OF
from tests.rules.world import shipped

_SEASON = 183
"""Nights of a season. Source: rules/packs/rec.yml, REC-09."""


def _stage() -> Stage:
    world = municipality.make(seed=4, addresses=5000, as_of=AS_OF)
    people, records = People(Random(1)), Records()
    registers = Registers(records, people, Random(2), AS_OF)
    life = DailyLife(records, people, Random(3), AS_OF)
    return Stage(world, Companies(), people, records, registers, life, AS_OF)


@pytest.fixture(scope="module")
def stage() -> Stage:
    """A municipality of 5,000 addresses with nothing told in it."""
    return _stage()


@pytest.fixture(scope="module")
def told() -> list[Expectation]:
    return casting.plant(_stage(), addresses=5000)


def _of(stories: tuple[Story, ...], told: list[Expectation], kind: str) -> list[Expectation]:
    names = {story.name for story in stories}
    return [e for e in told if e.kind == kind and e.scenario in names]


@pytest.mark.parametrize(
    ("pack", "stories"), [("REC", leisure.PLANTED), ("BRN", branches.PLANTED)], ids=["REC", "BRN"]
)
def test_every_scanned_rule_of_a_pack_is_told(
    pack: str, stories: tuple[Story, ...], told: list[Expectation]
) -> None:
    scanned = {r.id for r in shipped().rules if r.is_scanned and pack in (r.pack, r.family)}
    planted = {rule for expected in _of(stories, told, "planted") for rule in expected.rules}
    assert scanned - planted == set()


def test_look_alikes_forbid_what_their_story_must_hit(told: list[Expectation]) -> None:
    stories = (*leisure.PLANTED, *branches.PLANTED)
    forbidden = {e.scenario: set(e.not_rules) for e in _of(stories, told, "lookalike")}
    for expected in _of(stories, told, "planted"):
        assert {r for r in expected.rules if r[:3] in ("REC", "BRN")} <= forbidden[
            expected.scenario
        ]


def test_each_berth_belongs_to_one_site_and_marinas_have_a_dozen(stage: Stage) -> None:
    berths = [unit.object_id for unit in stage.world.units if unit.kind == "berth"]
    sites = [site for site in stage.world.sites if site.kind in ("berth", "harbour")]
    assert Counter(berths) == Counter(u.object_id for site in sites for u in site.units)
    marinas = [site for site in sites if site.kind == "harbour"]
    zones = [zone for zone in stage.world.zones if zone.kind == "harbour"]
    assert len(marinas) == len(zones) > 1
    assert {len(site.units) for site in marinas} == {12}


def test_a_marina_has_had_one_company_for_years() -> None:
    stage = _stage()
    Economy(stage.companies, stage.people, Random(5), AS_OF).settle(stage.world)
    marinas = {id(site.unit) for site in stage.world.sites if site.kind == "harbour"}
    found = [b for e in stage.companies.all for b in e.branches if id(b.unit) in marinas]
    assert len(found) == len(marinas)
    assert {(branch.sbi, AS_OF.year - branch.started.year > 20) for branch in found} == {
        (("93291",), True)
    }


def test_ordinary_returns_are_what_a_park_would_file() -> None:
    stage = _stage()
    stage.registers.fill(stage.world)
    further.fill(stage, seed=4)
    used = [
        int(str(row["nights"])) / (_SEASON * int(str(row["capacity"])))
        for row in stage.records.returns
    ]
    assert used
    assert 0.2 < min(used) < max(used) < 1.2
