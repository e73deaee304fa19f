"""How many of everything, and in which proportion."""

from collections import Counter
from itertools import pairwise

import pytest

from engine.sample import municipality
from engine.sample.world import World
from tests.engine.sample.conftest import AS_OF


@pytest.mark.parametrize(("addresses", "slack"), [(600, 0.06), (3000, 0.06), (14_000, 0.06)])
def test_size_is_about_what_was_asked(addresses: int, slack: float) -> None:
    made = municipality.make(seed=1, addresses=addresses, as_of=AS_OF)
    assert len(made.addresses) == pytest.approx(addresses, rel=slack)


def test_three_in_a_hundred_addresses_are_berths_or_pitches(world: World) -> None:
    count = Counter(unit.kind for unit in world.units)
    share = (count["berth"] + count["pitch"]) / len(world.units)
    assert share == pytest.approx(0.034, abs=0.008)


def test_the_local_character_is_there(world: World) -> None:
    count = Counter(site.kind for site in world.sites)
    assert count["farm"] > 40
    assert count["greenhouse"] > 20
    assert count["ribbon"] > 150
    parks = [len(site.units) for site in world.sites if site.kind == "recreation"]
    assert set(parks) <= {1, 2, 3, 4, 5}
    kinds = Counter(zone.kind for zone in world.zones)
    assert set(kinds) >= {"built_up", "greenhouse", "business_park", "recreation_site"}


def test_farms_have_barns_without_an_address(world: World) -> None:
    for site in world.sites:
        if site.kind in ("farm", "greenhouse"):
            assert site.barns, site.unit.address.line


def test_some_are_demolished_renovated_or_have_a_second_address(world: World) -> None:
    assert any(site.kind == "gone" for site in world.sites)
    statuses = {version.status for unit in world.units for version in unit.versions}
    assert statuses >= {"Verbouwing verblijfsobject", "Verblijfsobject ingetrokken"}
    assert any(unit.side_addresses for unit in world.units)
    assert [b.built_year for b in world.buildings].count(9999) == 1


def test_versions_follow_one_another_and_start_before_the_day(world: World) -> None:
    lives = [unit.versions for unit in world.units]
    lives += [building.versions for building in world.buildings]
    lives += [address.versions for address in world.addresses]
    for life in lives:
        assert life[-1].end is None
        assert life[-1].begin < AS_OF
        for before, after in pairwise(life):
            assert before.end == after.begin
            assert before.begin < after.begin
