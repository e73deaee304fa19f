"""Whose names a case can open: who its reader sees around its location, and nobody else."""

import pytest

from engine.exports.network import reach as reaching
from engine.exports.network.access import Access
from engine.network import graph
from engine.snapshot import Run
from tests.engine.network.published import publish
from tests.engine.network.town import location, settle
from tests.engine.network.world import SETTINGS, empty_world, kvk, person


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Run:
    with empty_world() as world:
        settle(world)
        world.home(50)
        world.branch(50, world.company(50), 50)
        world.officer(kvk(50), person("c"))
        return publish(world, tmp_path_factory.mktemp("town") / "runs")


def _reach(run: Run, start: str, access: Access) -> dict[str, tuple[str, ...]]:
    with graph.of_run(run, settings=SETTINGS) as network:
        return dict(reaching.reach(network, run, start, access).subjects)


def test_people_and_companies_around_the_location_and_nobody_else(town: Run) -> None:
    found = _reach(town, location(1).id, Access(people=True))
    assert {kvk(1), person("a")} <= set(found)
    assert kvk(50) not in found
    assert person("c") not in found
    assert list(found) == sorted(found)
    other = _reach(town, location(50).id, Access(people=True))
    assert {kvk(50), person("c")} <= set(other)


def test_company_brings_the_records_under_which_its_names_are_kept(town: Run) -> None:
    found = _reach(town, location(1).id, Access(people=True))[kvk(1)]
    assert found[0] == kvk(1)
    assert any(":enterprise:" in key for key in found)
    assert any(":branch:" in key for key in found)


def test_without_the_right_there_are_no_people(town: Run) -> None:
    assert not [key for key in _reach(town, location(1).id, Access()) if key.startswith("P")]


def test_nobody_of_a_masked_place_is_reached(town: Run) -> None:
    masked = Access(people=True, masked=frozenset({location(1).id}))
    assert _reach(town, location(1).id, masked) == {}
    assert person("a") in _reach(town, location(1).id, Access(people=True))
